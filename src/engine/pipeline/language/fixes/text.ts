import type { TextEdit } from '../../../../shared/edit.ts';
import type { Diagnostic } from '../../../../shared/pipeline.ts';
import { lineStart, nextLine } from '../../edit/lines.ts';
import { findOperation } from '../../../operations/index.ts';
import { spotAt } from '../spot.ts';
import { quoted, suggestedValue, valueOf } from '../snippet.ts';
import { addEntries, entryNamed, removeEntry, setGroupKey } from './entries.ts';
import type { Proposal, Subject } from './proposal.ts';

/** What is written becomes one of the nearest names or values. */
export function replacements(subject: Subject, finding: Diagnostic): readonly Proposal[] {
  const { suggestions = [] } = finding;
  return replacementEdits(subject, finding).map((edit, index) => ({
    title: `Change to ${suggestions[index]}`,
    change: [edit],
    preferred: index === 0,
  }));
}

/** One for each suggestion. */
export function replacementEdits({ text, language }: Subject, finding: Diagnostic): readonly TextEdit[] {
  const { suggestions = [], place, code } = finding;
  const { start, end } = place;
  const mark = /^["']/.exec(text.slice(start, end))?.[0] ?? (language === 'json' ? '"' : '');
  const isValue = code === 'wrong-type' || code === 'out-of-range';
  return suggestions.map(suggestion => {
    const isLiteral = isValue && /^(?:-?[\d.]+(?:e[-+]?\d+)?|\[.*\]|true|false)$/i.test(suggestion);
    return { start, end, text: isLiteral ? suggestion : `${mark}${suggestion}${mark}` };
  });
}

export function removal({ text, root }: Subject, finding: Diagnostic, title: string): readonly Proposal[] {
  const edit = removeEntry(text, root, finding.place.start);
  return edit ? [{ title, change: [edit] }] : [];
}

/** All required parameters that a step lacks, with values that are accepted. */
export function missingParameters(
  { text, language, root }: Subject,
  finding: Diagnostic,
): readonly Proposal[] {
  const spot = spotAt(root, finding.place.start);
  if (spot?.kind !== 'operation') return [];
  const operation = findOperation(spot.token.text);
  if (!operation) return [];
  const isJson = language === 'json';
  const map = spot.entry?.value?.kind === 'map' ? spot.entry.value : undefined;
  const missing = Object.entries(operation.parameters).filter(
    ([name, { required, kind }]) =>
      required && kind !== 'steps' && !map?.entries.some(({ key }) => key.text === name),
  );
  if (missing.length === 0) return [];
  const written = missing.map(([name, parameter]) => {
    const value = valueOf(suggestedValue(operation, name), parameter, isJson);
    return `${quoted(name, isJson)}: ${value}`;
  });
  const change = map
    ? addEntries(text, map, written)
    : withParameters(spot.token, spot.entry?.end, `{ ${written.join(', ')} }`, isJson);
  const title = `Add ${missing.map(([name]) => name).join(' and ')}`;
  return [{ title, change: [change], preferred: true }];
}

function withParameters(
  { start, end, text }: { readonly start: number; readonly end: number; readonly text: string },
  afterColon: number | undefined,
  parameters: string,
  isJson: boolean,
): TextEdit {
  if (afterColon !== undefined) return { start: afterColon, end: afterColon, text: ` ${parameters}` };
  const step = `${quoted(text, isJson)}: ${parameters}`;
  return { start, end, text: isJson ? `{ ${step} }` : step };
}

/** Floats, and vectors, in a format that holds them. */
export function otherFormat({ text, language, root }: Subject, finding: Diagnostic): readonly Proposal[] {
  const formats = finding.message.includes('tiff') ? ['npy', 'tiff'] : ['npy'];
  return formats.flatMap((format, index) => {
    const edit = setGroupKey(text, root, language, ['output', 'format', format]);
    if (!edit) return [];
    return [{ title: `Set output format to ${format}`, change: [edit], preferred: index === 0 }];
  });
}

export function withoutOutputType({ text, root }: Subject): readonly Proposal[] {
  const dtype = entryNamed(root, 'output', 'dtype');
  const edit = dtype && removeEntry(text, root, dtype.key.start);
  return edit ? [{ title: 'Leave out the dtype of the output', change: [edit], preferred: true }] : [];
}

/** A key that belongs further in, or to a step of its own. */
export function indentation({ text, language }: Subject, finding: Diagnostic): readonly Proposal[] {
  const { start } = finding.place;
  const first = lineStart(text, start);
  const indent = text.slice(first, start);
  if (language === 'json' || !/^ {2,}$/.test(indent)) return [];
  if (!finding.message.includes('is a parameter of')) {
    const change = [{ start: first, end: start, text: `${indent.slice(2)}- ` }];
    return [{ title: 'Make it a step of its own', change, preferred: true }];
  }
  const lines: TextEdit[] = [];
  for (let at = first; text.startsWith(indent, at) && text[at + indent.length] !== '-';) {
    lines.push({ start: at, end: at, text: '  ' });
    at = nextLine(text, at);
  }
  return [{ title: 'Indent it further', change: lines, preferred: true }];
}

/** An item of a list that is not indented like the one above it, with all that belongs to it. */
export function likeItemsAbove({ text, language }: Subject, { place }: Diagnostic): readonly Proposal[] {
  const first = lineStart(text, place.start);
  const indent = text.slice(first, place.start);
  const wanted = [...text.slice(0, first).matchAll(/^( *)- /gm)].at(-1)?.[1];
  const isItem = language === 'yaml' && text[place.start] === '-' && /^ *$/.test(indent);
  if (!isItem || wanted === undefined || wanted === indent) return [];
  const change: TextEdit[] = [];
  for (let start = first; start === first || text.startsWith(`${indent} `, start);) {
    change.push({ start, end: start + indent.length, text: wanted });
    start = nextLine(text, start);
  }
  return [{ title: 'Indent it like the items above', change, preferred: true }];
}

/** YAML is indented by spaces alone. */
export function tabs({ text, language }: Subject, { place }: Diagnostic): readonly Proposal[] {
  const first = lineStart(text, place.start);
  if (language === 'json' || !/^[ \t]*\t/.test(text.slice(first, first + 1000))) return [];
  const change = [...text.matchAll(/^[ \t]*\t[ \t]*/gm)].map(({ 0: indent, index }) => ({
    start: index,
    end: index + indent.length,
    text: indent.replaceAll('\t', '  '),
  }));
  return [{ title: 'Indent by spaces instead of tabs', change, preferred: true }];
}
