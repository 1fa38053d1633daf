import { resolve } from 'node:path';
import type { ListDatasetRequest, RecognizedDataset } from '../../shared/dataset.ts';
import { DarkroomError, toProblem } from '../../shared/errors.ts';
import type { LabelledImage } from '../../shared/labels.ts';
import type { LabelProblem } from '../../shared/labelProblem.ts';
import { findFiles } from '../inputs.ts';
import { chooseDataset } from './choose.ts';
import { isAmongLabels } from './kinds.ts';
import type { Layout, OpenDataset } from './layout.ts';
import { ofSets } from './sets.ts';
import type { SurveyedFolder } from './survey.ts';

/** Datasets whose pairs of images and label files are kept, so that labels of a few images are read at once. */
const kept = 2;

/** Images that were found, and their annotations once they are wanted. */
export interface FoundImages {
  readonly about: RecognizedDataset;
  readonly images: readonly LabelledImage[];
  readonly problems: readonly LabelProblem[];
  readonly open: () => Promise<OpenDataset>;
  /** Only listed in brief so far: what is asked next is about these. */
  isNew: boolean;
}

const datasets = new Map<string, Promise<FoundImages>>();

/** Without masks that lie among the images. */
export function samplesOf(
  images: readonly LabelledImage[],
  { masks }: OpenDataset,
): readonly LabelledImage[] {
  return masks ? images.filter(({ path }) => !masks.has(path)) : images;
}

/** Looks for images whether or not that has been done before, and keeps where they are. */
export function findAnew(request: ListDatasetRequest, extensions: readonly string[]): Promise<FoundImages> {
  const finding = findImages(request, extensions);
  const key = keyOf(request);
  keep(key, finding);
  finding.then(
    ({ about }) => {
      // Who was told what it is may name that.
      keep(keyOf({ folder: about.root, layout: about.layout }), finding);
    },
    () => {
      if (datasets.get(key) === finding) datasets.delete(key);
    },
  );
  return finding;
}

function keep(key: string, finding: Promise<FoundImages>): void {
  datasets.delete(key);
  datasets.set(key, finding);
  const oldest = [...new Set(datasets.values())].slice(0, -kept);
  for (const [other, value] of datasets) if (oldest.includes(value)) datasets.delete(other);
}

/** Those of the last time, if there was one. */
export function findAgain(request: ListDatasetRequest): Promise<FoundImages> | undefined {
  return datasets.get(keyOf(request));
}

function keyOf({ folder, layout }: ListDatasetRequest): string {
  return `${layout ?? ''}\n${resolve(folder)}`;
}

/** @throws DarkroomError as `chooseDataset` does */
export async function findImages(
  request: ListDatasetRequest,
  extensions: readonly string[],
): Promise<FoundImages> {
  const { folder, layout, about } = await chooseDataset(request, extensions);
  const found = await findFiles([folder.path], {
    extensions,
    ...(request.first !== undefined && { most: request.first }),
  });
  const images = withoutLabelImages(found.files, layout);
  let opening: Promise<OpenDataset> | undefined;
  const open = () => (opening ??= openOrTell(layout, folder, images));
  return { about, images, problems: found.problems, open, isNew: request.brief ?? false };
}

/** Without its annotations when they cannot be read, which is told. */
async function openOrTell(
  layout: Layout,
  folder: SurveyedFolder,
  images: readonly LabelledImage[],
): Promise<OpenDataset> {
  try {
    return await layout.open(folder, images);
  } catch (thrown) {
    if (!(thrown instanceof DarkroomError)) throw thrown;
    return ofSets([], [], { problems: [toProblem(thrown, { file: folder.path })] });
  }
}

/** Masks that lie in folders of their own are no samples, unless there is nothing else. */
function withoutLabelImages(images: readonly LabelledImage[], layout: Layout): readonly LabelledImage[] {
  if (layout.id === 'classes' || layout.id === 'images' || layout.id === 'masks') return images;
  const samples = images.filter(({ relativePath }) => !isAmongLabels(relativePath));
  return samples.length > 0 ? samples : images;
}
