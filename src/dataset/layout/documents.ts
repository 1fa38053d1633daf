import { basename, dirname, extname } from 'node:path';
import type { LabelledImage } from '../../shared/labels.ts';
import { matchNames } from '../annotations/names.ts';
import { below } from '../annotations/pairing.ts';
import { splitOfFile, splitOfName, splitOfPath } from './splits.ts';
import { filesOf, type SurveyedFolder } from './survey.ts';

/** Annotation files that are opened to see whether they are any. */
const maximumFiles = 24;

/** Files that may say something of all images: in the folder, in `annotations` and the like, and in those of splits. */
export function documentsIn(folder: SurveyedFolder, extensions: readonly string[]): readonly string[] {
  const held = folder.folders.filter(
    ({ name }) => /^(annotations?|labels?|metadata)$/i.test(name) || splitOfName(name) !== undefined,
  );
  return [folder, ...held].flatMap(inner => filesOf(inner, extensions)).slice(0, maximumFiles);
}

/** The split that a file of annotations is for, by its name or its folder; undefined when it is for all. */
export function splitOfDocument(file: string, root: string): string | undefined {
  return splitOfFile(basename(file, extname(file))) ?? splitOfPath(below(root, file) ?? '');
}

/**
 * Images that a file of annotations, one of several, may be about: those below its own folder, or those of its split.
 * Files of other splits often have the same names.
 */
export function imagesFor(
  file: string,
  root: string,
  names: readonly string[],
  images: readonly LabelledImage[],
): readonly LabelledImage[] {
  const folder = below(root, dirname(file));
  const inside =
    folder === undefined ? [] : images.filter(image => image.relativePath.startsWith(`${folder}/`));
  if (isNamed(names, inside)) return inside;
  const split = splitOfDocument(file, root);
  if (split === undefined) return images;
  const own = images.filter(({ relativePath }) => [split, undefined].includes(splitOfPath(relativePath)));
  return isNamed(names, own) ? own : images;
}

/** Whether some of the names are of these images. */
function isNamed(names: readonly string[], images: readonly LabelledImage[]): boolean {
  if (images.length === 0) return false;
  const some =
    names.length > 200 ? names.filter((_, index) => index % Math.ceil(names.length / 200) === 0) : names;
  return matchNames(some, images).some(match => match !== 'missing');
}
