import { Uri, window, workspace, type ExtensionContext } from 'vscode';
import { isPipelineFile } from '../shared/pipeline.ts';
import { registerCommand } from './commands.ts';
import { chooseKind } from './develop.ts';
import { mayDevelop, runJob } from './developJob.ts';
import { pickImages } from './imagePicker.ts';
import { fileName } from './imageSource.ts';
import { notify } from './notify.ts';
import { readPipeline } from './pipelinePicker.ts';
import { plainLabel } from './plainText.ts';
import { PreviewSamples } from './previewSamples.ts';
import type { PreviewPanels } from './previewPanels.ts';
import { activeUri, type SelectedUri } from './selectedFiles.ts';
import type { Services } from './services.ts';

/** What can be done with the pipeline file at hand, beside previewing it. */
export function registerPipelineCommands(
  context: ExtensionContext,
  services: Services,
  panels: PreviewPanels,
): void {
  const { log, pipelines, views } = services;
  const register = (id: string, run: (uri: Uri) => Promise<void> | void) =>
    registerCommand(log, id, async (clicked?: unknown) => {
      const uri = clicked instanceof Uri ? clicked : activeUri();
      if (uri && isPipelineFile(uri.path)) await run(uri);
      else notify(log, 'information', 'Open a pipeline file (*.darkroom.yaml or *.darkroom.json) first.');
    });

  context.subscriptions.push(
    register('darkroom.togglePreviewMode', uri => {
      panels.open(uri);
      const session = views.previewOf(uri)?.session;
      session?.setMode(session.state.mode === 'train' ? 'inference' : 'train');
    }),
    register('darkroom.choosePreviewSample', async uri => {
      const images = await pickImages(context, `Preview Image for ${fileName(uri)}`);
      if (images.length > 0) panels.open(uri).addSamples(images);
    }),
    register('darkroom.developWithPipeline', async uri => {
      const { label: title, pipeline } = await readPipeline(pipelines, uri);
      const selection = await chooseInputs(context, uri);
      if (!selection || !(await mayDevelop(log, selection))) return;
      const kind = await chooseKind(pipeline);
      if (kind) await runJob(context, services, selection, { title, pipeline, ...kind });
    }),
  );
}

/** The folders that are likely to hold the dataset, or any other; undefined when nothing was chosen. */
async function chooseInputs(
  context: ExtensionContext,
  pipeline: Uri,
): Promise<readonly SelectedUri[] | undefined> {
  const { chosen } = new PreviewSamples(context.workspaceState, pipeline);
  const folders = [
    ...(chosen ? [{ folder: Uri.joinPath(chosen, '..'), why: 'folder of the preview’s sample' }] : []),
    ...(pipeline.scheme === 'untitled'
      ? []
      : [{ folder: Uri.joinPath(pipeline, '..'), why: 'folder of the pipeline file' }]),
    ...(workspace.workspaceFolders ?? []).map(({ uri }) => ({ folder: uri, why: 'workspace folder' })),
  ];
  const unique = new Map(folders.toReversed().map(item => [item.folder.toString(), item]));
  const items = [...unique.values()].toReversed().map(({ folder, why }) => ({
    label: `$(folder) ${plainLabel(fileName(folder))}`,
    description: why,
    detail: plainLabel(folder.fsPath),
    folder,
  }));
  const browse = { label: '$(folder-opened) Browse…', description: 'Other folders', folder: undefined };
  const picked = await window.showQuickPick([...items, browse], {
    title: `Develop with ${fileName(pipeline)}`,
    placeHolder: 'Folder of images; those below it count as well',
  });
  if (!picked) return undefined;
  if (picked.folder) return [{ uri: picked.folder, isFolder: true }];
  const browsed = await window.showOpenDialog({
    title: `Develop with ${fileName(pipeline)}`,
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: true,
  });
  return browsed?.map(uri => ({ uri, isFolder: true }));
}
