import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DarkroomError } from '../../shared/errors.ts';
import { reading } from '../fileErrors.ts';
import { coco } from './coco.ts';
import { csv } from './csv.ts';
import { folders } from './folders.ts';
import type { AnnotationFormat } from './format.ts';
import { holdsMasks, masks } from './masks.ts';
import { voc } from './voc.ts';
import { yolo } from './yolo.ts';

/** Every way to write labels down that is read and written. */
export const annotationFormats: readonly AnnotationFormat[] = [coco, csv, folders, yolo, voc, masks];

/**
 * The format of a file or folder that a person has named, judged by its content.
 * @throws DarkroomError when it does not exist, or none or several formats fit
 */
export async function findFormat(path: string): Promise<AnnotationFormat> {
  const facts = await reading(path, stat(path));
  const fitting = await formatsOf(path);
  if (fitting.length === 1) return fitting[0]!;
  if (fitting.length > 1) {
    const message = `${path} fits several annotation formats: ${titlesOf(fitting)}.`;
    const hint = 'Name the file or folder inside it that holds the labels.';
    throw new DarkroomError('bad_labels', message, { hint, file: path });
  }
  const inside = facts.isDirectory() ? await annotationFilesIn(path) : [];
  if (facts.isDirectory() && inside.length === 0 && (await holdsMasks(path))) return masks;
  const message = `${path} is in none of the annotation formats that are read.`;
  const hint =
    inside.length > 0
      ? `Name the file inside it: ${inside.join(', ')}.`
      : `Expected one of: ${titlesOf(annotationFormats)}.`;
  throw new DarkroomError('bad_labels', message, { hint, file: path });
}

async function formatsOf(path: string): Promise<readonly AnnotationFormat[]> {
  const fits = await Promise.all(annotationFormats.map(format => format.recognizes(path)));
  return annotationFormats.filter((_, index) => fits[index]);
}

function titlesOf(formats: readonly AnnotationFormat[]): string {
  return formats.map(({ title }) => title).join(', ');
}

/** Files that a person who named their folder may have meant. */
async function annotationFilesIn(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const place of [folder, join(folder, 'annotations')]) {
    const entries: readonly Dirent[] = await readdir(place, { withFileTypes: true }).catch(() => []);
    const files = entries.filter(entry => entry.isFile() && /\.(json|csv|tsv)$/i.test(entry.name));
    for (const { name } of files.slice(0, 20)) {
      const path = join(place, name);
      if ((await formatsOf(path)).length > 0) found.push(path);
    }
  }
  return found;
}
