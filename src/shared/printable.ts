/** What a terminal obeys, and what turns the direction of all that follows; line ends and tabs among them. */
const harmful = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
/** The same in texts of several lines. */
const harmfulBesideLines = /(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/**
 * A name or another text of a file in one line of plain characters: control characters and marks of direction are
 * shown as `\u001b` in the place of being obeyed.
 */
export function printable(text: string): string {
  return text.replace(harmful, escaped);
}

/** The same for a text of our own with names in it, whose lines stay. */
export function printableLines(text: string): string {
  return text.replace(harmfulBesideLines, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
