import { commands, QuickPickItemKind, ThemeIcon, window, type QuickPickItem, type Uri } from 'vscode';
import { DarkroomError } from '../shared/errors.ts';
import type { Pipeline } from '../shared/pipeline.ts';
import { openText } from './openText.ts';
import type { PipelineEntry, PipelineFiles } from './pipelineFiles.ts';
import { plainLabel } from './plainText.ts';

export interface PickedPipeline {
  readonly label: string;
  readonly pipeline: Pipeline;
}

interface EntryItem extends QuickPickItem {
  readonly entry?: PipelineEntry;
  readonly action?: 'create' | 'browse' | 'open';
}

/** Asks for a pipeline file. Those with errors are listed with what is wrong; they can be opened, not chosen. */
export async function pickPipeline(files: PipelineFiles): Promise<PickedPipeline | undefined> {
  const item = await pickItem(files.search());
  const { action, entry } = item ?? {};
  if (action === 'browse') return browseForPipeline(files);
  if (action === 'create') await commands.executeCommand('darkroom.newPipeline');
  if (action === 'open' && entry) {
    await window.showTextDocument(await openText(entry.uri));
    return undefined;
  }
  const pipeline = entry?.parsed.pipeline;
  return entry && pipeline && { label: entry.label, pipeline };
}

/** Shown at once; a large workspace takes a moment to be searched. */
function pickItem(listed: Promise<readonly PipelineEntry[]>): Promise<EntryItem | undefined> {
  const quickPick = window.createQuickPick<EntryItem>();
  quickPick.title = 'Develop with Pipeline';
  quickPick.placeholder = 'Pipeline file of the workspace';
  quickPick.matchOnDetail = true;
  quickPick.busy = true;
  return new Promise((resolve, reject) => {
    let isHidden = false;
    quickPick.onDidAccept(() => {
      const [item] = quickPick.selectedItems;
      if (item?.entry && !isGood(item.entry)) {
        quickPick.placeholder = `${item.entry.label} has an error and cannot be run: mend it first`;
        quickPick.value = '';
        return;
      }
      resolve(item);
      quickPick.hide();
    });
    quickPick.onDidTriggerItemButton(({ item }) => {
      resolve({ ...item, action: 'open' });
      quickPick.hide();
    });
    quickPick.onDidHide(() => {
      isHidden = true;
      resolve(undefined);
      quickPick.dispose();
    });
    quickPick.show();
    listed.then(
      entries => {
        if (isHidden) return;
        if (entries.length === 0)
          quickPick.placeholder = 'No *.darkroom.yaml or *.darkroom.json in the workspace yet';
        quickPick.items = toItems(entries);
        quickPick.busy = false;
      },
      (thrown: unknown) => {
        reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
        quickPick.hide();
      },
    );
  });
}

function toItems(entries: readonly PipelineEntry[]): EntryItem[] {
  const open = { iconPath: new ThemeIcon('go-to-file'), tooltip: 'Open File' };
  const toItem = (entry: PipelineEntry): EntryItem => ({
    label: `$(${isGood(entry) ? 'list-ordered' : 'error'}) ${plainLabel(entry.label)}`,
    detail: plainLabel(entry.detail),
    buttons: [open],
    entry,
  });
  const broken = entries.filter(entry => !isGood(entry));
  return [
    ...entries.filter(isGood).map(toItem),
    ...(broken.length > 0 ? [{ label: 'With errors', kind: QuickPickItemKind.Separator }] : []),
    ...broken.map(toItem),
    { label: '', kind: QuickPickItemKind.Separator },
    { label: '$(add) New Pipeline', action: 'create' },
    { label: '$(folder-opened) Browse…', action: 'browse' },
  ];
}

function isGood({ parsed }: PipelineEntry): boolean {
  return parsed.pipeline !== undefined;
}

async function browseForPipeline(files: PipelineFiles): Promise<PickedPipeline | undefined> {
  const [uri] =
    (await window.showOpenDialog({
      title: 'Pipeline File',
      filters: { Pipelines: ['yaml', 'yml', 'json'] },
    })) ?? [];
  return uri && readPipeline(files, uri);
}

/** @throws DarkroomError when the file cannot be read or has errors */
export async function readPipeline(files: PipelineFiles, uri: Uri): Promise<PickedPipeline> {
  const { label, detail, parsed } = await files.describe(uri);
  if (parsed.pipeline) return { label, pipeline: parsed.pipeline };
  throw new DarkroomError('bad_pipeline', `${label} cannot be run. ${detail}`, {
    hint: 'Open it in the editor, where the place is marked.',
  });
}
