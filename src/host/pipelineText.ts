import {
  FilePermission,
  Range,
  Selection,
  TextEditorRevealType,
  WorkspaceEdit,
  window,
  workspace,
  type TextDocument,
  type TextEditor,
  type Uri,
} from 'vscode';
import { applyTextEdits, type PipelineEdit, type TextEdit } from '../shared/edit.ts';
import { DarkroomError } from '../shared/errors.ts';
import { pipelineLanguage, type Place } from '../shared/pipeline.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { Client } from '../shared/rpc.ts';
import { fileName, fileProblem } from './imageSource.ts';
import { openText } from './openText.ts';

/** A person may type between the question and the answer; the edit is then made anew. */
const maximumAttempts = 5;

/**
 * Changes the text of a pipeline as the editor's own, unsaved and with undo.
 * @param continues whether the edit is undone together with the one before it
 * @returns whether it has changed the text
 * @throws DarkroomError when the text cannot be edited, or the edit does not fit it
 */
export async function editPipelineText(
  engine: Client<EngineService>,
  uri: Uri,
  edit: PipelineEdit,
  continues: boolean,
): Promise<boolean> {
  const document = await openWritable(uri);
  for (let attempt = 1; attempt <= maximumAttempts; attempt++) {
    const { version } = document;
    const text = document.getText();
    const edits = await engine.edit({ text, language: pipelineLanguage(uri.path), edit });
    if (edits.length === 0) return false;
    if (document.version !== version || !(await applyEdits(document, edits, continues))) continue;
    // An editor that is read-only for other reasons takes an edit and does nothing.
    if (document.version === version) throw readOnly(uri, 'Make its editor writable, or save a copy of it.');
    return true;
  }
  // Not as aborted, which nobody is told of.
  throw new DarkroomError('in_use', `${fileName(uri)} was being changed; the edit was not made.`, {
    hint: 'Try it again.',
    file: fileName(uri),
  });
}

/**
 * What the text of a pipeline would be with an edit.
 * @throws DarkroomError when the text cannot be edited, or the edit does not fit it
 */
export async function draftPipelineText(
  engine: Client<EngineService>,
  uri: Uri,
  edit: PipelineEdit,
): Promise<string> {
  const text = (await openWritable(uri)).getText();
  return applyTextEdits(text, await engine.edit({ text, language: pipelineLanguage(uri.path), edit }));
}

/** Puts the cursor on a place of the text where that is in sight; the focus stays where it is. */
export function revealQuietly(uri: Uri, place: Place): void {
  const editor = editorOf(uri);
  if (!editor) return;
  const start = editor.document.positionAt(place.start);
  editor.selection = new Selection(start, start);
  // By its lines: a long one is not to be scrolled to its end.
  const range = new Range(start.line, 0, editor.document.positionAt(place.end).line, 0);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Where the text is in sight; of several editors of it, the one that the person is in. */
export function editorOf(uri: Uri): TextEditor | undefined {
  const id = uri.toString();
  const editors = window.visibleTextEditors.filter(({ document }) => document.uri.toString() === id);
  return editors.find(editor => editor === window.activeTextEditor) ?? editors[0];
}

function readOnly(uri: Uri, hint: string): DarkroomError {
  const name = fileName(uri);
  const message = `${name} is read-only: its steps cannot be changed.`;
  return new DarkroomError('not_permitted', message, { hint, file: name });
}

async function openWritable(uri: Uri): Promise<TextDocument> {
  const name = fileName(uri);
  try {
    const document = await openText(uri);
    if (document.isUntitled) return document;
    if (workspace.fs.isWritableFileSystem(uri.scheme) === false) {
      throw readOnly(uri, 'Save a copy of it in a folder that can be written, and preview that.');
    }
    const { permissions } = await workspace.fs.stat(uri);
    if (permissions !== undefined && permissions & FilePermission.Readonly) {
      throw readOnly(uri, 'Make the file writable, or save a copy of it.');
    }
    return document;
  } catch (thrown) {
    throw fileProblem(thrown, name);
  }
}

/** False when the text has changed in the meantime. */
async function applyEdits(
  document: TextDocument,
  edits: readonly TextEdit[],
  continues: boolean,
): Promise<boolean> {
  const rangeOf = ({ start, end }: TextEdit) =>
    new Range(document.positionAt(start), document.positionAt(end));
  const editor = editorOf(document.uri);
  if (editor) {
    // Only here is it said where undo stops: a drag is one change.
    return editor.edit(
      builder => {
        for (const edit of edits) builder.replace(rangeOf(edit), edit.text);
      },
      { undoStopBefore: !continues, undoStopAfter: false },
    );
  }
  const change = new WorkspaceEdit();
  for (const edit of edits) change.replace(document.uri, rangeOf(edit), edit.text);
  return workspace.applyEdit(change);
}
