import { statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkpoint } from '../../engine/checkpoint.ts';
import type { Dataset, DatasetImage, ListDatasetRequest } from '../../shared/dataset.ts';
import type { LabelledImage } from '../../shared/labels.ts';
import { errorNumber } from '../fileErrors.ts';
import { findAgain, findAnew, findImages, samplesOf, type FoundImages } from './found.ts';
import type { LabelSummary } from './layout.ts';
import { sortSplits, splitOfPath } from './splits.ts';

/** Files that are looked at in a row before others have their turn. */
const inARow = 512;

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
  const known = await findAgain(request);
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
  const { about, images, problems, open } = found;
  const splits = new Set<string>();
  const samples = about.layout === 'masks' ? samplesOf(images, await open()) : images;
  const listed = samples.map(({ relativePath }) => {
    const split = splitOfPath(relativePath);
    if (split !== undefined) splits.add(split);
    return {
      relativePath,
      ...(split !== undefined && { split }),
      classes: [],
      size: 0,
      modified: 0,
      changed: 0,
    };
  });
  return { ...about, images: listed, classes: [], splits: sortSplits(splits), problems };
}

/** Looked at without waiting for the event loop, as the labels are read. Nothing is said of what is gone: reading says it. */
function factsOf(path: string): Pick<DatasetImage, 'size' | 'modified' | 'changed'> {
  try {
    const { size, mtimeMs, ctimeMs } = statSync(path);
    return { size, modified: mtimeMs, changed: ctimeMs };
  } catch (thrown) {
    if (errorNumber(thrown) === undefined) throw thrown;
    return { size: 0, modified: 0, changed: 0 };
  }
}

/** Equal lists of classes are one. */
class Lists {
  private readonly known = new Map<string, readonly string[]>();

  one(names: readonly string[]): readonly string[] {
    const key = JSON.stringify(names);
    const known = this.known.get(key);
    if (known) return known;
    this.known.set(key, names);
    return names;
  }
}
