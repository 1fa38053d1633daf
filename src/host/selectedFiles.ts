import { FileType, TabInputCustom, TabInputText, window, workspace, type Uri } from 'vscode';
import { isImageName } from './imageFiles.ts';
import { fileName, fileProblem } from './imageSource.ts';

/** An image or folder of a selection. */
export interface SelectedUri {
  readonly uri: Uri;
  readonly isFolder: boolean;
}

/**
 * What a command is about: the Explorer’s selection, which may hold more than the item that was clicked and files of
 * other kinds; without one, the image of the active tab.
 * @throws DarkroomError when something of the selection is gone or may not be read
 */
export async function selectedImages(
  clicked?: Uri,
  selection?: readonly Uri[],
): Promise<readonly SelectedUri[]> {
  const active = activeUri();
  // A tab shows no folder, and what it shows need not be a file.
  const shown = active && isImageName(active.path) ? [active] : [];
  const uris = selection?.length ? selection : clicked ? [clicked] : shown;
  const selected = await Promise.all(
    uris.map(async uri => {
      if (isImageName(uri.path)) return { uri, isFolder: false };
      return (await isFolder(uri)) ? { uri, isFolder: true } : undefined;
    }),
  );
  return selected.filter(item => item !== undefined);
}

/** The file that the active tab shows. */
export function activeUri(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof TabInputText || input instanceof TabInputCustom ? input.uri : undefined;
}

async function isFolder(uri: Uri): Promise<boolean> {
  try {
    const { type } = await workspace.fs.stat(uri);
    return (type & FileType.Directory) !== 0;
  } catch (thrown) {
    throw fileProblem(thrown, fileName(uri));
  }
}
