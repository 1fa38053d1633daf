import { basename } from 'node:path';
import { DarkroomError, toProblem, type Problem } from '../../shared/errors.ts';
import { bindCoco, coco as cocoJson, readCoco } from '../annotations/coco.ts';
import { locate } from '../annotations/coco/locate.ts';
import { below } from '../annotations/pairing.ts';
import type { Layout } from './layout.ts';
import { documentsIn, imagesFor, splitOfDocument } from './documents.ts';
import { ofSets } from './sets.ts';
import { imagesBelow, type SurveyedFolder } from './survey.ts';
import { inSplits, listed } from './words.ts';
import { sortSplits } from './splits.ts';

/** One JSON file for all images, or one for each split, in `annotations` or beside the images. */
export const coco: Layout = {
  id: 'coco',

  async recognize(folder) {
    if (imagesBelow(folder) === 0) return undefined;
    const files = await cocoFiles(folder);
    if (files.length === 0) return undefined;
    const splits = sortSplits(files.flatMap(file => splitOfDocument(file, folder.path) ?? []));
    const names = files.map(file => below(folder.path, file) ?? file);
    return {
      title: `COCO (JSON)${inSplits(splits)}`,
      reasons: [
        `${listed(names)} ${names.length === 1 ? 'lists' : 'list'} images and annotations as COCO does.`,
      ],
      annotations: files,
      certainty: 0.9,
    };
  },

  async open(folder, images) {
    const files = await cocoFiles(folder);
    if (files.length === 0) throw noneIn(folder.path);
    const problems: Problem[] = [];
    const classes = new Set<string>();
    const sets: { readonly split: string | undefined; readonly set: ReturnType<typeof bindCoco> }[] = [];
    for (const file of files) {
      try {
        const known = await readCoco(file, images);
        const names = known.document.images.map(({ name }) => name);
        const own = imagesFor(file, folder.path, names, images);
        const set = bindCoco(file, known, own, false);
        const problems = await locate(file, set.problems);
        sets.push({ split: splitOfDocument(file, folder.path), set: { ...set, problems } });
        for (const name of known.document.categories.values()) classes.add(name);
      } catch (thrown) {
        if (!(thrown instanceof DarkroomError)) throw thrown;
        problems.push(toProblem(thrown, { file }));
      }
    }
    return ofSets(
      files,
      sets.map(({ set }) => set),
      {
        classes: [...classes],
        problems,
        hasObjects: true,
        splitOf: image => sets.find(({ split, set }) => split !== undefined && set.entryOf(image))?.split,
      },
    );
  },
};

/** Where there are instances, files of captions, keypoints and stuff are about the same images. */
async function cocoFiles(folder: SurveyedFolder): Promise<readonly string[]> {
  const files: string[] = [];
  for (const file of documentsIn(folder, ['.json'])) if (await cocoJson.recognizes(file)) files.push(file);
  const instances = files.filter(file => /^instances/i.test(basename(file)));
  return instances.length > 0 ? instances : files;
}

function noneIn(folder: string): DarkroomError {
  const message = `${folder} holds no JSON file of COCO’s kind, nor does a folder annotations in it.`;
  const hint = 'Put the file there, or choose another layout.';
  return new DarkroomError('bad_labels', message, { hint, file: folder });
}
