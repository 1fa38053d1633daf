import { stat } from 'node:fs/promises';
import { decode } from '../codec/index.ts';
import type { Image } from '../engine/image.ts';
import type { Files } from '../engine/operation.ts';
import { filesOf, type Part } from '../engine/pipeline/apply.ts';
import { arrayPath } from '../dataset/namedPaths.ts';
import { fileError } from '../dataset/fileErrors.ts';
import { DarkroomError } from '../shared/errors.ts';
import type { Limits } from '../shared/image.ts';
import { numberOf, type StepPath } from '../shared/stepPath.ts';
import { readImageFile } from './readFile.ts';

interface Kept {
  readonly image: Image;
  readonly version: string;
}

export interface ReadFiles {
  readonly files: Files;
  /** Changes when one of the files does; empty without files. */
  readonly version: string;
}

const noFiles: ReadFiles = { files: new Map(), version: '' };

/** Memory for arrays that are kept for the next image. The one used last stays whatever its size. */
const defaultBudget = 256 * 2 ** 20;

/** Reads the .npy files that steps name, and keeps those used last until they change. */
export class ArrayFiles {
  private readonly kept = new Map<string, Kept>();

  /** @param budget bytes of values */
  constructor(private readonly budget = defaultBudget) {}

  /**
   * @param index the place of the written step in the pipeline, for messages
   * @throws DarkroomError naming the step and the file when it cannot be read
   */
  async read(step: Part, index: number, limits: Limits): Promise<ReadFiles> {
    const paths = filesOf(step);
    if (paths.length === 0) return noFiles;
    const at: StepPath = [index, ...(step.below ?? [])];
    const files = new Map<string, Image>();
    const versions: string[] = [];
    for (const written of paths) {
      const { image, version } = await this.load(fileOf(written, step, at), written, at, limits);
      files.set(written, image);
      versions.push(version);
    }
    return { files, version: versions.join('\n') };
  }

  private async load(path: string, written: string, at: StepPath, limits: Limits): Promise<Kept> {
    try {
      const { mtimeMs, size } = await stat(path);
      const version = `${path} ${mtimeMs} ${size}`;
      const known = this.kept.get(path);
      const entry = known?.version === version ? known : { version, image: await readArray(path, limits) };
      this.keep(path, entry);
      return entry;
    } catch (thrown) {
      const error = thrown instanceof DarkroomError ? thrown : fileError(thrown, 'Reading', path);
      if (!(error instanceof DarkroomError)) throw error;
      const { code, message, hint } = error;
      // The file of the problem is the image, so the message has to name this one.
      const named = message.includes(path) ? message : `${written}: ${message}`;
      throw new DarkroomError(code, `Step ${numberOf(at)}: ${named}`, {
        hint,
        ...problemAt(at),
        cause: thrown,
      });
    }
  }

  private keep(path: string, entry: Kept): void {
    this.kept.delete(path);
    this.kept.set(path, entry);
    let bytes = 0;
    for (const { image } of this.kept.values()) bytes += image.data.byteLength;
    for (const [oldest, { image }] of this.kept) {
      if (bytes <= this.budget || oldest === path) return;
      this.kept.delete(oldest);
      bytes -= image.data.byteLength;
    }
  }
}

function problemAt([step, ...below]: StepPath) {
  return { step, ...(below.length > 0 && { below }) };
}

function fileOf(written: string, { folder }: Part, at: StepPath): string {
  if (folder !== undefined) return arrayPath(written, folder);
  throw new DarkroomError(
    'bad_pipeline',
    `Step ${numberOf(at)}: ${written} is relative to the pipeline file, but these steps stand in no file on disk.`,
    { hint: 'Save the pipeline as a file on disk first.', ...problemAt(at) },
  );
}

async function readArray(path: string, limits: Limits): Promise<Image> {
  const { image, facts } = await decode(readImageFile(path), path, limits);
  if (facts.format === 'npy') return image;
  throw new DarkroomError('unsupported', `Expected a NumPy array but ${path} is a ${facts.format} image.`, {
    hint: 'Save the array with numpy.save.',
  });
}
