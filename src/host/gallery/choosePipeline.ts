import { window, type Uri } from 'vscode';
import { DarkroomError } from '../../shared/errors.ts';
import { plainLabel } from '../plainText.ts';
import type { Services } from '../services.ts';

/**
 * Asks for a pipeline file of the workspace to be edited, those that are open first.
 * @throws DarkroomError when there is none
 */
export async function choosePipeline(
  pipelines: Services['pipelines'],
  title: string,
): Promise<Uri | undefined> {
  const entries = await pipelines.search();
  if (entries.length === 0) {
    throw new DarkroomError('not_found', 'There is no pipeline file in the workspace.', {
      hint: 'Run “Darkroom: New Pipeline” first.',
    });
  }
  // What is being written is the likeliest.
  const isOpen = (uri: Uri) => Number(pipelines.openDocument(uri) !== undefined);
  const items = [...entries]
    .sort((one, other) => isOpen(other.uri) - isOpen(one.uri))
    .map(({ label, detail, uri }) => ({ label: plainLabel(label), detail: plainLabel(detail), uri }));
  return (await window.showQuickPick(items, { title, matchOnDetail: true }))?.uri;
}
