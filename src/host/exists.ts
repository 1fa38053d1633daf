import { FileSystemError, workspace, type Uri } from 'vscode';

/** Whether there is a file or folder. */
export async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch (thrown) {
    if (thrown instanceof FileSystemError) return false;
    throw thrown;
  }
}
