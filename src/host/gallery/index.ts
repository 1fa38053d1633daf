import * as nodePath from 'node:path';
import {
  ProgressLocation,
  Uri,
  ViewColumn,
  window,
  workspace,
  type ExtensionContext,
  type WebviewPanel,
} from 'vscode';
import { galleryActions, type GalleryAction } from '../../shared/gallery.ts';
import type { EngineService } from '../../shared/protocol.ts';
import type { Client } from '../../shared/rpc.ts';
import { newestSaved, parseSaved } from '../../shared/savedMemory.ts';
import { registerCommand } from '../commands.ts';
import { fileName } from '../imageSource.ts';
import { notify } from '../notify.ts';
import { keptMemory } from '../pageMemory.ts';
import { PanelTitles } from '../panelTitles.ts';
import { plainLabel } from '../plainText.ts';
import type { Services } from '../services.ts';
import { GalleryPanel } from './galleryPanel.ts';
import { chosenBefore } from './galleryMessages.ts';
import { HealthProblems } from './healthProblems.ts';
import { ThumbnailCache } from './thumbnailCache.ts';

const galleryType = 'darkroom.gallery';

const commandOf: Readonly<Record<GalleryAction, string>> = {
  open: 'darkroom.openSelectedImages',
  reveal: 'darkroom.revealSelectedImage',
  copyPath: 'darkroom.copySelectedPaths',
  preview: 'darkroom.previewSelectedImages',
  develop: 'darkroom.developSelectedImages',
  exclude: 'darkroom.excludeSelectedImages',
};

/**
 * Galleries of folders: the command that opens one, the menus on their images, and their return with the window.
 * @returns the open ones
 */
export function registerGallery(context: ExtensionContext, services: Services): ReadonlySet<GalleryPanel> {
  const { log } = services;
  const galleries = new Set<GalleryPanel>();
  const cache = new ThumbnailCache(
    Uri.joinPath(context.globalStorageUri, 'thumbnails').fsPath,
    () => workspace.getConfiguration('darkroom.gallery').get<number>('cacheMegabytes', 512) * 2 ** 20,
  );

  const problems = new HealthProblems();
  const records = Uri.joinPath(context.globalStorageUri, 'records').fsPath;

  const titles = new PanelTitles(context.workspaceState, 'gallery.titles', galleryType, function* () {
    for (const { panel, folder } of galleries) yield { panel, uri: folder };
  });

  const add = (panel: WebviewPanel, folder: Uri, memory?: string): GalleryPanel => {
    panel.iconPath = Uri.joinPath(context.extensionUri, 'media', 'icon.png');
    const kept = { cache, records, problems };
    const gallery = new GalleryPanel(context, services, kept, panel, folder, memory);
    galleries.add(gallery);
    titles.remember(panel.title, folder);
    panel.onDidDispose(() => galleries.delete(gallery));
    return gallery;
  };

  /** Takes over from a panel of before the window was loaded again. */
  const restore = async (panel: WebviewPanel, folder: Uri, state?: unknown): Promise<GalleryPanel> => {
    const memory = keptMemory(context, 'gallery', folder);
    const { pipeline, mode } = chosenBefore(newestSaved(state, parseSaved(memory)));
    const gallery = add(panel, folder, memory);
    await gallery.restore(pipeline, mode);
    return gallery;
  };

  const open = async (folder: Uri): Promise<GalleryPanel> => {
    const known = [...galleries].find(gallery => gallery.folder.toString() === folder.toString());
    if (known) {
      known.panel.reveal();
      return known;
    }
    const waiting = titles.waitingTab(folder);
    const title = titles.titleFor('Dataset', fileName(folder) || folder.path, folder);
    const column = waiting?.group.viewColumn ?? ViewColumn.Active;
    const panel = window.createWebviewPanel(galleryType, title, column);
    if (!waiting) return add(panel, folder);
    void window.tabGroups.close(waiting);
    return restore(panel, folder);
  };

  const active = () => [...galleries].find(({ panel }) => panel.active);

  context.subscriptions.push(
    problems,
    registerCommand(log, 'darkroom.checkHealth', async (clicked?: unknown) => {
      const title = 'Check Health of Dataset';
      const folder = clicked instanceof Uri ? clicked : (active()?.folder ?? (await askForFolder(title)));
      const dataset = folder && (await chooseDataset(services.engine, folder, title));
      if (dataset) await (await open(dataset)).checkHealth();
    }),
    registerCommand(log, 'darkroom.openAsDataset', async (clicked?: unknown) => {
      const title = 'Open as Dataset';
      const folder = clicked instanceof Uri ? clicked : await askForFolder(title);
      const dataset = folder && (await chooseDataset(services.engine, folder, title));
      if (dataset) await open(dataset);
    }),
    ...galleryActions.map(action =>
      registerCommand(log, commandOf[action], () => {
        const gallery = active();
        if (gallery) gallery.act(action);
        else notify(log, 'information', 'Open a folder as a dataset and select images in it first.');
      }),
    ),
    window.registerWebviewPanelSerializer(galleryType, {
      async deserializeWebviewPanel(panel, state) {
        const folder = titles.find(panel.title);
        if (folder) await restore(panel, folder, state);
        else panel.dispose();
      },
    }),
  );
  return galleries;
}

/** The folder itself, or one of several datasets that it holds. */
async function chooseDataset(
  engine: Client<EngineService>,
  folder: Uri,
  title: string,
): Promise<Uri | undefined> {
  if (folder.scheme !== 'file') return folder;
  const found = await window.withProgress(
    { location: ProgressLocation.Window, title: `Looking at ${plainLabel(fileName(folder))}` },
    () => engine.recognizeDatasets({ folder: folder.fsPath }),
  );
  const named = found.filter(({ layout }) => layout !== 'images');
  const roots = [...new Map(named.map(dataset => [dataset.root, dataset])).values()];
  if (roots.length < 2 || roots.some(({ root }) => Uri.file(root).path === folder.path)) return folder;
  const items = [
    ...roots.map(({ root, title, reasons }) => ({
      label: plainLabel(nodePath.relative(folder.fsPath, root)),
      description: title,
      detail: plainLabel(reasons.join(' ')),
      uri: Uri.file(root),
    })),
  ];
  const placeHolder = `${fileName(folder)} holds several datasets`;
  return (await window.showQuickPick(items, { title, placeHolder }))?.uri;
}

/** The only folder of the workspace, one of several, or any. */
async function askForFolder(title: string): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  const browse = { label: '$(folder-opened) Browse…', uri: undefined };
  const items = folders.map(({ name, uri }) => ({
    label: `$(folder) ${plainLabel(name)}`,
    description: plainLabel(uri.path),
    uri,
  }));
  const chosen = items.length === 0 ? browse : await window.showQuickPick([...items, browse], { title });
  if (!chosen || chosen.uri) return chosen?.uri;
  const [picked] =
    (await window.showOpenDialog({
      title,
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return picked;
}
