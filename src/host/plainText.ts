import { printable, printableLines } from '../shared/printable.ts';

/** A message for a notification with names in it, of which the editor would make links: `[name](command:…)`. */
export function plainMessage(text: string): string {
  return printableLines(text).replaceAll('](', '] (');
}

/** A name for a list, a menu or above a line, of which the editor would make pictures: `$(error)`. */
export function plainLabel(text: string): string {
  return printable(text).replaceAll('$(', '\\$(');
}

/** A name for Markdown, as one line of text. */
export function plainMarkdown(text: string): string {
  return printable(text).replace(/[\\`*_[\]<>&~|#!(){}$:@]/g, '\\$&');
}
