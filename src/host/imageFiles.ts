/** Extensions of the files that can be read, in lower case and without the dot. */
export const imageExtensions = [
  'jpg',
  'jpeg',
  'jpe',
  'jfif',
  'png',
  'apng',
  'webp',
  'bmp',
  'dib',
  'gif',
  'tif',
  'tiff',
  'npy',
] as const;

/** The pattern under which the editor associates these files, in any case, with a custom editor. */
export const imagePattern = `*.{${imageExtensions.join(',')}}`;

const imageName = new RegExp(`\\.(?:${imageExtensions.join('|')})$`, 'i');

export function isImageName(path: string): boolean {
  return imageName.test(path);
}
