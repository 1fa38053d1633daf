import { join, resolve } from 'node:path';

/* Paths of the files that a pipeline names, as people write them: with slashes of either kind. */

/** An array, relative to the folder of the pipeline's file. */
export function arrayPath(written: string, folder = ''): string {
  return join(folder, slashes(written));
}

/** A list of excluded images, from that folder on. */
export function listPath(written: string, folder = ''): string {
  return resolve(folder, slashes(written));
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
