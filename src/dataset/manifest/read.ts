import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DarkroomError } from '../../shared/errors.ts';
import { fileError, isAbsence } from '../fileErrors.ts';
import { readLines } from '../plainFile.ts';
import {
  manifestFormat,
  parseLine,
  type ClaimLine,
  type HeaderLine,
  type ManifestLine,
  type ResultLine,
} from './lines.ts';
import { isClosedClaims, isOpenClaims, manifestName } from './names.ts';

/** What a result is known by; the rest of its line is not kept, for there may be hundreds of thousands. */
export type KnownResult = Omit<ResultLine, 'kind' | 'output' | 'drawn'>;

/** What earlier runs into a folder have done. */
export class Manifest {
  private readonly results = new Map<string, KnownResult>();
  /** Outputs that hold labels. */
  readonly annotations = new Set<string>();
  /** Hashes of what may lie at an output without a result that says so. */
  private readonly others = new Map<string, string[]>();
  finished = false;

  constructor(
    readonly header: HeaderLine,
    readonly stamp: string,
  ) {}

  take(line: ManifestLine): void {
    switch (line.kind) {
      case 'run':
        return;
      case 'end':
        this.finished = true;
        return;
      case 'error':
        return;
      case 'result': {
        const { kind: _kind, output, drawn: _drawn, ...known } = line;
        this.results.set(output, known);
        if (known.mask) this.own(known.mask.output, known.mask.hash);
        return;
      }
      case 'annotations':
        this.annotations.add(line.output);
        this.own(line.output, line.hash);
        return;
      case 'claim':
        this.own(line.output, ...hashesOf(line));
    }
  }

  /** @param output relative to the output folder, with forward slashes */
  resultOf(output: string): KnownResult | undefined {
    return this.results.get(output);
  }

  /** Outputs of all results. */
  outputs(): Iterable<string> {
    return this.results.keys();
  }

  /** Hashes of what runs have written there; what has another is somebody else's. */
  hashesAt(output: string): readonly string[] {
    const result = this.results.get(output);
    return [...(result ? [result.hash] : []), ...(this.others.get(output) ?? [])];
  }

  private own(output: string, ...hashes: readonly string[]): void {
    this.others.set(output, [...(this.others.get(output) ?? []), ...hashes]);
  }
}

const emptyHash = 'xxh64:ef46db3751d8e999';

/** Of what may lie where a claim says: on disks without hard links an empty file holds the name for a moment. */
function hashesOf({ hash }: ClaimLine): readonly string[] {
  return [hash, emptyHash];
}

/**
 * Hashes of what may lie at outputs of a run because a process that has died was about to publish it.
 * @param claims path of the run's file of claims; nothing is told of one that is not there
 * @returns by absolute path
 */
export async function claimedIn(
  claims: string,
  isWanted: (output: string) => boolean = () => true,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const claimed = new Map<string, readonly string[]>();
  if (!existsSync(claims)) return claimed;
  for await (const line of manifestLines(claims)) {
    if (line.kind !== 'claim') continue;
    const output = join(dirname(claims), line.output);
    if (isWanted(output)) claimed.set(output, [...(claimed.get(output) ?? []), ...hashesOf(line)]);
  }
  return claimed;
}

/**
 * The manifest of an output folder, with what a killed run has left beside it. Torn and foreign lines are passed over.
 * @returns undefined when there is none
 * @throws DarkroomError `bad_argument` when the file of that name is no manifest, or of another version; AbortError
 */
export async function readManifest(folder: string, signal?: AbortSignal): Promise<Manifest | undefined> {
  const path = join(folder, manifestName);
  const stamp = await manifestStamp(folder);
  if (stamp === undefined) return undefined;
  let manifest: Manifest | undefined;
  for await (const line of manifestLines(path, signal)) {
    manifest ??= begin(line, path, stamp);
    manifest.take(line);
  }
  if (!manifest) throw notAManifest(path);
  for (const name of await readdir(folder)) {
    if (!isOpenClaims(name) && !isClosedClaims(name)) continue;
    for await (const line of manifestLines(join(folder, name), signal))
      if (line.kind === 'claim') manifest.take(line);
  }
  return manifest;
}

function begin(line: ManifestLine, path: string, stamp: string): Manifest {
  if (line.kind !== 'run') throw notAManifest(path);
  if (line.format === manifestFormat) return new Manifest(line, stamp);
  const age = line.format < manifestFormat ? 'an earlier' : 'a later';
  throw new DarkroomError(
    'bad_argument',
    `${path} was written by ${age} version of Darkroom (${line.darkroom}).`,
    {
      hint: 'Use that version, or choose another output folder.',
      file: path,
    },
  );
}

function notAManifest(path: string): DarkroomError {
  return new DarkroomError('bad_argument', `${path} is not a manifest of Darkroom.`, {
    hint: 'Move it away, or choose another output folder.',
    file: path,
  });
}

/** Changes when the manifest does; undefined when there is none. */
export async function manifestStamp(folder: string): Promise<string | undefined> {
  const path = join(folder, manifestName);
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch (thrown) {
    if (isAbsence(thrown)) return undefined;
    throw fileError(thrown, 'Reading', path);
  }
}

/** The lines of a manifest or of claims that can be read, one after the other. */
export async function* manifestLines(path: string, signal?: AbortSignal): AsyncGenerator<ManifestLine> {
  for await (const text of manifestTexts(path, signal)) {
    const line = parseLine(text);
    if (line) yield line;
  }
}

/** All lines as they are written. */
export async function* manifestTexts(path: string, signal?: AbortSignal): AsyncGenerator<string> {
  try {
    yield* readLines(path, signal);
  } catch (thrown) {
    throw fileError(thrown, 'Reading', path);
  }
}
