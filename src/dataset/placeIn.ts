import { relative, sep } from 'node:path';

/** A path as a folder sees it, with forward slashes; absolute on another disk of Windows. */
export function placeIn(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}
