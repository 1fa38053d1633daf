import { basename, resolve } from 'node:path';
import { inPixels } from '../../engine/labels/units.ts';
import type { AnnotationFile, AnnotationFormat, LabelledImage } from './format.ts';
import { anyBegins, readEach, someFilesBelow } from './labelFiles.ts';
import { below, mirrored, withoutExtension } from './pairing.ts';
import { ProblemList } from './problemList.ts';
import { findConfig, isConfig, readClassList, readConfig, type YoloClasses } from './yolo/config.ts';
import { findYoloFiles, isLabels, isYaml } from './yolo/files.ts';
import { labelsOfLines, parseLines, type YoloLine } from './yolo/lines.ts';
import { printLines } from './yolo/print.ts';
import { readSplits, writeConfig } from './yolo/splits.ts';

/**
 * YOLO as Ultralytics writes it: one text file for each image, in a folder `labels` where the image is in `images`, or
 * beside the image. A line is a class and a box `cx cy w h`, a polygon `x1 y1 x2 y2 …` (oriented boxes are polygons of
 * four points) or, where `data.yaml` has `kpt_shape`, a box and keypoints; all as shares of the image. Named is
 * `data.yaml`, the folder of labels or the dataset.
 *
 * Keypoints keep their order when an image is mirrored: `flip_idx` says which of them are left and right of each other,
 * and is kept for the training program, which exchanges them in its own flips only.
 */
export const yolo: AnnotationFormat = {
  id: 'yolo',
  title: 'YOLO (text)',

  async recognizes(path) {
    if (isYaml(path)) return isConfig(path);
    if (await anyBegins(await someFilesBelow(path, ['.txt'], ['labels']), isLabels)) return true;
    return (await findConfig(path)) !== undefined;
  },

  async read(path, images) {
    const problems = new ProblemList(path);
    const found = await findYoloFiles(path, images, problems);
    const config = found.config === undefined ? undefined : await readConfig(found.config, problems);
    const splits = config && (await readSplits(config, problems));
    const list = config ? undefined : await readClassList(found.lists);
    const classes: YoloClasses = config ?? list ?? { names: new Map(), keypoints: undefined };
    const files = new Map<string, readonly YoloLine[]>();
    await readEach([...new Set(found.fileOf.values())], problems, (file, bytes) => {
      files.set(file, parseLines(new TextDecoder().decode(bytes), file, classes, problems));
    });
    const linesOf = (image: LabelledImage) => files.get(found.fileOf.get(image.path) ?? '');
    return {
      format: 'yolo',
      sources: [
        ...(found.config === undefined ? [] : [resolve(found.config)]),
        ...found.texts,
        ...(splits ?? []).flatMap(({ lists }) => lists.map(({ path }) => path)),
      ],
      problems: problems.all,
      labelsOf: image => {
        const lines = linesOf(image);
        return lines && labelsOfLines(lines, classes);
      },
      write: results => [
        ...(config && splits ? writeConfig(config, splits, results) : []),
        ...(list ? [writeClassList(list.path, list.names, found.root)] : []),
        ...results.flatMap(({ image, output, shape, labels }) => {
          const lines = linesOf(image);
          if (!lines || shape.vector) return [];
          const { width, height } = shape;
          const there = mirrored(output, ['images'], 'labels') ?? withoutExtension(output);
          const text = printLines(inPixels(labels, width, height), lines, classes, width, height);
          return [{ path: `${there}.txt`, text, of: output }];
        }),
      ],
    };
  },
};

function writeClassList(path: string, names: YoloClasses['names'], root: string): AnnotationFile {
  return {
    path: below(root, path) ?? basename(path),
    text: [...names.values()].map(name => `${name}\n`).join(''),
  };
}
