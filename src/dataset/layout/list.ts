import { statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  datasetLayouts,
  type Dataset,
  type DatasetImage,
  type DatasetLabels,
  type DatasetLabelsRequest,
  type ListDatasetRequest,
} from '../../shared/dataset.ts';
import { DarkroomError, toProblem, type Problem } from '../../shared/errors.ts';
import type { LabelledImage } from '../../shared/labels.ts';
import { errorNumber } from '../fileErrors.ts';
import { findFiles } from '../inputs.ts';
import { findDatasets, layoutOf, recognized, surveyDataset, type FoundDataset } from './index.ts';
import { isAmongLabels } from './kinds.ts';
import type { Layout, LabelSummary, OpenDataset } from './layout.ts';
import { ofSets } from './sets.ts';
import { sortSplits, splitOfPath } from './splits.ts';

/** Files that are looked at in a row before others have their turn. */
const inARow = 512;
/** Datasets whose pairs of images and label files are kept, so that labels of a few images are read at once. */
const kept = 2;

interface Opened {
  readonly dataset: Omit<Dataset, 'images' | 'classes' | 'splits' | 'problems'>;
  readonly images: readonly LabelledImage[];
  readonly open: OpenDataset;
  readonly problems: readonly Problem[];
}

const opened = new Map<string, Promise<Opened>>();

/**
 * All images of a dataset with split, classes and the number of objects. Labels are read once and not kept.
 * @param extensions of images, in lower case with the dot
 * @throws DarkroomError when the folder is not there, or holds several datasets and none of its own
 */
export async function listDataset(
  request: ListDatasetRequest,
  extensions: readonly string[],
): Promise<Dataset> {
  const { dataset, images, open, problems } = await openAnew(request, extensions);
  const summaries = new Map<LabelledImage, LabelSummary>();
  const lists = new Lists();
  const found = new Set<string>();
  if (!request.brief) {
    await open.summarize(images, (image, summary) => {
      if (!summary) return;
      for (const name of summary.classes) found.add(name);
      summaries.set(image, { ...summary, classes: lists.one(summary.classes) });
    });
  }
  const listed: DatasetImage[] = [];
  const splits = new Set<string>();
  for (const [index, image] of images.entries()) {
    if (index % inARow === inARow - 1) await nextTurn();
    const split = open.splitOf?.(image) ?? splitOfPath(image.relativePath);
    if (split !== undefined) splits.add(split);
    const summary = summaries.get(image);
    listed.push({
      relativePath: image.relativePath,
      ...(split !== undefined && { split }),
      classes: summary?.classes ?? [],
      ...(summary?.objects !== undefined && { objects: summary.objects }),
      ...(request.brief ? { size: 0, modified: 0 } : factsOf(image.path)),
    });
  }
  const named = open.classes();
  const others = [...found].filter(name => !named.includes(name)).sort();
  return {
    ...dataset,
    images: listed,
    classes: [...new Set(named), ...others],
    splits: sortSplits(splits),
    problems: [...problems, ...open.problems()],
  };
}

/**
 * What is said of some images; quick for a dataset that was listed just before.
 * @throws DarkroomError as `listDataset` does
 */
export async function datasetLabels(
  request: DatasetLabelsRequest,
  extensions: readonly string[],
): Promise<DatasetLabels> {
  const { images, open } = await (opened.get(keyOf(request)) ?? openAnew(request, extensions));
  const byPath = new Map<string, LabelledImage>();
  const wanted = new Set(request.relativePaths);
  for (const image of images) if (wanted.has(image.relativePath)) byPath.set(image.relativePath, image);
  const known = [...byPath.values()];
  const labels = await open.labelsOf(known);
  const found = new Map(known.map((image, index) => [image.relativePath, labels[index]]));
  return request.relativePaths.map(path => found.get(path));
}

function openAnew(request: ListDatasetRequest, extensions: readonly string[]): Promise<Opened> {
  const opening = openDataset(request, extensions);
  const key = keyOf(request);
  opened.delete(key);
  opened.set(key, opening);
  for (const oldest of [...opened.keys()].slice(0, -kept)) opened.delete(oldest);
  opening.catch(() => {
    if (opened.get(key) === opening) opened.delete(key);
  });
  return opening;
}

function keyOf({ folder, layout }: ListDatasetRequest): string {
  return `${layout ?? ''}\n${folder}`;
}

async function openDataset(request: ListDatasetRequest, extensions: readonly string[]): Promise<Opened> {
  const { folder, layout, about } = await choose(request, extensions);
  const found = await findFiles([folder.path], { extensions });
  const problems: Problem[] = [...found.problems];
  let images = withoutLabelImages(found.files, layout);
  let open: OpenDataset;
  try {
    open = await layout.open(folder, images);
  } catch (thrown) {
    if (!(thrown instanceof DarkroomError)) throw thrown;
    problems.push(toProblem(thrown, { file: folder.path }));
    open = ofSets([], []);
  }
  const { masks, annotations } = open;
  if (masks) images = images.filter(({ path }) => !masks.has(path));
  return { dataset: { ...about, annotations }, images, open, problems };
}

async function choose({ folder: path, layout: id }: ListDatasetRequest, extensions: readonly string[]) {
  const found = await findDatasets(path, extensions);
  const [first] = found;
  if (id === undefined && first) {
    const roots = [
      ...new Set(found.filter(({ layout }) => layout.id !== 'images').map(({ folder }) => folder.path)),
    ];
    const whole = found.at(-1)!.folder.path;
    if (roots.length < 2 || roots.includes(whole)) return chosen(first);
    const message = `${path} holds several datasets: ${roots.join(', ')}.`;
    throw new DarkroomError('bad_argument', message, { hint: 'Name one of them.', file: path });
  }
  const folder = first ? found.at(-1)!.folder : await surveyDataset(path, extensions);
  const known = found.find(other => other.layout.id === (id ?? 'images') && other.folder === folder);
  if (known) return chosen(known);
  const layout = layoutOf(id ?? 'images');
  const reasons = id === undefined ? [] : ['It was chosen; the folder does not look so by itself.'];
  const title = datasetLayouts[layout.id];
  return { folder, layout, about: { root: folder.path, layout: layout.id, title, reasons } };
}

function chosen(found: FoundDataset) {
  return { folder: found.folder, layout: found.layout, about: recognized(found) };
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
