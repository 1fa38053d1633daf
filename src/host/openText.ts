import { workspace, type TextDocument, type Uri } from 'vscode';
import { fileName, fileProblem } from './imageSource.ts';

/** The document when it is open, which may hold text that is not saved. */
export function openDocument(uri: Uri): TextDocument | undefined {
  const id = uri.toString();
  return workspace.textDocuments.find(document => !document.isClosed && document.uri.toString() === id);
}

/**
 * The text of a file, which is opened where it is not open yet.
 * @throws DarkroomError when there is no such file or it may not be read
 */
export async function openText(uri: Uri): Promise<TextDocument> {
  const document = openDocument(uri);
  if (document) return document;
  try {
    // When the editor cannot open a file, it does not say why in a way that could be told from a bug.
    if (uri.scheme !== 'untitled') await workspace.fs.stat(uri);
    return await workspace.openTextDocument(uri);
  } catch (thrown) {
    throw fileProblem(thrown, fileName(uri));
  }
}
