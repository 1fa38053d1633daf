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

/** A pattern for searches in the workspace, where upper and lower case differ on most systems. */
export const imageSearchPattern = `**/*.{${imageExtensions.map(eitherCase).join(',')}}`;

/** Folders that hold no images of a dataset. */
export const searchExclude = '**/{node_modules,.git,.venv,__pycache__}/**';

const imageName = new RegExp(`\\.(?:${imageExtensions.join('|')})$`, 'i');

export function isImageName(path: string): boolean {
  return imageName.test(path);
}

function eitherCase(extension: string): string {
  return extension.replace(/[a-z]/g, letter => `[${letter}${letter.toUpperCase()}]`);
}
