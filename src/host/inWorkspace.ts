import { sep } from 'node:path';
import { workspace } from 'vscode';

/** Paths as the Explorer shows them: the workspace's own folder says nothing new. */
export function inWorkspace(text: string): string {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length !== 1) return text;
  return text.replaceAll(folders[0]!.uri.fsPath + sep, '');
}
