import { join, resolve } from 'node:path';
import type { LabelledImage } from '../shared/labels.ts';
import { packLabels } from '../shared/packedLabels.ts';
import type { FoundFile, LabelFile, PlannedAnnotations, PlannedFile } from '../shared/development.ts';
import type { AnnotationSet } from './annotations/format.ts';
import { findFormat } from './annotations/index.ts';
import { labelsHash } from './labelsHash.ts';
import { placeIn } from './placeIn.ts';

/** Planned files with what is said of them, and where it goes. */
export interface LabelPlan {
  /** Without masks that lie among the images. */
  readonly files: readonly PlannedFile[];
  /** Files that nothing may be written over: all that were read. Absolute. */
  readonly sources: readonly string[];
  readonly annotations: PlannedAnnotations;
}

/** Planned files, and where labels of them are. */
export interface LabelPlanRequest {
  readonly planned: readonly PlannedFile[];
  /** Of the annotations. */
  readonly path: string;
  /** Where the files are written. */
  readonly outputFolder: string;
  /** Images that are there and not developed, so that their labels do not count as labels without an image. */
  readonly others: readonly FoundFile[];
}

/**
 * Reads what is said of images.
 * @throws DarkroomError when the annotations are not there, or in no format that is read
 */
export async function planLabels({
  planned,
  path,
  outputFolder,
  others,
}: LabelPlanRequest): Promise<LabelPlan> {
  const format = await findFormat(path);
  const images = [...imagesOf(planned), ...others];
  const set = await format.read(path, images);
  const files = planned
    .filter(({ input }) => !set.masks?.has(resolve(input)))
    .map(file => labelled(file, set, path, outputFolder));
  const without = new Set(others.map(({ path: other }) => other));
  const problems = set.problems.filter(({ file }) => file === undefined || !without.has(file));
  return {
    files,
    sources: set.sources,
    annotations: {
      path,
      title: format.title,
      outputFolder,
      written: placesOf(files, set, path, outputFolder),
      images,
      problems,
    },
  };
}

/** Every image once, however many versions are made of it. */
function imagesOf(files: readonly PlannedFile[]): readonly LabelledImage[] {
  const images = new Map<string, LabelledImage>();
  for (const { input, relativePath } of files)
    images.set(`${input}\n${relativePath}`, { path: input, relativePath });
  return [...images.values()];
}

function labelled(file: PlannedFile, set: AnnotationSet, source: string, outputFolder: string): PlannedFile {
  const image = { path: file.input, relativePath: file.relativePath };
  const labels = set.labelsOf(image);
  if (!labels) return file;
  const place =
    labels.mask === undefined ? undefined : set.maskPath?.(image, placeIn(outputFolder, file.output));
  const maskOutput = place === undefined ? undefined : join(outputFolder, place);
  const { mask } = labels;
  const packed = packLabels(labels);
  const known = { packed, hash: labelsHash(packed), source, ...(mask !== undefined && { mask }) };
  return { ...file, labels: { ...known, ...(maskOutput !== undefined && { maskOutput }) } };
}

/** Where labels and masks of the files are written. */
function placesOf(
  files: readonly PlannedFile[],
  set: AnnotationSet,
  source: string,
  outputFolder: string,
): readonly LabelFile[] {
  const nothing = { classes: [], objects: [] };
  const shape = { width: 1, height: 1, channels: 1, dtype: 'uint8', orientation: 1 } as const;
  const expected = files.map(({ input, relativePath, output }) => ({
    image: { path: input, relativePath },
    output: placeIn(outputFolder, output),
    shape,
    labels: nothing,
  }));
  const texts = set.write(expected).map(({ path, of }) => ({
    input: source,
    output: join(outputFolder, path),
    ...(of !== undefined && { of: join(outputFolder, of) }),
  }));
  const masks = files.flatMap(({ labels, output }) =>
    labels?.maskOutput === undefined ? [] : [{ input: labels.mask!, output: labels.maskOutput, of: output }],
  );
  return [...texts, ...masks];
}
