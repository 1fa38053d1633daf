import { formatOfName, readableExtensions } from '../shared/extensions.ts';

/** Extensions of the files that can be read, in lower case and without the dot. */
export const imageExtensions: readonly string[] = readableExtensions.map(extension => extension.slice(1));

/** The pattern under which the editor associates these files, in any case, with a custom editor. */
export const imagePattern = `*.{${imageExtensions.join(',')}}`;

export function isImageName(path: string): boolean {
  return formatOfName(path) !== undefined;
}
