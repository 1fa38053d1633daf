import { basename, dirname, resolve } from 'node:path';
import { DarkroomError } from '../../shared/errors.ts';
import type { LabelledImage, Labels } from '../../shared/labels.ts';
import { below } from '../annotations/pairing.ts';
import { ProblemList } from '../annotations/problemList.ts';
import { yolo as yoloText } from '../annotations/yolo.ts';
import {
  findConfig,
  readClassList,
  readConfig,
  type YoloClasses,
  type YoloConfig,
} from '../annotations/yolo/config.ts';
import { findYoloFiles } from '../annotations/yolo/files.ts';
import { labelsOfLines, parseLines } from '../annotations/yolo/lines.ts';
import { isMember, readSplits, type YoloSplit } from '../annotations/yolo/splits.ts';
import { isKindFolder } from './kinds.ts';
import { summaryOf, type Layout, type OpenDataset } from './layout.ts';
import { readFiles } from './readFiles.ts';
import { sortSplits, splitOfName } from './splits.ts';
import { holdsBelow, imagesBelow, type SurveyedFolder } from './survey.ts';
import { listed } from './words.ts';

/** Text files in `labels` or beside the images, and `data.yaml`, which names classes and splits. */
export const yolo: Layout = {
  id: 'yolo',

  async recognize(folder) {
    if (imagesBelow(folder) === 0) return undefined;
    const isNamed = folder.files.has('.yaml') || folder.files.has('.yml');
    const config = isNamed ? await findConfig(folder.path) : undefined;
    const hasTexts = holdsBelow(folder, ['.txt']);
    if (config === undefined && !(hasTexts && (await yoloText.recognizes(folder.path)))) return undefined;
    const labels = labelFoldersIn(folder).map(({ path }) => path);
    const named = sortSplits(namesIn(folder).flatMap(name => splitOfName(name) ?? []));
    const reasons: string[] = [];
    if (config !== undefined) reasons.push(`${basename(config)} names classes and where the images are.`);
    if (labels.length > 0) reasons.push(`The folder labels holds a text file of numbers for each image.`);
    else if (hasTexts && config === undefined) reasons.push('Text files of numbers lie beside the images.');
    const within = named.length > 0 ? ` in ${listed(named)}` : '';
    return {
      title: `YOLO${within}${config === undefined ? '' : `, with ${basename(config)}`}`,
      reasons,
      annotations: [
        ...(config === undefined ? [] : [config]),
        ...(labels.length > 0 ? labels : [folder.path]),
      ],
      certainty: config === undefined ? 0.75 : 0.95,
    };
  },

  async open(folder, images) {
    const problems = new ProblemList(folder.path);
    const found = await findYoloFiles(folder.path, images, problems);
    const named = found.config !== undefined && isOwn(found.config, folder) ? found.config : undefined;
    const config = named === undefined ? undefined : await tryConfig(named, problems);
    const splits = config ? await readSplits(config, problems) : [];
    const classes: YoloClasses = config ??
      (await readClassList(found.lists)) ?? { names: new Map(), keypoints: undefined };
    const splitOf = splitFinder(splits);
    nameEmptySplits(config, splits, images, problems);
    const labels = labelFoldersIn(folder).map(({ path }) => path);
    return {
      annotations: [...(named === undefined ? [] : [named]), ...labels],
      splitOf,
      classes: () => [...classes.names.values()],
      problems: () => problems.all,
      ...readingOf(found.fileOf, classes, problems),
    };
  },
};

function readingOf(
  fileOf: ReadonlyMap<string, string>,
  classes: YoloClasses,
  problems: ProblemList,
): Pick<OpenDataset, 'summarize' | 'labelsOf'> {
  const parse = (file: string, bytes: Uint8Array, told: ProblemList): Labels =>
    labelsOfLines(parseLines(new TextDecoder().decode(bytes), file, classes, told), classes);
  return {
    summarize: (images, take) =>
      readFiles(
        images,
        image => fileOf.get(image.path),
        problems,
        (image, file, bytes) => {
          take(image, bytes && summaryOf(parse(file!, bytes, problems)));
        },
      ),
    labelsOf: async images => {
      const labels: (Labels | undefined)[] = [];
      // What is wrong was told when the dataset was listed.
      const untold = new ProblemList('');
      await readFiles(
        images,
        image => fileOf.get(image.path),
        untold,
        (_image, file, bytes) => {
          labels.push(bytes && parse(file!, bytes, untold));
        },
      );
      return labels;
    },
  };
}

/** One in the folder above is that of another dataset, unless this is one of its parts. */
function isOwn(config: string, { path, name }: SurveyedFolder): boolean {
  return below(path, config) !== undefined || splitOfName(name) !== undefined || isKindFolder(name);
}

/** A damaged one costs the names of the classes, and nothing more. */
async function tryConfig(path: string, problems: ProblemList): Promise<YoloConfig | undefined> {
  try {
    return await readConfig(path, problems);
  } catch (thrown) {
    if (!(thrown instanceof DarkroomError)) throw thrown;
    problems.addError('damaged files', thrown);
    return undefined;
  }
}

/** All images of a folder are of one split, unless lists name them one by one. */
function splitFinder(splits: readonly YoloSplit[]): (image: LabelledImage) => string | undefined {
  const byFolder = new Map<string, string | undefined>();
  return ({ path }) => {
    const absolute = resolve(path);
    const listing = splits.find(({ listed: paths }) => paths.has(absolute));
    if (listing) return listing.name;
    const folder = dirname(absolute);
    if (!byFolder.has(folder)) {
      byFolder.set(folder, splits.find(split => isMember(absolute, { ...split, listed: new Set() }))?.name);
    }
    return byFolder.get(folder);
  };
}

function nameEmptySplits(
  config: YoloConfig | undefined,
  splits: readonly YoloSplit[],
  images: readonly LabelledImage[],
  problems: ProblemList,
): void {
  const folders = [...new Set(images.map(({ path }) => dirname(resolve(path))))];
  for (const { name, folders: places, listed: paths } of splits) {
    if (places.length === 0 || paths.size > 0) continue;
    // A path of a file that need not be there: only its folder counts.
    const isThere = folders.some(folder => isMember(`${folder}/-`, { folders: places, listed: paths }));
    if (isThere) continue;
    const message = `${config!.path}: ${name} names ${places[0]![0]!}, where no images of this folder are.`;
    const hint = 'Correct the path, or open the folder that it names.';
    problems.add('splits without images', message, { code: 'not_found', hint, at: config!.path });
  }
}

function labelFoldersIn(folder: SurveyedFolder): readonly SurveyedFolder[] {
  return folder.folders.flatMap(inner =>
    inner.name.toLowerCase() === 'labels' && holdsBelow(inner, ['.txt']) ? [inner] : labelFoldersIn(inner),
  );
}

function namesIn(folder: SurveyedFolder): readonly string[] {
  return folder.folders.flatMap(inner => [inner.name, ...inner.folders.map(({ name }) => name)]);
}
