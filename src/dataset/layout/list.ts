import { statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkpoint } from '../../engine/checkpoint.ts';
import {
  datasetLayouts,
  type Dataset,
  type DatasetImage,
  type DatasetLabels,
  type DatasetLabelsRequest,
  type ListDatasetRequest,
  type RecognizedDataset,
} from '../../shared/dataset.ts';
import { DarkroomError, toProblem, type Problem } from '../../shared/errors.ts';
import type { LabelledImage } from '../../shared/labels.ts';
import { errorNumber } from '../fileErrors.ts';
import { findFiles } from '../inputs.ts';
import { findDatasets, layoutOf, recognized, surveyDataset, type FoundDataset } from './index.ts';
import { images as plainImages } from './images.ts';
import { isAmongLabels } from './kinds.ts';
import type { Layout, LabelSummary, OpenDataset } from './layout.ts';
import { ofSets } from './sets.ts';
import type { SurveyedFolder } from './survey.ts';
import { sortSplits, splitOfPath } from './splits.ts';

/** Files that are looked at in a row before others have their turn. */
const inARow = 512;
/** Datasets whose pairs of images and label files are kept, so that labels of a few images are read at once. */
const kept = 2;

/** Images that were found, and their annotations once they are wanted. */
interface FoundImages {
  readonly about: Omit<RecognizedDataset, 'annotations'>;
  readonly annotations: readonly string[];
  readonly images: readonly LabelledImage[];
  readonly problems: readonly Problem[];
  readonly open: () => Promise<OpenDataset>;
  /** Only listed in brief so far: what is asked next is about these. */
  isNew: boolean;
}

const datasets = new Map<string, Promise<FoundImages>>();

/**
 * All images of a dataset with split, classes and the number of objects. Labels are read once and not kept.
 * @param extensions of images, in lower case with the dot
 * @throws DarkroomError when the folder is not there, or holds several datasets and none of its own
 */
export async function listDataset(
  request: ListDatasetRequest,
  extensions: readonly string[],
): Promise<Dataset> {
  if (request.first !== undefined) return listBriefly(await findImages(request, extensions));
  if (request.brief) return listBriefly(await findAnew(request, extensions));
  const known = await datasets.get(keyOf(request));
  const found = known?.isNew ? known : await findAnew(request, extensions);
  found.isNew = false;
  const open = await found.open();
  const images = samplesOf(found.images, open);
  const summaries = new Map<LabelledImage, LabelSummary>();
  const lists = new Lists();
  const classes = new Set<string>();
  await open.summarize(images, (image, summary) => {
    if (!summary) return;
    for (const name of summary.classes) classes.add(name);
    summaries.set(image, { ...summary, classes: lists.one(summary.classes) });
  });
  const listed: DatasetImage[] = [];
  const splits = new Set<string>();
  for (const [index, image] of images.entries()) {
    checkpoint();
    if (index % inARow === inARow - 1) await nextTurn();
    const split = open.splitOf?.(image) ?? splitOfPath(image.relativePath);
    if (split !== undefined) splits.add(split);
    const summary = summaries.get(image);
    listed.push({
      relativePath: image.relativePath,
      ...(split !== undefined && { split }),
      classes: summary?.classes ?? [],
      ...(summary?.objects !== undefined && { objects: summary.objects }),
      ...factsOf(image.path),
    });
  }
  const named = open.classes();
  const others = [...classes].filter(name => !named.includes(name)).sort();
  return {
    ...found.about,
    annotations: open.annotations,
    images: listed,
    classes: [...new Set(named), ...others],
    splits: sortSplits(splits),
    problems: [...found.problems, ...open.problems()],
  };
}

/** What the names of files and folders tell. */
async function listBriefly(found: FoundImages): Promise<Dataset> {
  const { about, annotations, images, problems, open } = found;
  const splits = new Set<string>();
  const samples = about.layout === 'masks' ? samplesOf(images, await open()) : images;
  const listed = samples.map(({ relativePath }) => {
    const split = splitOfPath(relativePath);
    if (split !== undefined) splits.add(split);
    return { relativePath, ...(split !== undefined && { split }), classes: [], size: 0, modified: 0 };
  });
  return { ...about, annotations, images: listed, classes: [], splits: sortSplits(splits), problems };
}

/**
 * What is said of some images; quick for a dataset that was listed just before.
 * @throws DarkroomError as `listDataset` does
 */
