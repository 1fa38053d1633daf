import { workspace, type Uri } from 'vscode';
import { belowFolder } from '../shared/belowFolder.ts';

/** Paths as the Explorer shows them: the workspace's own folder says nothing new. */
export function inWorkspace(text: string): string {
  const folders = workspace.workspaceFolders ?? [];
  return folders.length === 1 ? belowFolder(text, folders[0]!.uri.fsPath) : text;
}

/** Where a file or folder is in the workspace; all of its path where two folders of the workspace have one name. */
export function pathInWorkspace(uri: Uri): string {
  const name = workspace.getWorkspaceFolder(uri)?.name;
  const namesakes = (workspace.workspaceFolders ?? []).filter(folder => folder.name === name);
  return namesakes.length > 1 ? uri.fsPath : workspace.asRelativePath(uri);
}
