import { printableLines } from '../../shared/printable.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML, in an element or an attribute; marks that turn the direction are shown and not obeyed. */
export function escaped(text: string): string {
  return printableLines(text).replace(/[&<>"']/g, character => entities[character]!);
}
