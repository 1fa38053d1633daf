import * as vscode from 'vscode';

export function workspaceFile(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('The tests need an opened folder.');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Replaces a document's whole text without saving it. */
export async function setText(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const all = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  edit.replace(document.uri, all, text);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error(`${document.uri.path} could not be edited.`);
}

/**
 * Waits until `look` gives something.
 * @throws Error naming what was waited for
 */
export async function eventually<Found>(
  what: string,
  look: () => Found | undefined | Promise<Found | undefined>,
  milliseconds = 10_000,
): Promise<Found> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Waited ${milliseconds} ms in vain for ${what}.`);
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}
