import { workspace } from 'vscode';
import { belowFolder } from './belowFolder.ts';

/** Paths as the Explorer shows them: the workspace's own folder says nothing new. */
export function inWorkspace(text: string): string {
  const folders = workspace.workspaceFolders ?? [];
  return folders.length === 1 ? belowFolder(text, folders[0]!.uri.fsPath) : text;
}
