import { DOMParser, XMLSerializer, type Document, type Element, type Node } from '@xmldom/xmldom';
import { DarkroomError } from '../../../shared/errors.ts';

export type { Document, Element } from '@xmldom/xmldom';

/**
 * Entities of the document's own are not expanded, so that no file can grow or fetch another.
 * @throws DarkroomError naming line and column of the damage
 */
export function parseXml(text: string, file: string): Document {
  let at: { readonly line?: number; readonly column?: number } = {};
  try {
    return new DOMParser({
      onError: (level, message, { locator }) => {
        const { lineNumber, columnNumber } = locator as { lineNumber?: number; columnNumber?: number };
        if (lineNumber) at = { line: lineNumber, column: columnNumber ?? 1 };
        throw new Error(`${level}: ${message}`);
      },
    }).parseFromString(text, 'text/xml');
  } catch (thrown) {
    const inner = thrown instanceof Error ? thrown : new Error(String(thrown));
    const reason = reasonOf(inner.message);
    const place = at.line === undefined ? '' : `, line ${at.line}, column ${at.column!}`;
    throw new DarkroomError('bad_labels', `${file}${place}: the XML is damaged: ${reason}.`, {
      hint: 'Repair it in a text editor, or export the annotations again.',
      file,
      ...at,
      cause: thrown,
    });
  }
}

/** The parser's words without what it wraps around them. */
function reasonOf(message: string): string {
  const words = message.replace(/^Reporting \w+ "(.*)" caused .*$/s, '$1').replace(/^(fatalE|e)rror: /, '');
  return words.replace(/[.\s]+$/, '').slice(0, 200);
}

export function serializeXml(document: Document): string {
  return new XMLSerializer().serializeToString(document);
}

/** The elements right below, in their order; all of them, or those of one name. */
export function children(element: Element, name?: string): readonly Element[] {
  const found: Element[] = [];
  for (let node: Node | null = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === node.ELEMENT_NODE && (name === undefined || node.nodeName === name)) {
      found.push(node as Element);
    }
  }
  return found;
}

export function child(element: Element, name: string): Element | undefined {
  return children(element, name)[0];
}

/** Without white space around it. */
export function textOf(element: Element | undefined): string | undefined {
  return element?.textContent?.trim();
}

/** Counted from 1. */
export function lineOf(element: Element): number {
  return (element as Element & { lineNumber?: number }).lineNumber ?? 1;
}

/** Takes an element out together with the white space before it, which is its indentation. */
export function removeElement(element: Element): void {
  const before = element.previousSibling;
  if (before?.nodeType === element.TEXT_NODE && before.textContent?.trim() === '') {
    element.parentNode?.removeChild(before);
  }
  element.parentNode?.removeChild(element);
}
