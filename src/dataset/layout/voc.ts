import { basename, join } from 'node:path';
import { DarkroomError } from '../../shared/errors.ts';
import type { LabelledImage, Labels } from '../../shared/labels.ts';
import { filesBelow, filesIn } from '../annotations/labelFiles.ts';
import { nameOrphans, pairFiles, withoutExtension } from '../annotations/pairing.ts';
import { ProblemList } from '../annotations/problemList.ts';
import { countsFromZero, readVoc, voc as vocXml, vocLabels, type VocFile } from '../annotations/voc.ts';
import { summaryOf, type Layout, type OpenDataset } from './layout.ts';
import { readPlainText } from '../plainFile.ts';
import { readFiles } from './readFiles.ts';
import { sortSplits, splitOfName } from './splits.ts';
import { holdsBelow, imagesBelow, type SurveyedFolder } from './survey.ts';
import { inSplits, listed } from './words.ts';

/** An XML file for each image in `Annotations` or beside it, with the splits as lists of names in `ImageSets`. */
export const voc: Layout = {
  id: 'voc',

  async recognize(folder) {
    if (imagesBelow(folder) === 0 || !holdsBelow(folder, ['.xml'])) return undefined;
    if (!(await vocXml.recognizes(folder.path))) return undefined;
    const annotations = annotationFolders(folder);
    const lists = await splitLists(folder);
    const splits = sortSplits(lists.keys());
    return {
      title: `Pascal VOC (XML)${inSplits(splits)}`,
      reasons: [
        annotations.length > 0
          ? `The folder ${annotations[0]!.name} holds XML files with objects, one for each image.`
          : 'XML files with objects lie beside the images.',
        ...(lists.size > 0 ? [`ImageSets says which images belong to ${listed(splits)}.`] : []),
      ],
      annotations: annotations.length > 0 ? annotations.map(({ path }) => path) : [folder.path],
      certainty: 0.85,
    };
  },

  async open(folder, images) {
    const problems = new ProblemList(folder.path);
    const found = annotationFolders(folder).map(({ path }) => path);
    const annotations = found.length > 0 ? found : [folder.path];
    // One after the other, for the order of what cannot be read.
    const below: (readonly string[])[] = [];
    for (const place of annotations) below.push(await filesBelow(place, ['.xml'], problems));
    const files = below.flat();
    if (files.length === 0) throw noneIn(folder.path);
    const fileOf = pairFiles(images, files, folder.path, problems);
    nameOrphans(files, new Set(fileOf.values()), images.length, problems);
    const members = await readLists(await splitLists(folder));
    return {
      annotations,
      ...(members.size > 0 && {
        splitOf: ({ relativePath }) => members.get(basename(withoutExtension(relativePath)).normalize('NFC')),
      }),
      classes: () => [],
      problems: () => problems.all,
      ...readingOf(images, fileOf, problems),
    };
  },
};

function readingOf(
  all: readonly LabelledImage[],
  fileOf: ReadonlyMap<string, string>,
  problems: ProblemList,
): Pick<OpenDataset, 'summarize' | 'labelsOf'> {
  /** What pixels are counted from: of the whole set, so that it is known once all has been read. */
  let offset: 0 | 1 | undefined;
  const read = async (
    images: readonly LabelledImage[],
    told: ProblemList,
    take: (image: LabelledImage, file: VocFile | undefined) => void,
  ): Promise<0 | 1> => {
    let first: 0 | 1 = 1;
    await readFiles(
      images,
      image => fileOf.get(image.path),
      told,
      (image, path, bytes) => {
        const file = bytes && readVoc(path!, bytes, told);
        if (file && countsFromZero(file)) first = 0;
        take(image, file);
      },
    );
    return first;
  };
  return {
    summarize: async (images, take) => {
      offset = await read(images, problems, (image, file) => {
        take(image, file && summaryOf(vocLabels(file, 1)));
      });
    },
    labelsOf: async images => {
      // What is wrong is told when the dataset is listed.
      const untold = new ProblemList('');
      const known = (offset ??= await read(all, untold, () => undefined));
      const labels: (Labels | undefined)[] = [];
      await read(images, untold, (_image, file) => {
        labels.push(file && vocLabels(file, known));
      });
      return labels;
    },
  };
}

function annotationFolders(folder: SurveyedFolder): readonly SurveyedFolder[] {
  return folder.folders.flatMap(inner =>
    /^(annotations?|xmls)$/i.test(inner.name) && holdsBelow(inner, ['.xml'])
      ? [inner]
      : annotationFolders(inner),
  );
}

/**
 * Lists of names by split; `trainval` says nothing that they do not. The folders are read, for there are lists of each
 * class, too, and only the first names of a folder are known.
 */
async function splitLists(folder: SurveyedFolder): Promise<ReadonlyMap<string, string>> {
  const sets = folder.folders.find(({ name }) => /^imagesets$/i.test(name));
  const lists = new Map<string, string>();
  const places = sets ? [...sets.folders].sort((one, other) => rank(one) - rank(other)) : [];
  for (const { path } of sets ? [...places, sets] : []) {
    for (const name of await filesIn(path, '.txt')) {
      const split = splitOfName(withoutExtension(name));
      if (split !== undefined && !lists.has(split)) lists.set(split, join(path, name));
    }
  }
  return lists;
}

/** `Main` is about all images, others are about those with masks or actions. */
function rank({ name }: SurveyedFolder): number {
  return /^main$/i.test(name) ? 0 : 1;
}

/** The split of each image by its name without extension. */
async function readLists(lists: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
  const members = new Map<string, string>();
  for (const [split, file] of lists) {
    const text = await readPlainText(file).catch(() => '');
    for (const line of text.split(/\r?\n/)) {
      const name = line.trim().split(/\s+/)[0]!;
      if (name !== '' && !members.has(name)) members.set(name.normalize('NFC'), split);
    }
  }
  return members;
}

function noneIn(folder: string): DarkroomError {
  const message = `${folder} holds no annotations in Pascal VOC’s XML.`;
  const hint = 'They lie in a folder Annotations, or beside their images.';
  return new DarkroomError('bad_labels', message, { hint, file: folder });
}
