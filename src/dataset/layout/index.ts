import { resolve } from 'node:path';
import {
  datasetLayouts,
  type DatasetLayout,
  type RecognizedDataset,
  type RecognizeRequest,
} from '../../shared/dataset.ts';
import { reading } from '../fileErrors.ts';
import { stat } from 'node:fs/promises';
import { DarkroomError } from '../../shared/errors.ts';
import { classes } from './classes.ts';
import { coco } from './coco.ts';
import { csv } from './csv.ts';
import { images } from './images.ts';
import { isKindFolder } from './kinds.ts';
import type { Layout, Recognition } from './layout.ts';
import { masks } from './masks.ts';
import { splitOfName } from './splits.ts';
import { surveyFolder, type SurveyedFolder } from './survey.ts';
import { voc } from './voc.ts';
import { yolo } from './yolo.ts';

/** Every way in which datasets are laid out. */
const layouts: readonly Layout[] = [yolo, coco, voc, csv, masks, classes, images];

/** How sure a layout must be of a folder inside of another dataset. */
const leastOfOwn = 0.7;

/** A folder that was recognised, with what it was recognised by. */
export interface FoundDataset {
  readonly folder: SurveyedFolder;
  readonly layout: Layout;
  readonly recognition: Recognition;
}

/**
 * What a folder may be as a dataset, the likeliest first: in one layout or several, or as a folder of several datasets,
 * each with a root of its own. Empty when there is no image.
 * @param extensions of images, in lower case with the dot
 * @throws DarkroomError when the folder is not there or is none
 */
export async function recognizeDatasets(
  { folder }: RecognizeRequest,
  extensions: readonly string[],
): Promise<readonly RecognizedDataset[]> {
  return (await findDatasets(folder, extensions)).map(recognized);
}

export function recognized({ folder, layout, recognition }: FoundDataset): RecognizedDataset {
  const { title, reasons, annotations } = recognition;
  return { root: folder.path, layout: layout.id, title, reasons, annotations };
}

export async function findDatasets(
  path: string,
  extensions: readonly string[],
): Promise<readonly FoundDataset[]> {
  const folder = await surveyDataset(path, extensions);
  const found: (FoundDataset & { readonly depth: number })[] = [];
  const visit = async (inner: SurveyedFolder, depth: number, isWithin: boolean): Promise<void> => {
    let isDataset = false;
    for (const layout of layouts) {
      if (layout === images) continue;
      const recognition = await layout.recognize(inner);
      // What lies in a dataset is another one only when it has labels of its own.
      if (!recognition || (isWithin && recognition.certainty < leastOfOwn)) continue;
      isDataset = true;
      found.push({ folder: inner, layout, recognition, depth });
    }
    for (const next of inner.folders) {
      const isPart = isKindFolder(next.name) || splitOfName(next.name) !== undefined;
      if (!(isDataset || isWithin) || !isPart) await visit(next, depth + 1, isDataset || isWithin);
    }
  };
  await visit(folder, 0, false);
  found.sort(
    (one, other) => one.depth - other.depth || other.recognition.certainty - one.recognition.certainty,
  );
  const whole = await images.recognize(folder);
  return whole ? [...found, { folder, layout: images, recognition: whole }] : found;
}

/** @throws DarkroomError when the folder is not there or is none */
export async function surveyDataset(path: string, extensions: readonly string[]): Promise<SurveyedFolder> {
  const root = resolve(path);
  const facts = await reading(root, stat(root));
  if (!facts.isDirectory()) {
    const hint = 'Name the folder that holds the images.';
    throw new DarkroomError('bad_argument', `Expected a folder but received ${root}.`, { hint, file: root });
  }
  return surveyFolder(root, extensions);
}

export function layoutOf(id: DatasetLayout): Layout {
  const layout = layouts.find(other => other.id === id);
  if (layout) return layout;
  const hint = `Choose one of ${Object.keys(datasetLayouts).join(', ')}.`;
  throw new DarkroomError('bad_argument', `There is no layout ${id}.`, { hint });
}