export async function datasetLabels(
  request: DatasetLabelsRequest,
  extensions: readonly string[],
): Promise<DatasetLabels> {
  const { images, open } = await (datasets.get(keyOf(request)) ?? findAnew(request, extensions));
  const wanted = new Set(request.relativePaths);
  const known = images.filter(({ relativePath }) => wanted.has(relativePath));
  const labels = await (await open()).labelsOf(known);
  const found = new Map(known.map(({ relativePath }, index) => [relativePath, labels[index]]));
  return request.relativePaths.map(path => found.get(path));
}

function samplesOf(images: readonly LabelledImage[], { masks }: OpenDataset): readonly LabelledImage[] {
  return masks ? images.filter(({ path }) => !masks.has(path)) : images;
}

function findAnew(request: ListDatasetRequest, extensions: readonly string[]): Promise<FoundImages> {
  const finding = findImages(request, extensions);
  const key = keyOf(request);
  datasets.delete(key);
  datasets.set(key, finding);
  for (const oldest of [...datasets.keys()].slice(0, -kept)) datasets.delete(oldest);
  finding.catch(() => {
    if (datasets.get(key) === finding) datasets.delete(key);
  });
  return finding;
}

function keyOf({ folder, layout }: ListDatasetRequest): string {
  return `${layout ?? ''}\n${folder}`;
}

async function findImages(request: ListDatasetRequest, extensions: readonly string[]): Promise<FoundImages> {
  const { folder, layout, about, annotations } = await choose(request, extensions);
  const found = await findFiles([folder.path], {
    extensions,
    ...(request.first !== undefined && { most: request.first }),
  });
  const images = withoutLabelImages(found.files, layout);
  let opening: Promise<OpenDataset> | undefined;
  const open = () => (opening ??= openOrTell(layout, folder, images));
  return { about, annotations, images, problems: found.problems, open, isNew: request.brief ?? false };
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

async function choose({ folder: path, layout: id }: ListDatasetRequest, extensions: readonly string[]) {
  if (id !== undefined) {
    const folder = await surveyDataset(path, extensions);
    const layout = layoutOf(id);
    const recognition = await layout.recognize(folder);
    if (recognition) return chosen({ folder, layout, recognition });
    const reasons = ['It was chosen; the folder does not look so by itself.'];
    const about = { root: folder.path, layout: id, title: datasetLayouts[id], reasons };
    return { folder, layout, about, annotations: [] };
  }
  const found = await findDatasets(path, extensions);
  const [first] = found;
  if (first) {
    const roots = [
      ...new Set(found.filter(({ layout }) => layout.id !== 'images').map(({ folder }) => folder.path)),
    ];
    const whole = found.at(-1)!.folder.path;
    if (roots.length < 2 || roots.includes(whole)) return chosen(first);
    const message = `${path} holds several datasets: ${roots.join(', ')}.`;
    throw new DarkroomError('bad_argument', message, { hint: 'Name one of them.', file: path });
  }
  const folder = await surveyDataset(path, extensions);
  const about = { root: folder.path, layout: plainImages.id, title: datasetLayouts.images, reasons: [] };
  return { folder, layout: plainImages, about, annotations: [] };
}

function chosen(found: FoundDataset) {
  const { annotations, ...about } = recognized(found);
  return { folder: found.folder, layout: found.layout, about, annotations };
}

/** Masks that lie in folders of their own are no samples, unless there is nothing else. */
function withoutLabelImages(images: readonly LabelledImage[], layout: Layout): readonly LabelledImage[] {
  if (layout.id === 'classes' || layout.id === 'images' || layout.id === 'masks') return images;
  const samples = images.filter(({ relativePath }) => !isAmongLabels(relativePath));
  return samples.length > 0 ? samples : images;
}

/** Looked at without waiting for the event loop, as the labels are read. Nothing is said of what is gone: reading says it. */
function factsOf(path: string): Pick<DatasetImage, 'size' | 'modified'> {
  try {
    const { size, mtimeMs } = statSync(path);
    return { size, modified: mtimeMs };
  } catch (thrown) {
    if (errorNumber(thrown) === undefined) throw thrown;
    return { size: 0, modified: 0 };
  }
}

/** Equal lists of classes are one. */
class Lists {
  private readonly known = new Map<string, readonly string[]>();

  one(names: readonly string[]): readonly string[] {
    const key = names.join('\n');
    const known = this.known.get(key);
    if (known) return known;
    this.known.set(key, names);
    return names;
  }
}
