import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { decode, probe } from '../../src/codec/index.ts';
import { DarkroomError, type ErrorCode } from '../../src/shared/errors.ts';
import { defaultLimits } from '../../src/shared/image.ts';
import type { Image } from '../../src/engine/image.ts';
import { compareVisible } from './compare.ts';
import { againstPillow, type AgainstPillow } from './pillow.ts';
import { bmpReferences } from './references.ts';
import { tableOf } from './table.ts';

/**
 * Reads every file of a folder of public corpora and says, set by set, how many were decoded, how many equal the
 * set's own reference, how many were refused with a clear error, and whether anything else happened.
 *
 *     npx tsx test/conformance/run.ts FOLDER [REFERENCES [TABLE]]
 *
 * With REFERENCES, which pillow.py writes, every file is also compared with what Pillow reads from it, and the result
 * is written to TABLE.
 *
 * Ends with 1 when a file gave an unknown exception, or when a file that must be read was refused or read wrongly.
 */
const sets: readonly CorpusSet[] = [
  { folder: 'pngsuite', files: /\.png$/i, mustRead: name => !name.startsWith('x') },
  { folder: 'bmpsuite/g', files: /\.bmp$/i, mustRead: () => true },
  { folder: 'bmpsuite/q', files: /\.bmp$/i },
  { folder: 'bmpsuite/b', files: /\.bmp$/i },
  {
    folder: 'exif-orientation',
    files: /\.jpg$/i,
    mustRead: () => true,
    orientation: name => orientationOf(name),
  },
  { folder: 'webp', files: /\.webp$/i, mustRead: () => true },
  { folder: 'gif', files: /\.gif$/i },
  { folder: 'gif-seeds', files: /\.gif$/i },
  { folder: 'jpeg-seeds', files: /\.jpe?g$/i },
  { folder: 'bmp-seeds', files: /\.bmp$/i },
];

interface CorpusSet {
  readonly folder: string;
  readonly files: RegExp;
  /** Files that are sound: refusing one is a failure. */
  readonly mustRead?: (name: string) => boolean;
  /** The orientation that a file's name states. */
  readonly orientation?: (name: string) => number;
}

/** `Landscape_6.jpg` has orientation 6, `Landscape_0.jpg` no tag. */
function orientationOf(name: string): number {
  return Math.max(1, Number(/_(\d)\./.exec(name)?.[1] ?? 1));
}

interface Row {
  files: number;
  decoded: number;
  equal: number;
  nearlyEqual: number;
  readonly refused: Partial<Record<ErrorCode, number>>;
  crashes: number;
  slowest: number;
  readonly failures: string[];
  readonly againstPillow: AgainstPillow[];
}

async function runSet(folder: string, set: CorpusSet): Promise<Row> {
  const row: Row = {
    ...{
      files: 0,
      decoded: 0,
      equal: 0,
      nearlyEqual: 0,
      refused: {},
      crashes: 0,
      slowest: 0,
      failures: [],
      againstPillow: [],
    },
  };
  for (const name of readdirSync(folder).filter(file => set.files.test(file))) {
    const path = join(folder, name);
    const bytes = new Uint8Array(readFileSync(path));
    row.files++;
    const start = performance.now();
    let outcome: Image | string;
    try {
      probeOnly(bytes, name);
      const { image } = await decode(bytes, name, defaultLimits);
      row.decoded++;
      outcome = image;
      await compareWithReference(image, set, folder, name, row);
    } catch (thrown) {
      outcome = thrown instanceof Error ? thrown.message : String(thrown);
      if (thrown instanceof DarkroomError) {
        row.refused[thrown.code] = (row.refused[thrown.code] ?? 0) + 1;
        if (set.mustRead?.(name)) row.failures.push(`${name} was refused: ${thrown.message}`);
      } else {
        row.crashes++;
        row.failures.push(`${name}: ${thrown instanceof Error ? (thrown.stack ?? '') : String(thrown)}`);
      }
    }
    row.slowest = Math.max(row.slowest, performance.now() - start);
    if (references === undefined) continue;
    const reference = join(references, set.folder, `${name}.npy`);
    row.againstPillow.push(await againstPillow(name, reference, outcome));
  }
  return row;
}

/** The header must be readable by itself, or refused by itself. */
function probeOnly(bytes: Uint8Array, name: string): void {
  try {
    probe(bytes, name);
  } catch (thrown) {
    if (!(thrown instanceof DarkroomError)) throw thrown;
  }
}

async function compareWithReference(
  image: Image,
  set: CorpusSet,
  folder: string,
  name: string,
  row: Row,
): Promise<void> {
  if (set.orientation && image.orientation !== set.orientation(name)) {
    row.failures.push(`${name}: orientation ${image.orientation}, expected ${set.orientation(name)}`);
  } else if (set.orientation) {
    row.equal++;
  }
  const references = set.folder.startsWith('bmpsuite/') ? bmpReferences(name) : [];
  let best = Infinity;
  for (const reference of references) {
    const path = join(folder, '..', 'reference', `${reference}.png`);
    if (!existsSync(path)) continue;
    const expected = (await decode(new Uint8Array(readFileSync(path)), path, defaultLimits)).image;
    best = Math.min(best, compareVisible(image, expected));
  }
  if (best === 0) row.equal++;
  else if (best === 1) row.nearlyEqual++;
  else if (best < Infinity) {
    row.failures.push(`${name} differs from ${references.join(' or ')} by ${best}`);
  }
}

const [root, references, tablePath] = process.argv.slice(2);
const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory();
if (root === undefined || !isFolder(root) || (references !== undefined && !isFolder(references))) {
  console.error(
    'Usage: npx tsx test/conformance/run.ts FOLDER [REFERENCES [TABLE]]: the folder that holds the corpora, the one that pillow.py wrote, and the file to write.',
  );
  process.exit(2);
}
let failed = false;
let files = 0;
const table: Record<string, Record<string, string | number>> = {};
const missing: string[] = [];
const compared = new Map<string, readonly AgainstPillow[]>();
for (const set of sets) {
  const folder = join(root, set.folder);
  if (!existsSync(folder)) {
    missing.push(set.folder);
    continue;
  }
  const row = await runSet(folder, set);
  files += row.files;
  compared.set(set.folder, row.againstPillow);
  table[set.folder] = {
    files: row.files,
    decoded: row.decoded,
    'as reference': row.equal || '',
    'within 1': row.nearlyEqual || '',
    refused: Object.entries(row.refused)
      .map(([code, count]) => `${count} ${code}`)
      .join(', '),
    crashes: row.crashes,
    'slowest ms': Math.round(row.slowest),
  };
  // The questionable and bad sets may be shown differently; they are listed, but do not fail the run.
  if (row.crashes > 0 || (set.mustRead && row.failures.length > 0)) failed = true;
  for (const failure of row.failures) console.log(`${relative(resolve(root), resolve(folder))}: ${failure}`);
}
console.table(table);
console.log(
  `Sets found: ${Object.keys(table).join(', ') || 'none'}. Missing: ${missing.join(', ') || 'none'}.`,
);
if (references !== undefined && tablePath !== undefined) {
  const version = readFileSync(join(references, 'version.txt'), 'utf8');
  writeFileSync(tablePath, await tableOf(compared, version));
}
if (files === 0) console.error('No file was read.');
process.exitCode = failed || files === 0 ? 1 : 0;
