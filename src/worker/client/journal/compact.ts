import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  printLine,
  type ClaimLine,
  type HeaderLine,
  type ManifestLine,
} from '../../../dataset/manifest/lines.ts';
import {
  closedClaims,
  isClosedClaims,
  isOpenClaims,
  manifestName,
  manifestTemporary,
} from '../../../dataset/manifest/names.ts';
import { manifestLines, manifestStamp } from '../../../dataset/manifest/read.ts';
import { flushFolder } from './durable.ts';

/** Bytes that are gathered for one write. */
const portion = 2 ** 16;

/**
 * Begins the manifest of a run: the new header, then what is still true of earlier runs, with what killed ones were
 * about to publish. It takes the place of the former at once or not at all. Afterwards nothing that is left of earlier
 * runs can publish anything.
 * @param root the output folder, locked
 * @returns what killed runs were about to publish
 */
export async function beginManifest(root: string, header: HeaderLine): Promise<readonly ClaimLine[]> {
  const closed = await closeClaims(root);
  const temporary = join(root, manifestTemporary(header.job));
  const claims: ClaimLine[] = [];
  try {
    await writeAnew(temporary, header, stillTrue(root, closed), claims);
    await rename(temporary, join(root, manifestName));
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
  await flushFolder(root);
  await Promise.all(closed.map(path => rm(path, { force: true })));
  return claims;
}

async function writeAnew(
  path: string,
  header: HeaderLine,
  lines: AsyncIterable<ManifestLine>,
  claims: ClaimLine[],
): Promise<void> {
  const file = await open(path, 'wx');
  try {
    let text = printLine(header);
    for await (const line of lines) {
      if (line.kind === 'claim') claims.push(line);
      text += printLine(line);
      if (text.length < portion) continue;
      await file.writeFile(text);
      text = '';
    }
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** @returns the paths of claims that nobody adds to any more */
async function closeClaims(root: string): Promise<readonly string[]> {
  for (const name of (await readdir(root)).filter(isOpenClaims)) {
    await rename(join(root, name), join(root, closedClaims(name)));
  }
  return (await readdir(root)).filter(isClosedClaims).map(name => join(root, name));
}

/** Read twice, so that no more is kept of a line than where it stands and what it says is there. */
async function* stillTrue(root: string, closed: readonly string[]): AsyncGenerator<ManifestLine> {
  const paths = [...((await manifestStamp(root)) === undefined ? [] : [join(root, manifestName)]), ...closed];
  const last = new Map<string, number>();
  const made = new Map<string, { readonly number: number; readonly hash: string }>();
  let number = 0;
  for await (const line of linesOf(paths)) {
    number++;
    for (const key of replacedBy(line)) last.set(key, number);
    for (const [output, hash] of madeBy(line)) made.set(output, { number, hash });
  }
  const isDone = ({ output, hash }: ClaimLine) => {
    const newest = made.get(output);
    return newest !== undefined && (newest.number > number || newest.hash === hash);
  };
  number = 0;
  for await (const line of linesOf(paths)) {
    number++;
    if (line.kind === 'run' || line.kind === 'end') continue;
    if (line.kind === 'claim' && isDone(line)) continue;
    if (last.get(keyOf(line)) === number) yield line;
  }
}

async function* linesOf(paths: readonly string[]): AsyncGenerator<ManifestLine> {
  for (const path of paths) yield* manifestLines(path);
}

type OutputLine = Exclude<ManifestLine, { readonly kind: 'run' | 'end' }>;

/**
 * The lines before it that a line makes untrue, itself included. A failure does not undo what was made before, and one
 * claim no other: each of several runs that were killed may have published its own.
 */
function replacedBy(line: ManifestLine): readonly string[] {
  if (line.kind === 'run' || line.kind === 'end') return [];
  return line.kind === 'result' ? [keyOf(line), `error ${line.output}`] : [keyOf(line)];
}

/** The files that a line says were written, with their hashes. */
export function madeBy(line: ManifestLine): readonly (readonly [output: string, hash: string])[] {
  switch (line.kind) {
    case 'result': {
      const { output, hash, mask } = line;
      return [[output, hash], ...(mask ? [[mask.output, mask.hash] as const] : [])];
    }
    case 'annotations':
      return [[line.output, line.hash]];
    default:
      return [];
  }
}

function keyOf(line: OutputLine): string {
  return line.kind === 'claim' ? `claim ${line.hash} ${line.output}` : `${line.kind} ${line.output}`;
}
