import { Uri, ViewColumn, window, workspace, type ExtensionContext, type WebviewPanel } from 'vscode';
import { fileName } from './imageSource.ts';
import { PipelinePreview } from './pipelinePreview.ts';
import type { Services } from './services.ts';

export const previewType = 'darkroom.preview';
/** A panel comes back after a reload with its title only; this tells which file it was about. */
const titlesKey = 'preview.titles';
type Titles = Readonly<Record<string, string>>;

/** The open previews, one for each pipeline file. */
export class PreviewPanels {
  private readonly previews = new Set<PipelinePreview>();

  constructor(
    private readonly context: ExtensionContext,
    private readonly services: Services,
  ) {}

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
    const title = this.titleFor(uri);
    const panel = window.createWebviewPanel(previewType, title, {
      viewColumn: ViewColumn.Beside,
      preserveFocus: true,
    });
    return this.add(panel, uri);
  }

  /** Takes over a panel that the editor brings back after a reload. */
  restore(panel: WebviewPanel): void {
    const uri = this.titles[panel.title];
    if (uri === undefined) panel.dispose();
    else this.add(panel, Uri.parse(uri, true), true);
  }

  /** A text was saved under a name of its own: its preview goes on with the file. */
  follow(from: Uri, to: Uri): void {
    const preview = this.find(from);
    if (!preview || this.find(to)) return;
    preview.follow(to);
    preview.panel.title = this.titleFor(to);
    this.remember(preview.panel.title, to);
  }

  private add(panel: WebviewPanel, uri: Uri, isRestored = false): PipelinePreview {
    panel.iconPath = Uri.joinPath(this.context.extensionUri, 'media', 'icon.png');
    const preview = new PipelinePreview(this.context, this.services, panel, uri, isRestored);
    this.previews.add(preview);
    this.remember(panel.title, uri);
    panel.onDidDispose(() => this.previews.delete(preview));
    return preview;
  }

  /** The file's name, or its path while another preview has the name. */
  private titleFor(uri: Uri): string {
    const short = `Preview ${fileName(uri)}`;
    const isTaken = this.all.some(({ panel }) => panel.title === short);
    return isTaken ? `Preview ${workspace.asRelativePath(uri)}` : short;
  }

  private get titles(): Titles {
    return this.context.workspaceState.get<Titles>(titlesKey, {});
  }

  private remember(title: string, uri: Uri): void {
    const open = Object.fromEntries(this.all.map(({ panel, uri }) => [panel.title, uri.toString()]));
    // Panels that are brought back one by one must still find theirs.
    const titles: Titles = { ...this.titles, ...open, [title]: uri.toString() };
    const newest = Object.entries(titles).slice(-maximumTitles);
    void this.context.workspaceState.update(titlesKey, Object.fromEntries(newest));
  }
}

const maximumTitles = 50;
