import { commands, Uri, window, workspace, type ExtensionContext } from 'vscode';
import { isPipelineFile } from '../shared/pipeline.ts';
import { registerCommand } from './commands.ts';
import { chooseHardSamples } from './hardSamples.ts';
import { notify } from './notify.ts';
import { openText } from './openText.ts';
import { PreviewPanels, previewType } from './previewPanels.ts';
import { activeUri, selectedImages } from './selectedFiles.ts';
import type { Services } from './services.ts';
import { plainLabel } from './plainText.ts';

/** Preview beside the text of a pipeline, and the images it is shown on. */
export function registerPreview(context: ExtensionContext, services: Services): PreviewPanels {
  const { log, pipelines } = services;
  const panels = new PreviewPanels(context, services);

  /** The pipeline that a new sample is for: the preview in sight, the text at hand, the only one, or the chosen one. */
  const targetPipeline = async (): Promise<Uri | undefined> => {
    const [shown] = panels.all;
    if (shown) return shown.uri;
    const edited = window.visibleTextEditors.find(({ document }) => isPipelineFile(document.uri.path));
    if (edited) return edited.document.uri;
    const entries = await pipelines.search();
    if (entries.length === 0) {
      notify(log, 'information', 'There is no pipeline file in the workspace to preview an image with.', {
        'New Pipeline': () => commands.executeCommand('darkroom.newPipeline'),
      });
      return undefined;
    }
    if (entries.length === 1) return entries[0]?.uri;
    const items = entries.map(({ label, detail, uri }) => ({
      label: plainLabel(label),
      detail: plainLabel(detail),
      uri,
    }));
    const chosen = await window.showQuickPick(items, { title: 'Preview with Pipeline', matchOnDetail: true });
    return chosen?.uri;
  };

  context.subscriptions.push(
    registerCommand(log, 'darkroom.previewPipeline', async (clicked?: unknown) => {
      // Menus that have not settled on an editor, and key bindings, hand over something else.
      const uri = clicked instanceof Uri ? clicked : activeUri();
      if (!uri || !isPipelineFile(uri.path)) {
        notify(
          log,
          'information',
          'Open a pipeline file (*.darkroom.yaml or *.darkroom.json) to preview it.',
        );
        return;
      }
      if (!window.visibleTextEditors.some(({ document }) => document.uri.toString() === uri.toString())) {
        await window.showTextDocument(await openText(uri));
      }
      panels.open(uri);
    }),
    registerCommand(
      log,
      'darkroom.useAsPreviewImage',
      async (clicked?: Uri, selection?: Uri[], chosen?: unknown) => {
        const images = (await selectedImages(clicked, selection)).filter(({ isFolder }) => !isFolder);
        if (images.length === 0) return;
        const pipeline = chosen instanceof Uri ? chosen : await targetPipeline();
        if (pipeline) panels.open(pipeline).addSamples(images.map(({ uri }) => uri));
      },
    ),
    registerCommand(log, 'darkroom.chooseHardSamples', async (clicked?: unknown) => {
      const folder = clicked instanceof Uri && !isPipelineFile(clicked.path) ? clicked : undefined;
      const active = activeUri();
      const pipeline = active && isPipelineFile(active.path) && !folder ? active : await targetPipeline();
      if (pipeline) await chooseHardSamples(context, services, panels.open(pipeline), folder);
    }),
    window.registerWebviewPanelSerializer(previewType, {
      deserializeWebviewPanel(panel) {
        panels.restore(panel);
        return Promise.resolve();
      },
    }),
    workspace.onDidSaveTextDocument(saved => {
      if (!isPipelineFile(saved.uri.path)) return;
      // What was written under no name, or another one, is there until it is saved.
      const text = saved.getText();
      const draft = workspace.textDocuments.find(
        document =>
          document.isUntitled &&
          isPipelineFile(document.uri.path) &&
          (document.uri.path === saved.uri.path || document.getText() === text),
      );
      if (draft) panels.follow(draft.uri, saved.uri);
    }),
    workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) panels.followRenamed(oldUri, newUri);
    }),
  );
  return panels;
}
