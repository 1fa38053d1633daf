import * as nodePath from 'node:path';
import { Range, TextEditorRevealType, window, type Uri } from 'vscode';
import { DarkroomError } from '../../shared/errors.ts';
import { editPipelineText } from '../pipelineText.ts';
import type { Services } from '../services.ts';
import { choosePipeline } from './choosePipeline.ts';
import { withExcluded } from './excluded.ts';

/** A longer list is no longer read by a person, and belongs into a file of its own. */
const mostListed = 1000;

/**
 * Adds images to what a pipeline excludes. The images stay where they are; the text is changed as by typing, unsaved
 * and with undo.
 * @param paths absolute
 * @param chosen the pipeline that is looked through; without one the person is asked
 */
export async function excludeImages(
  { engine, pipelines }: Services,
  paths: readonly string[],
  chosen: Uri | undefined,
): Promise<void> {
  const uri = chosen ?? (await choosePipeline(pipelines, 'Exclude Images from Pipeline'));
  if (!uri) return;
  const { name, parsed } = await pipelines.read(uri.toString());
  if (!parsed.pipeline) {
    throw new DarkroomError('bad_pipeline', `${name} has an error and cannot be edited.`, {
      hint: 'Mend it where it is marked, then exclude the images again.',
    });
  }
  const { patterns = [], file } = parsed.pipeline.exclude ?? {};
  if (file !== undefined) {
    throw new DarkroomError('bad_argument', `${name} takes what it excludes from ${file}.`, {
      hint: 'Add the images to that list: Copy Path gives their paths.',
    });
  }
  const folder = uri.scheme === 'file' ? nodePath.dirname(uri.fsPath) : undefined;
  const value = withExcluded(patterns, paths, folder, nodePath);
  if (value.length > mostListed) {
    throw new DarkroomError('bad_argument', `${value.length} images are too many for a list in ${name}.`, {
      hint: 'Write them into a text file, one path on a line, and name that file: exclude: exclude.txt.',
    });
  }
  const editor = await window.showTextDocument(uri);
  await editPipelineText(engine, uri, { kind: 'top', key: 'exclude', value }, false);
  const written = editor.document.getText().search(/^\s*"?exclude"?\s*:/m);
  if (written < 0) return;
  const place = editor.document.positionAt(written);
  editor.revealRange(new Range(place, place), TextEditorRevealType.InCenterIfOutsideViewport);
}
