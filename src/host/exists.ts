import { FileSystemError, FileType, workspace, type Uri } from 'vscode';

/** Whether there is a file or folder. */
export async function exists(uri: Uri): Promise<boolean> {
  return (await typeOf(uri)) !== undefined;
}

/** Whether there is a folder. */
export async function isFolder(uri: Uri): Promise<boolean> {
  return (((await typeOf(uri)) ?? FileType.Unknown) & FileType.Directory) !== 0;
}

async function typeOf(uri: Uri): Promise<FileType | undefined> {
  try {
    return (await workspace.fs.stat(uri)).type;
  } catch (thrown) {
    if (thrown instanceof FileSystemError) return undefined;
    throw thrown;
  }
}
