import { Disposable, Uri, workspace } from 'vscode';
import type { Problem } from '../shared/errors.ts';
import type { FoundLabels } from '../shared/foundLabels.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { Client } from '../shared/rpc.ts';
import type { Annotations } from './annotations.ts';
import { isFolder } from './exists.ts';
import { watchFile, watchFolder } from './imageSource.ts';
import type { Log } from './log.ts';
import type { Shown, ShownImage } from './shownImage.ts';
import type { ViewSession } from './viewSession.ts';

const notOnDisk: Problem = {
  code: 'unsupported',
  message: 'Labels are read from disk only, and this image is on a virtual file system.',
  hint: 'Copy the folder to disk to see them.',
};

/** Finds the labels of the image that a view shows, and again whenever their files or the choice of them change. */
export class SampleLabels implements Disposable {
  private shown: ShownImage | undefined;
  private watched: { readonly path: string; readonly watcher: Disposable } | undefined;
  private finding = new AbortController();
  private readonly listener: Disposable;

  constructor(
    private readonly services: {
      readonly engine: Client<EngineService>;
      readonly annotations: Annotations;
      readonly log: Log;
    },
    private readonly session: () => ViewSession,
  ) {
    this.listener = services.annotations.onDidChange(() => {
      this.find();
    });
  }

  /** What the view shows from now on. */
  follow(shown: Shown): void {
    this.shown = shown && 'source' in shown ? shown : undefined;
    this.find();
  }

  dispose(): void {
    this.shown = undefined;
    this.finding.abort();
    this.listener.dispose();
    this.watched?.watcher.dispose();
  }

  private find(): void {
    this.finding.abort();
    this.finding = new AbortController();
    const { shown } = this;
    if (!shown || this.services.annotations.choice.kind === 'none') this.session().setLabels(undefined);
    else if (shown.source.kind === 'file') void this.findFor(shown.source.path, this.finding.signal);
    else this.session().setLabels({ image: shown.name, problem: notOnDisk });
  }

  private async findFor(image: string, signal: AbortSignal): Promise<void> {
    try {
      const found = await labelsOfImage(this.services, image, signal);
      const folder = await folderOf(found?.path);
      if (signal.aborted) return;
      if (!found) {
        this.session().setLabels(undefined);
        return;
      }
      this.watch(found.path, folder);
      this.session().setLabels({ image, ...found, ...(found.path !== undefined && shownAs(found)) });
    } catch (thrown) {
      if (!signal.aborted) void this.services.log.failure(thrown);
    }
  }

  private watch(path: string | undefined, folder: Uri | undefined): void {
    if (this.watched?.path === path) return;
    this.watched?.watcher.dispose();
    const find = () => {
      this.find();
    };
    this.watched =
      path === undefined
        ? undefined
        : {
            path,
            watcher: Disposable.from(
              watchFile(Uri.file(path), find),
              ...(folder ? [watchFolder(folder, find)] : []),
            ),
          };
  }
}

/** Where each image has a file of its own: in the folder that was found, or beside a YAML file that names the folders. */
async function folderOf(path: string | undefined): Promise<Uri | undefined> {
  if (path === undefined) return undefined;
  const uri = Uri.file(path);
  if (/\.ya?ml$/i.test(path)) return Uri.joinPath(uri, '..');
  return (await isFolder(uri)) ? uri : undefined;
}

/** What the annotations say of an image, as they were chosen; undefined when none are wanted. */
export async function labelsOfImage(
  {
    engine,
    annotations: { choice },
  }: { readonly engine: Client<EngineService>; readonly annotations: Pick<Annotations, 'choice'> },
  image: string,
  signal: AbortSignal,
): Promise<FoundLabels | undefined> {
  if (choice.kind === 'none') return undefined;
  const root = workspace.getWorkspaceFolder(Uri.file(image))?.uri.fsPath;
  const request = {
    image,
    ...(root !== undefined && { root }),
    ...(choice.kind === 'path' && { annotations: choice.path }),
  };
  return engine.findLabels(request, signal);
}

function shownAs({ path = '' }: FoundLabels): { readonly path: string } {
  return { path: workspace.asRelativePath(path, false) };
}
