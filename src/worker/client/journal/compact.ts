import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  parseLine,
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
import { manifestStamp, manifestTexts } from '../../../dataset/manifest/read.ts';
import { flushFolder } from './durable.ts';

/** Bytes that are gathered for one write. */
const portion = 2 ** 16;

/**
 * Begins the manifest of a run: the new header, then what is still true of earlier runs, with what killed ones were
 * about to publish. It takes the place of the former at once or not at all. Afterwards nothing that is left of earlier
 * runs can publish anything.
 * @param root the output folder, locked
 * @returns what killed runs were about to publish
 * @throws AbortError, with the former manifest and the claims where they were
 */
export async function beginManifest(
  root: string,
  header: HeaderLine,
  signal?: AbortSignal,
): Promise<readonly ClaimLine[]> {
  const closed = await closeClaims(root);
  const former = (await manifestStamp(root)) === undefined ? [] : [join(root, manifestName)];
  const { places, claims } = await stillTrue([...former, ...closed], signal);
  const temporary = join(root, manifestTemporary(header.job));
  try {
    await writeAnew(temporary, header, linesAt(places, former, signal), claims);
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
  lines: AsyncIterable<string>,
  claims: readonly ClaimLine[],
): Promise<void> {
  const file = await open(path, 'wx');
  try {
    let text = printLine(header);
    for await (const line of lines) {
      text += `${line}\n`;
      if (text.length < portion) continue;
      await file.writeFile(text);
      text = '';
    }
    await file.writeFile(text + claims.map(printLine).join(''));
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

interface Standing {
  /** Where the lines are that are no claims, counted from 1 at the beginning of the manifest. */
  readonly places: ReadonlySet<number>;
  readonly claims: readonly ClaimLine[];
}

/**
 * Of several lines about one output the last of its kind holds. A failure does not undo what was made before, and one
 * claim no other: each of several runs that were killed may have published its own. No more is kept of a line than
 * where it stands and what it says is there.
 * @param paths the manifest, then claims
 */
async function stillTrue(paths: readonly string[], signal: AbortSignal | undefined): Promise<Standing> {
  const last = new Map<string, number>();
  const made = new Map<string, string>();
  const claimed = new Map<string, readonly ClaimLine[]>();
  let place = 0;
  for (const path of paths) {
    for await (const text of manifestTexts(path, signal)) {
      place++;
      const line = parseLine(text);
      if (!line || line.kind === 'run' || line.kind === 'end') continue;
      const { output } = line;
      if (line.kind === 'claim') {
        const others = claimed.get(output) ?? [];
        const isKnown = made.get(output) === line.hash || others.some(({ hash }) => hash === line.hash);
        if (!isKnown) claimed.set(output, [...others, line]);
        continue;
      }
      if (line.kind === 'result') last.delete(`error ${output}`);
      last.set(`${line.kind} ${output}`, place);
      for (const [written, hash] of madeBy(line)) {
        made.set(written, hash);
        claimed.delete(written);
      }
    }
  }
  return { places: new Set(last.values()), claims: [...claimed.values()].flat() };
}

/** Lines of the manifest as they are. */
async function* linesAt(
  places: ReadonlySet<number>,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  let place = 0;
  for (const path of paths) {
    for await (const text of manifestTexts(path, signal)) if (places.has(++place)) yield text;
  }
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
