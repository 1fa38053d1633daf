import { Uri, ViewColumn, window, type ExtensionContext, type WebviewPanel } from 'vscode';
import { isPipelineFile } from '../shared/pipeline.ts';
import { fileName } from './imageSource.ts';
import { PanelTitles } from './panelTitles.ts';
import { PipelinePreview } from './pipelinePreview.ts';
import type { Services } from './services.ts';

export const previewType = 'darkroom.preview';

/** The open previews, one for each pipeline file. */
export class PreviewPanels {
  private readonly previews = new Set<PipelinePreview>();
  private readonly titles: PanelTitles;

  constructor(
    private readonly context: ExtensionContext,
    private readonly services: Services,
  ) {
    this.titles = new PanelTitles(context.workspaceState, 'preview.titles', previewType, () => this.all);
  }

  /** The previews, the one that was shown last in front. */
  get all(): readonly PipelinePreview[] {
    return [...this.previews].sort((one, other) => Number(other.panel.visible) - Number(one.panel.visible));
  }

  find(uri: Uri): PipelinePreview | undefined {
    return this.all.find(preview => preview.uri.toString() === uri.toString());
  }

  /** Shows a pipeline's preview beside its text, which keeps the focus. */
  open(uri: Uri): PipelinePreview {
    const known = this.find(uri);
    if (known) {
      known.panel.reveal(undefined, true);
      return known;
    }
    const waiting = this.titles.waitingTab(uri);
    const title = this.titleFor(uri);
    const panel = window.createWebviewPanel(previewType, title, {
      viewColumn: waiting?.group.viewColumn ?? ViewColumn.Beside,
      preserveFocus: true,
    });
    if (waiting) void window.tabGroups.close(waiting, true);
    return this.add(panel, uri, waiting !== undefined);
  }

  /** Takes over a panel that the editor brings back after a reload. */
  restore(panel: WebviewPanel): void {
    const uri = this.titles.find(panel.title);
    if (uri) this.add(panel, uri, true);
    else panel.dispose();
  }

  /** A text was saved under a name of its own: its preview goes on with the file. */
  follow(from: Uri, to: Uri): void {
    const preview = this.find(from);
    if (!preview || this.find(to)) return;
    preview.follow(to);
    preview.panel.title = this.titleFor(to);
    this.titles.remember(preview.panel.title, to);
  }

  /** A file or a folder was renamed or moved in the editor: the previews of what is in it go on. */
  followRenamed(from: Uri, to: Uri): void {
    for (const { uri } of this.all) {
      if (uri.scheme !== from.scheme || uri.authority !== from.authority) continue;
      if (uri.path !== from.path && !uri.path.startsWith(`${from.path}/`)) continue;
      const moved = to.with({ path: to.path + uri.path.slice(from.path.length) });
      if (isPipelineFile(moved.path)) this.follow(uri, moved);
    }
  }

  private add(panel: WebviewPanel, uri: Uri, isRestored = false): PipelinePreview {
    panel.iconPath = Uri.joinPath(this.context.extensionUri, 'media', 'icon.png');
    const preview = new PipelinePreview(this.context, this.services, panel, uri, isRestored);
    this.previews.add(preview);
    this.titles.remember(panel.title, uri);
    panel.onDidDispose(() => this.previews.delete(preview));
    return preview;
  }

  private titleFor(uri: Uri): string {
    return this.titles.titleFor('Preview', fileName(uri), uri);
  }
}
