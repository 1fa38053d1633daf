import { parseTree, type Node as JsonNode, type ParseError } from 'jsonc-parser';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type Node,
} from 'yaml';
import type { Diagnostic, PipelineLanguage, Place } from '../../shared/pipeline.ts';
import { tooDeepAt } from './depth.ts';
import { DiagnosticList } from './diagnosticList.ts';
import { jsonFaults } from './faults/json.ts';
import type { TextFault } from './faults/textFault.ts';
import { yamlFaults } from './faults/yaml.ts';

/** A document as values with their places, the same for YAML and JSON. */
export type SyntaxNode =
  | { readonly kind: 'map'; readonly entries: readonly SyntaxEntry[]; readonly place: Place }
  | { readonly kind: 'list'; readonly items: readonly SyntaxNode[]; readonly place: Place }
  | { readonly kind: 'scalar'; readonly value: unknown; readonly place: Place };

export interface SyntaxEntry {
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: SyntaxNode;
}

export interface SyntaxTree {
  /** Absent for an empty document. */
  readonly root?: SyntaxNode;
  readonly diagnostics: readonly Diagnostic[];
}

/** Aliases can make a small text stand for an endless one; a pipeline has far fewer nodes than this. */
const maximumNodes = 200_000;

export function parseSyntax(text: string, language: PipelineLanguage): SyntaxTree {
  const tooDeep = tooDeepAt(text, language);
  if (tooDeep !== undefined) return nestedTooDeeply(text, tooDeep);
  try {
    return language === 'json' ? parseJson(text) : parseYaml(text);
  } catch (thrown) {
    // Both parsers descend by recursion.
    if (!(thrown instanceof RangeError)) throw thrown;
    return nestedTooDeeply(text, 0);
  }
}

function nestedTooDeeply(text: string, offset: number): SyntaxTree {
  const place = places(text)(offset, Math.min(offset + 1, text.length));
  return { diagnostics: [syntaxError('The document is nested too deeply for a pipeline.', place)] };
}

/** Turns a node back into plain values. */
export function toPlain(node: SyntaxNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(toPlain);
    case 'map':
      return Object.fromEntries(node.entries.map(entry => [entry.key, toPlain(entry.value)]));
  }
}

function parseYaml(text: string): SyntaxTree {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  const placeIn = places(text);
  const placeAt = (start: number, end: number) => placeIn(start, Math.max(start, end));
  // The parser reports its own overflow as an error of the text.
  if (document.errors.some(({ message }) => message.startsWith('Maximum call stack'))) throw new RangeError();
  const diagnostics = yamlFaults(text, document.errors).map(fault => faultAt(fault, placeAt));
  if (diagnostics.length > 0) return { diagnostics };
  if (document.contents === null) return { diagnostics };
  const reader = new YamlReader(document, placeAt);
  const root = reader.read(document.contents);
  return { root, diagnostics: reader.diagnostics.all };
}

class YamlReader {
  readonly diagnostics = new DiagnosticList();
  private nodes = 0;
  private readonly meant: ReadonlyMap<Alias, Node>;

  constructor(
    document: Document,
    private readonly placeAt: (start: number, end: number) => Place,
  ) {
    this.meant = anchored(document);
  }

  /** @param fallback the place of what has none of its own: an empty value stands at its key */
  read(node: unknown, fallback: Place = this.placeAt(0, 0), depth = 0): SyntaxNode {
    const place = this.placeOf(node) ?? fallback;
    if (++this.nodes > maximumNodes || depth > 100) {
      if (this.nodes <= maximumNodes + 1) {
        this.diagnostics.add(syntaxError('The document is too deep or too large for a pipeline.', place));
      }
      this.nodes = Math.max(this.nodes, maximumNodes + 1);
      return { kind: 'scalar', value: null, place };
    }
    if (isAlias(node)) {
      const meant = this.meant.get(node);
      if (meant) return this.read(meant, place, depth + 1);
      this.diagnostics.add(
        syntaxError(`There is no anchor &${node.source} above for *${node.source} to stand for.`, place),
      );
    }
    if (isSeq(node)) {
      return { kind: 'list', items: node.items.map(item => this.read(item, place, depth + 1)), place };
    }
    if (isMap(node)) {
      const entries: SyntaxEntry[] = [];
      const merged: SyntaxEntry[] = [];
      for (const pair of node.items) {
        const keyPlace = this.placeOf(pair.key) ?? place;
        const value = this.read(pair.value, keyPlace, depth + 1);
        const key = this.nameOf(pair.key, keyPlace);
        if (key === '<<') merged.push(...this.merged(value));
        else entries.push({ key, keyPlace, value });
      }
      // What is written in the map itself wins over what is merged, and the first merged map over later ones.
      const known = new Set(entries.map(entry => entry.key));
      for (const entry of merged) {
        if (!known.has(entry.key)) entries.push(entry);
        known.add(entry.key);
      }
      return { kind: 'map', entries, place };
    }
    return { kind: 'scalar', value: isScalar(node) ? node.value : null, place };
  }

