import { sep } from 'node:path';

/**
 * A text with paths as they are seen from a folder that they lie in. A path that only holds the folder's, such as
 * `/mnt/data/a.png` that of `/data`, is another one and stays whole.
 */
export function belowFolder(text: string, folder: string): string {
  const above = folder.endsWith(sep) ? folder : folder + sep;
  return text.replaceAll(above, (found, offset: number) =>
    /[^\s"'“‘(:,]/.test(text.charAt(offset - 1)) ? found : '',
  );
}
