import type { ReadFormat } from './image.ts';

/** In lower case, with the dot; results get the first. */
const extensions: Readonly<Record<ReadFormat, readonly [string, ...string[]]>> = {
  jpeg: ['.jpg', '.jpeg', '.jpe', '.jfif'],
  png: ['.png', '.apng'],
  webp: ['.webp'],
  bmp: ['.bmp', '.dib'],
  gif: ['.gif'],
  tiff: ['.tif', '.tiff'],
  npy: ['.npy'],
};

/** Extensions of the formats that are read. Reading itself goes by content. */
export const readableExtensions: readonly string[] = Object.values(extensions).flat();

/** The format that a file's extension names; undefined when it names none that is read. */
export function formatOfName(name: string): ReadFormat | undefined {
  const extension = /\.[^./\\]+$/.exec(name)?.[0].toLowerCase();
  const formats = Object.keys(extensions) as ReadFormat[];
  return formats.find(format => extension !== undefined && extensions[format].includes(extension));
}

/** `.png`, `.jpg`, …: what a file of this format is named. */
export function extensionOf(format: ReadFormat): string {
  return extensions[format][0];
}
