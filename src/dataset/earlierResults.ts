import { existsSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import type { EarlierRun, FileMark, FormerResult, PlannedFile } from '../shared/development.ts';
import type { KnownResult, Manifest } from './manifest/read.ts';
import { outputsOf } from './outputNames.ts';
import { placeIn } from './placeIn.ts';

/** What the planned files have become in earlier runs into the same folder. */
export class EarlierResults {
  constructor(
    private readonly root: string,
    private readonly manifest: Manifest | undefined,
    private readonly pipelineHash: string,
  ) {}

  /** Whether an earlier run has written, or was about to write, this file. */
  knows(output: string): boolean {
    return (this.manifest?.hashesAt(this.place(output)).length ?? 0) > 0;
  }

  /** The file with what is to be compared before it is developed anew. */
  recall(file: PlannedFile): PlannedFile {
    const own = outputsOf(file).flatMap(output => this.manifest?.hashesAt(this.place(output)) ?? []);
    if (own.length === 0) return file;
    const known = this.manifest?.resultOf(this.place(file.output));
    const former = known && this.formerResult(file, known);
    return { ...file, own, ...(former && { former }) };
  }

  about(files: readonly PlannedFile[]): EarlierRun | undefined {
    if (!this.manifest) return undefined;
    const { header, finished, stamp } = this.manifest;
    return {
      began: header.began,
      finished,
      samePipeline: header.pipeline === this.pipelineHash,
      results: files.filter(({ output }) => this.manifest?.resultOf(this.place(output))).length,
      stamp,
    };
  }

  /**
   * Labels of earlier runs that stay as they are, though images that they are about are made again: masks, files named
   * like an image and, where no labels are followed now, files about all of them.
   * @param written files of labels that are written now, absolute; undefined where none are followed
   * @returns those that are there, absolute
   */
  outdatedLabels(files: readonly PlannedFile[], written: ReadonlySet<string> | undefined): readonly string[] {
    const { manifest } = this;
    if (!manifest) return [];
    const again = files.map(({ output }) => this.place(output)).filter(place => manifest.resultOf(place));
    if (again.length === 0) return [];
    const masks = again.flatMap(place => manifest.resultOf(place)?.mask?.output ?? []);
    const named = new Set(again.map(nameOf));
    const all = new Set([...manifest.outputs()].map(nameOf));
    const texts = [...manifest.annotations].filter(place => {
      const name = nameOf(place);
      return named.has(name) || (written === undefined && !all.has(name));
    });
    return [...masks, ...texts]
      .map(place => resolve(this.root, place))
      .filter(path => written?.has(path) !== true && existsSync(path));
  }

  /** Undefined when it was made by another pipeline, or of something else. */
  private formerResult(file: PlannedFile, known: KnownResult): FormerResult | undefined {
    const { input, relativePath, version, labels } = file;
    if (known.pipeline !== this.pipelineHash) return undefined;
    if (known.source.path !== relativePath || known.version !== version) return undefined;
    const { maskOutput, mask: maskInput } = labels ?? {};
    const mask = maskOutput === undefined ? undefined : this.place(maskOutput);
    if (known.mask?.output !== mask) return undefined;
    const sameMask = mask === undefined || known.mask?.source.from === this.place(maskInput!);
    return {
      source: markOf(known.source),
      result: markOf(known),
      sameSource: known.source.from === this.place(input) && sameMask,
      decoded: known.decoded as FormerResult['decoded'],
      shape: known.shape as FormerResult['shape'],
      ...(known.mask && { mask: { source: markOf(known.mask.source), result: markOf(known.mask) } }),
    };
  }

  /** As the output folder sees it. */
  private place(path: string): string {
    return placeIn(this.root, path);
  }
}

const kindFolders = /^(?:images|jpegimages|labels|annotations|xmls)$/i;

/** Equal for an image and a file of labels about it: without extension, and without folders that tell the two apart. */
function nameOf(place: string): string {
  const { dir, name } = posix.parse(place);
  const folders = dir.split('/').filter(folder => !kindFolders.test(folder));
  return [...folders, name].join('/');
}

function markOf({ hash, size, modified, changed }: FileMark): FileMark {
  return { hash, size, modified, ...(changed !== undefined && { changed }) };
}
