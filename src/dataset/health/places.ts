import { basename, join, sep } from 'node:path';
import type { Dataset, DatasetImage, Finding } from '../../shared/dataset.ts';
import { DarkroomError } from '../../shared/errors.ts';
import { groupsBy } from '../../shared/groups.ts';
import { mirrored, withoutExtension } from '../annotations/pairing.ts';
import { ProblemList } from '../annotations/problemList.ts';
import { placesOf as annotationPlaces } from '../annotations/coco/locate.ts';
import { parseTable } from '../annotations/csv/table.ts';
import { readText } from '../annotations/text.ts';
import { decodeXml } from '../annotations/voc/encoding.ts';
import { placesOf as objectsOf } from '../annotations/voc/read.ts';
import { readTree } from '../annotations/voc/tree.ts';
import { splitOfDocument } from '../layout/documents.ts';
import { readPlainFile } from '../plainFile.ts';

/** A finding about an object, whose place in the annotations is asked for. */
export interface Wanted {
  readonly finding: Finding;
  readonly image: DatasetImage;
  /** The object's id in its labels. */
  readonly object: number;
}

type Place = Pick<Finding, 'file' | 'line'>;

/** Finds the lines of objects in a file. */
type Finder = (file: string, objects: ReadonlySet<number>) => Promise<ReadonlyMap<number, number>>;

/**
 * Where objects stand in the annotation files: each file is read once more, and only those with findings. What cannot
 * be found again keeps its image as its place.
 */
export async function placesOf(
  dataset: Dataset,
  wanted: readonly Wanted[],
): Promise<ReadonlyMap<Finding, Place>> {
  const places = new Map<Finding, Place>();
  const finder = finders[dataset.layout];
  if (!finder) return places;
  // The first of them that is there: see below.
  const byFiles = groupsBy(wanted, ({ image }) => finder.filesOf(dataset, image).join('\n'));
  for (const [key, list] of byFiles) {
    const objects = new Set(list.map(({ object }) => object));
    for (const file of key.split('\n').filter(path => path !== '')) {
      const lines = await orNothing(() => finder.find(file, objects));
      if (!lines) continue;
      for (const { finding, object } of list) {
        const line = lines.get(object);
        places.set(finding, { file, ...(line !== undefined && { line }) });
      }
      break;
    }
  }
  return places;
}

/** Undefined when a file is not there, or can no longer be read. */
async function orNothing<Result>(read: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await read();
  } catch (thrown) {
    if (thrown instanceof DarkroomError || (thrown instanceof Error && 'code' in thrown)) return undefined;
    throw thrown;
  }
}

interface LayoutPlaces {
  /** Where the image's labels may be, the likeliest first. */
  filesOf(dataset: Dataset, image: DatasetImage): readonly string[];
  readonly find: Finder;
}

const finders: Partial<Readonly<Record<Dataset['layout'], LayoutPlaces>>> = {
  yolo: {
    filesOf: (dataset, image) => besideOrIn(dataset, image, '.txt', ['labels']),
    // Objects are numbered by their lines.
    find: async (file, objects) => {
      await readPlainFile(file);
      return new Map([...objects].map(object => [object, object + 1]));
    },
  },
  voc: {
    filesOf: (dataset, image) => [
      ...dataset.annotations
        .filter(path => !path.toLowerCase().endsWith('.xml'))
        .map(folder => join(folder, `${basename(withoutExtension(image.relativePath))}.xml`)),
      ...besideOrIn(dataset, image, '.xml', ['Annotations', 'annotations', 'xmls']),
    ],
    find: async file => {
      const root = readTree(decodeXml(await readPlainFile(file), file), file);
      return new Map(objectsOf(root).map(({ line }, object) => [object, line]));
    },
  },
  csv: { filesOf: documentsOf, find: linesOfRows },
  coco: { filesOf: documentsOf, find: linesOfAnnotations },
};

/**
 * The same findings, those about the file of one image's labels, or about an image, with that image.
 * @param findings without an image
 */
export function withImages(dataset: Dataset, findings: readonly Finding[]): readonly Finding[] {
  const files = new Set(findings.flatMap(({ file, image }) => (image === undefined ? [file] : [])));
  if (files.size === 0) return findings;
  const finder = dataset.layout === 'yolo' || dataset.layout === 'voc' ? finders[dataset.layout] : undefined;
  const imageOf = new Map<string, string>();
  for (const image of dataset.images) {
    const places = [join(dataset.root, image.relativePath), ...(finder?.filesOf(dataset, image) ?? [])];
    const place = places.find(path => files.has(path));
    if (place !== undefined) imageOf.set(place, image.relativePath);
  }
  return findings.map(finding => {
    const image = finding.image ?? imageOf.get(finding.file);
    return image === undefined ? finding : { ...finding, image };
  });
}

function besideOrIn(
  { root }: Dataset,
  { relativePath }: DatasetImage,
  extension: string,
  folders: readonly string[],
): readonly string[] {
  const path = join(root, relativePath);
  const slashes = path.split(sep).join('/');
  const mirrors = folders.flatMap(folder => mirrored(slashes, ['images', 'jpegimages'], folder) ?? []);
  return [...mirrors, withoutExtension(path)].map(stem => join(`${stem}${extension}`));
}

/** The one file, or the one for the image's split; where that is not clear, none. */
function documentsOf({ root, annotations }: Dataset, { split }: DatasetImage): readonly string[] {
  if (annotations.length === 1) return annotations;
  const own = annotations.filter(file => split !== undefined && splitOfDocument(file, root) === split);
  return own.length === 1 ? own : [];
}

async function linesOfRows(file: string): Promise<ReadonlyMap<number, number>> {
  const { rows } = parseTable(await readText(file), file, new ProblemList(file));
  return new Map(rows.map(({ line }, index) => [index, line]));
}

async function linesOfAnnotations(
  file: string,
  objects: ReadonlySet<number>,
): Promise<ReadonlyMap<number, number>> {
  const names = new Map([...objects].map(object => [`annotations[${object}]`, object]));
  const places = annotationPlaces(await readText(file), new Set(names.keys()));
  return new Map([...places].map(([name, { line }]) => [names.get(name)!, line]));
}
