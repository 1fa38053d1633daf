import { basename } from 'node:path';
import { ProgressLocation, Uri, window, workspace } from 'vscode';
import type { NearAnnotations } from '../shared/foundLabels.ts';
import { askForAnnotations, type Annotations } from './annotations.ts';
import type { OutputFolder } from './outputFolder.ts';
import { plainLabel } from './plainText.ts';
import type { InputGroup } from './selection.ts';
import type { Services } from './services.ts';

/**
 * The annotations that follow the images: those that were chosen, or those that lie near the images, about which the
 * person is asked once.
 * @returns undefined when the person does not want to go on
 */
export async function labelsFor(
  services: Services,
  groups: readonly InputGroup[],
  outputFolder: OutputFolder,
): Promise<{ readonly annotations?: string } | undefined> {
  const { annotations } = services;
  const { choice } = annotations;
  if (choice.kind === 'path') return { annotations: choice.path };
  if (choice.kind === 'none' || choice.develop === 'leave') return {};
  const near = await search(services, groups, outputFolder);
  const [first] = near;
  if (!first) return {};
  // Which of several is meant is not known from the last time.
  if (choice.develop === 'take' && near.length === 1) return { annotations: first.path };
  return ask(annotations, near);
}

async function search(
  { engine }: Services,
  groups: readonly InputGroup[],
  outputFolder: OutputFolder,
): Promise<readonly NearAnnotations[]> {
  const except = [...new Set([...outputFolder.names, basename(outputFolder.path)])];
  const found = await window.withProgress(
    { location: ProgressLocation.Window, title: 'Darkroom: looking for labels' },
    () =>
      Promise.all(
        groups.map(({ inputs }) => {
          const root = workspace.getWorkspaceFolder(Uri.file(inputs[0]!))?.uri.fsPath;
          return engine.nearAnnotations({ inputs, except, ...(root !== undefined && { root }) });
        }),
      ),
  );
  return [...new Map(found.flat().map(each => [each.path, each])).values()];
}

async function ask(
  annotations: Annotations,
  near: readonly NearAnnotations[],
): Promise<{ readonly annotations?: string } | undefined> {
  const picked = await window.showQuickPick(
    [
      ...near.map(({ path, title }) => ({
        label: '$(tag) Take Labels Along',
        description: `${plainLabel(workspace.asRelativePath(path))} · ${title}`,
        detail: 'Taken through the same steps, and written beside the images.',
        action: 'take' as const,
        path,
      })),
      {
        label: '$(circle-slash) Images Only',
        description: '',
        detail: 'The labels stay where they are.',
        action: 'leave' as const,
      },
      {
        label: '$(folder-opened) Choose Other Labels…',
        description: '',
        detail: 'A file or folder of annotations, for previews as well.',
        action: 'other' as const,
      },
    ],
    {
      title: 'Labels Were Found Near the Images',
      placeHolder: 'Remembered for this workspace; Darkroom: Choose Annotations… asks again',
      ignoreFocusOut: true,
    },
  );
  if (!picked) return undefined;
  if (picked.action === 'other') {
    const choice = await askForAnnotations(annotations.choice);
    if (!choice) return undefined;
    const { kind } = choice;
    await annotations.choose(kind === 'nearest' ? { kind, develop: 'take' } : choice);
    if (kind === 'path') return { annotations: choice.path };
    return kind === 'none' ? {} : ask(annotations, near);
  }
  await annotations.choose({ kind: 'nearest', develop: picked.action });
  return picked.action === 'take' ? { annotations: picked.path } : {};
}
