import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DarkroomError } from '../../shared/errors.ts';
import type { Labels, LabelObject } from '../../shared/labels.ts';
import { reading } from '../fileErrors.ts';
import type { AnnotationFormat, AnnotationSet } from './format.ts';
import { anyBegins, filesBelow, readEach, someFilesBelow } from './labelFiles.ts';
import { datasetRoot, kindFolderOf, mirrored, nameOrphans, pairFiles, withoutExtension } from './pairing.ts';
import { ProblemList } from './problemList.ts';
import { decodeXml } from './voc/encoding.ts';
import { readDocument, type VocImage, type VocObject } from './voc/read.ts';
import { readTree } from './voc/tree.ts';
import { writeDocument } from './voc/write.ts';

const isVoc = (text: string) => /<annotation[\s>]/.test(text) && /<(object|size|filename)[\s/>]/.test(text);

export interface VocFile extends VocImage {
  readonly path: string;
  readonly text: string;
}

/**
 * Pascal VOC: one XML file for each image, in a folder such as `Annotations` or beside the images. Boxes count pixels
 * from 1 and include both ends, as the development kit of VOC 2007 says: `xmin` to `xmax` cover [xmin − 1, xmax] in
 * continuous pixels. A set with a box that begins at 0 cannot mean that; there, numbers are taken as continuous edges.
 * Parts of objects are objects of their own. Results get whole numbers where the source has whole numbers.
 */
export const voc: AnnotationFormat = {
  id: 'voc',
  title: 'Pascal VOC (XML)',

  async recognizes(path) {
    return anyBegins(await someFilesBelow(path, ['.xml'], ['annotations', 'xmls']), isVoc);
  },

  async read(path, images) {
    const problems = new ProblemList(path);
    const facts = await reading(path, stat(path));
    const isFolder = facts.isDirectory();
    const paths = isFolder ? await filesBelow(path, ['.xml'], problems) : [path];
    const files = await readFiles(paths, problems);
    if (files.size === 0) {
      const [first] = problems.all;
      if (first) throw new DarkroomError(first.code, first.message, first);
      throw new DarkroomError(
        'bad_labels',
        `Expected annotations in Pascal VOC's XML in ${path} but it has none.`,
        {
          hint: 'Name the folder Annotations, or the one that holds it.',
          file: path,
        },
      );
    }
    const root = datasetRoot(isFolder ? path : dirname(path));
    const fileOf = pairFiles(images, paths, root, problems);
    nameOrphans(paths, new Set(fileOf.values()), images.length, problems);
    for (const image of images) {
      if (fileOf.has(image.path)) continue;
      const message = `${image.path} has no XML file in ${path}.`;
      problems.add('images without annotations', message, { code: 'not_found', at: image.path });
    }
    const offset = beginsAtZero(files.values()) ? 0 : 1;
    if (offset === 0) {
      const message = `${path} has boxes that begin at 0: all are taken as edges counted from 0, not as pixels counted from 1.`;
      problems.add('sets that count from 0', message);
    }
    const set: AnnotationSet = {
      format: 'voc',
      sources: paths.map(file => resolve(file)),
      problems: problems.all,
      labelsOf: image => {
        const file = files.get(fileOf.get(image.path) ?? '');
        return file && vocLabels(file, offset);
      },
      write: results =>
        results.flatMap(result => {
          const source = files.get(fileOf.get(result.image.path) ?? '');
          if (!source || result.shape.vector) return [];
          const folder = kindFolderOf(source.path);
          const stem = withoutExtension(result.output);
          const beside = folder === undefined ? stem : `${folder}/${stem}`;
          const there = mirrored(result.output, ['images', 'jpegimages'], folder ?? 'Annotations') ?? beside;
          const text = writeDocument(source.text, source.path, result, offset);
          return [{ path: `${there}.xml`, text, of: result.output }];
        }),
    };
    return set;
  },
};

async function readFiles(
  paths: readonly string[],
  problems: ProblemList,
): Promise<ReadonlyMap<string, VocFile>> {
  const files = new Map<string, VocFile>();
  await readEach(paths, problems, (path, bytes) => {
    const file = readVoc(path, bytes, problems);
    if (file) files.set(path, file);
  });
  return files;
}

/** Undefined when it is damaged, which is told. */
export function readVoc(path: string, bytes: Uint8Array, problems: ProblemList): VocFile | undefined {
  try {
    const text = decodeXml(bytes, path);
    return { path, text, ...readDocument(readTree(text, path), path, problems) };
  } catch (thrown) {
    if (!(thrown instanceof DarkroomError)) throw thrown;
    problems.addError('damaged files', thrown);
    return undefined;
  }
}

function beginsAtZero(files: Iterable<VocFile>): boolean {
  for (const file of files) if (countsFromZero(file)) return true;
  return false;
}

/** Whether a box begins at 0, where no pixel that is counted from 1 can be. */
export function countsFromZero({ objects }: VocImage): boolean {
  return objects.some(({ edges }) => edges && (edges[0] === 0 || edges[1] === 0));
}

/** @param offset what pixels are counted from */
export function vocLabels({ size, objects }: VocImage, offset: 0 | 1): Labels {
  return { ...size, classes: [], objects: objects.map(object => labelObject(object, offset)) };
}

function labelObject({ id, name, edges, point }: VocObject, offset: 0 | 1): LabelObject {
  return {
    id,
    label: name,
    ...(edges && { box: [edges[0] - offset, edges[1] - offset, edges[2], edges[3]] as const }),
    ...(point && {
      keypoints: [{ x: point[0] - offset / 2, y: point[1] - offset / 2, visibility: 2 as const }],
    }),
  };
}
