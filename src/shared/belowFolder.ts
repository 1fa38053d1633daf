/**
 * A text with paths as they are seen from a folder that they lie in. A path that only holds the folder's, such as
 * `/mnt/data/a.png` that of `/data`, is another one and stays whole.
 * @param folder absolute
 */
export function belowFolder(text: string, folder: string): string {
  const separator = folder.startsWith('/') ? '/' : '\\';
  const above = folder.endsWith(separator) ? folder : folder + separator;
  return text.replaceAll(above, (found, offset: number) =>
    /[^\s"'“‘(:,]/.test(text.charAt(offset - 1)) ? found : '',
  );
}
