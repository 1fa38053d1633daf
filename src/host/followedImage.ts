import { workspace, type Disposable, type Uri } from 'vscode';
import { toProblem } from '../shared/errors.ts';
import { fileName, openSource, watchFile } from './imageSource.ts';
import type { ViewSession } from './viewSession.ts';

/** Shows an image in a view, and again whenever its file is changed, deleted or back. */
export class FollowedImage implements Disposable {
  private latest = 0;
  private readonly watcher: Disposable;

  constructor(
    private readonly session: ViewSession,
    readonly uri: Uri,
  ) {
    this.watcher = watchFile(uri, () => {
      this.show();
    });
    this.show();
  }

  show(): void {
    void this.open(++this.latest);
  }

  dispose(): void {
    this.latest = 0;
    this.watcher.dispose();
  }

  private async open(turn: number): Promise<void> {
    const name = fileName(this.uri);
    const shown = await openSource(this.uri).then(
      source => ({ name, source, path: workspace.asRelativePath(this.uri, false) }),
      (thrown: unknown) => ({ name, problem: toProblem(thrown, { file: name }) }),
    );
    // A slow file system may answer in another order.
    if (turn === this.latest) this.session.show(shown);
  }
}
