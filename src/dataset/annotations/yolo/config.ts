import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { isMap, isScalar, isSeq, parseDocument, visit, type Document } from 'yaml';
import { tooDeepAt } from '../../../engine/pipeline/depth.ts';
import { DarkroomError } from '../../../shared/errors.ts';
import { reading } from '../../fileErrors.ts';
import { readPlainFile, readPlainText } from '../../plainFile.ts';
import type { ProblemList } from '../problemList.ts';
import { readEnds, refuseUtf16 } from '../text.ts';

export interface YoloClasses {
  /** Empty when nothing names the classes; their numbers are their names then. */
  readonly names: ReadonlyMap<number, string>;
  /** From `kpt_shape`. With it, every line is a box with keypoints. */
  readonly keypoints: { readonly count: number; readonly dimensions: 2 | 3 } | undefined;
}

export interface YoloConfig extends YoloClasses {
  readonly path: string;
  readonly document: Document;
}

const namesTopLevel = (text: string, key: string) => new RegExp(`^["']?${key}["']?\\s*:`, 'm').test(text);

/** Whether a file is a `data.yaml`. Its list of names may be long, and stand before all other keys. Never throws. */
export async function isConfig(path: string): Promise<boolean> {
  const { head, tail } = await readEnds(path, 1 << 16);
  const text = `${head}\n${tail}`;
  return (
    namesTopLevel(text, 'names|nc') &&
    ['path', 'train', 'val', 'test', 'nc'].some(key => namesTopLevel(text, key))
  );
}

/** The `data.yaml` of a folder, whatever it is called; undefined when it has none. Never throws. */
export async function findConfig(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch((): string[] => []);
  const candidates = names.filter(name => /^\.(ya?ml)$/i.test(extname(name)) && !/\.darkroom\./i.test(name));
  // Most are called so; the others in the order of their names.
  candidates.sort(
    (one, other) => Number(other === 'data.yaml') - Number(one === 'data.yaml') || (one < other ? -1 : 1),
  );
  for (const name of candidates.slice(0, 20)) {
    if (await isConfig(join(folder, name))) return join(folder, name);
  }
  return undefined;
}

/** @throws DarkroomError with line and column when it is damaged */
export async function readConfig(path: string, problems: ProblemList): Promise<YoloConfig> {
  const bytes = await reading(path, readPlainFile(path));
  refuseUtf16(bytes, path);
  const text = bytes.toString();
  const refuse = (what: string, offset: number | undefined, hint?: string): never => {
    const above = text.slice(0, offset ?? 0).split('\n');
    const line = above.length;
    const column = above.at(-1)!.length + 1;
    throw new DarkroomError('bad_labels', `${path}, line ${line}, column ${column}: ${what}.`, {
      hint,
      file: path,
      line,
      column,
    });
  };
  const tooDeep = tooDeepAt(text, 'yaml');
  if (tooDeep !== undefined) {
    refuse(
      'nested too deeply for a list of classes',
      tooDeep,
      'Write it as YOLO does: path, train, val and names.',
    );
  }
  // The parser compares every key with every other, which takes seconds for the names of ten thousand classes.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  const [error] = document.errors;
  if (error) refuse(error.message, error.pos[0]);
  visit(document, {
    Map: (_key, { items }) => {
      const known = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (known.has(key.value))
          refuse(`${String(key.value)} is written twice`, key.range?.[0], 'Keep one of them.');
        known.add(key.value);
      }
    },
    Alias: (_key, alias) => {
      const { source, range } = alias;
      if (!alias.resolve(document)) refuse(`there is no anchor &${source} above for *${source}`, range?.[0]);
    },
  });
  if (!isMap(document.contents)) refuse('expected keys such as train, val and names', 0);
  const offsetOf = (key: string) => {
    const node = document.get(key, true);
    return isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
  };
  const names = namesIn(document) ?? refuse('expected a list or a map of class names', offsetOf('names'));
  const shape = listIn(document, 'kpt_shape');
  if (shape && !(shape.length === 2 && isCount(shape[0]) && (shape[1] === 2 || shape[1] === 3))) {
    refuse('expected kpt_shape to be a number of keypoints and 2 or 3', offsetOf('kpt_shape'));
  }
  const count = document.get('nc');
  if (typeof count === 'number' && names.size > 0 && count !== names.size) {
    const message = `${path}: nc says ${count} classes but ${names.size} have names.`;
    problems.add('numbers of classes that contradict each other', message, { at: path });
  }
  if (names.size === 0) {
    problems.add('sets without names', `${path} names no classes; their numbers are taken.`, { at: path });
  }
  const keypoints = shape && { count: shape[0] as number, dimensions: shape[1] as 2 | 3 };
  return { path, document, names, keypoints };
}

/** Undefined when it is neither a list nor a map by number. */
function namesIn(document: Document): ReadonlyMap<number, string> | undefined {
  const node = document.get('names', true);
  if (node === undefined) return new Map();
  if (isSeq(node)) {
    if (!node.items.every(isScalar)) return undefined;
    return new Map(node.items.map((name, index) => [index, String(isScalar(name) ? name.value : '')]));
  }
  if (!isMap(node)) return undefined;
  const names = new Map<number, string>();
  for (const { key, value } of node.items) {
    const id = isScalar(key) ? Number(key.value) : NaN;
    if (!Number.isInteger(id) || id < 0 || !isScalar(value)) return undefined;
    names.set(id, String(value.value));
  }
  return names;
}

/** A list of plain values; undefined when the key is missing, empty when it holds something else. */
function listIn(document: Document, key: string): readonly unknown[] | undefined {
  const node = document.get(key, true);
  if (node === undefined) return undefined;
  return isSeq(node) ? node.items.map(item => (isScalar(item) ? item.value : undefined)) : [];
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) > 0;
}

/** Names of classes as labelling programs leave them beside their labels: `classes.txt`, one a line. */
export async function readClassList(
  files: readonly string[],
): Promise<(YoloClasses & { path: string }) | undefined> {
  const path = files.find(isClassList);
  if (path === undefined) return undefined;
  const text = await reading(path, readPlainText(path));
  const lines = text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/);
  return { path, names: new Map(lines.map((name, id) => [id, name.trim()])), keypoints: undefined };
}

export function isClassList(path: string): boolean {
  return ['classes.txt', 'obj.names'].includes(basename(path).toLowerCase());
}

/** Folders in which a set's `data.yaml` may be: the one that was named, the dataset's, and the one above its split. */
export function configFolders(named: string, root: string): readonly string[] {
  return [...new Set([named, root, dirname(root)])];
}