  private nameOf(node: unknown, place: Place): string {
    const meant = isAlias(node) ? this.meant.get(node) : node;
    const name = isScalar(meant) ? String(meant.value) : '';
    const isEmpty = isScalar(meant) && meant.value === null;
    if (isEmpty || name.trim() === '') {
      const found = isSeq(meant) ? 'a list' : isMap(meant) ? 'a map' : 'nothing';
      this.diagnostics.add(nameless(found, place));
    }
    return name;
  }

  /** The entries that `<<: *defaults` brings. */
  private merged(value: SyntaxNode): readonly SyntaxEntry[] {
    const sources = value.kind === 'list' ? value.items : [value];
    return sources.flatMap(source => {
      if (source.kind === 'map') return source.entries;
      this.diagnostics.add(syntaxError('Expected a map, or a list of maps, to merge.', source.place));
      return [];
    });
  }

  private placeOf(node: unknown): Place | undefined {
    const range = (node as { range?: readonly [number, number, number] | null } | null)?.range;
    return range ? this.placeAt(range[0], range[1]) : undefined;
  }
}

/** What each alias stands for, the last node above with its anchor. `Alias.resolve` looks through all for each. */
function anchored(document: Document): ReadonlyMap<Alias, Node> {
  const meant = new Map<Alias, Node>();
  const anchors = new Map<string, Node>();
  visit(document, {
    Node: (_key, node) => {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return;
      }
      const found = anchors.get(node.source);
      if (found) meant.set(node, found);
    },
  });
  return meant;
}

function parseJson(text: string): SyntaxTree {
  const placeAt = places(text);
  const errors: ParseError[] = [];
  // Some editors begin a file with a byte order mark; a blank keeps all places.
  const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, {
    disallowComments: true,
    allowEmptyContent: true,
  });
  const diagnostics = jsonFaults(text, errors).map(fault => faultAt(fault, placeAt));
  if (diagnostics.length > 0 || !root) return { diagnostics };
  const read = (node: JsonNode): SyntaxNode => {
    const place = placeAt(node.offset, node.offset + node.length);
    if (node.type === 'array') return { kind: 'list', items: (node.children ?? []).map(read), place };
    if (node.type !== 'object') return { kind: 'scalar', value: node.value as unknown, place };
    const entries = (node.children ?? []).flatMap(property => {
      const [key, value] = property.children ?? [];
      if (!key || !value) return [];
      const keyPlace = placeAt(key.offset, key.offset + key.length);
      const name = String(key.value);
      if (name.trim() === '') diagnostics.push(nameless('nothing', keyPlace));
      return [{ key: name, keyPlace, value: read(value) }];
    });
    return { kind: 'map', entries, place };
  };
  return { root: read(root), diagnostics };
}

function places(text: string): (start: number, end: number) => Place {
  const lineStarts = [0];
  for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1))
    lineStarts.push(index + 1);
  return (start, end) => {
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (lineStarts[middle]! <= start) low = middle;
      else high = middle - 1;
    }
    return { start, end, line: low + 1, column: start - lineStarts[low]! + 1 };
  };
}

function faultAt(
  { message, start, end, suggestion }: TextFault,
  placeAt: ReturnType<typeof places>,
): Diagnostic {
  return {
    ...syntaxError(message, placeAt(start, Math.max(end, start + 1))),
    ...(suggestion !== undefined && { suggestions: [suggestion] }),
  };
}

function nameless(found: string, place: Place): Diagnostic {
  return syntaxError(`Expected a name before the colon, as in name: value, but found ${found}.`, place);
}

function syntaxError(message: string, place: Place): Diagnostic {
  return { severity: 'error', code: 'syntax', message, place };
}
