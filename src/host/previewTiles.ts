import { workspace, type Disposable, type Uri } from 'vscode';
import { fromProblem, toProblem } from '../shared/errors.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { Sample, SampleTile } from '../shared/samples.ts';
import type { View } from '../shared/view.ts';
import type { Client } from '../shared/rpc.ts';
import type { Annotations } from './annotations.ts';
import { fileName, openSource, watchFile } from './imageSource.ts';
import { labelsOfImage } from './sampleLabels.ts';
import { sampleTile } from './sampleTile.ts';
import { named } from './shownImage.ts';

/** One sample, opened anew, before and after the steps. Rejects with what is wrong with its file. */
export async function tileOf(
  uri: Uri,
  services: { readonly engine: Client<EngineService>; readonly annotations: Annotations },
  pipeline: Pick<View, 'steps' | 'mode' | 'seed' | 'labelRules'>,
  longest: number,
  signal: AbortSignal,
): Promise<SampleTile> {
  const name = fileName(uri);
  const source = await openSource(uri);
  try {
    // Labels lie on disk only.
    const found = source.kind === 'file' ? await labelsOfImage(services, source.path, signal) : undefined;
    const labels = found?.labels;
    const path = workspace.asRelativePath(uri, false);
    const view = { ...pipeline, source, path, ...(labels && { labels }) };
    return await sampleTile(services.engine, view, longest, signal);
  } catch (thrown) {
    const problem = toProblem(thrown);
    throw problem.bug ? thrown : fromProblem(named(problem, { name, source }));
  }
}

/** Follows the files of samples: what has changed gets another revision. */
export class SampleRevisions implements Disposable {
  private readonly watched = new Map<string, { readonly watcher: Disposable; revision: number }>();

  constructor(private readonly onChange: () => void) {}

  /** The samples with the revisions of their files, which are watched from now on; all others no more. */
  of(samples: readonly Sample[], uris: readonly Uri[]): readonly Sample[] {
    const wanted = new Set(uris.map(String));
    for (const [id, { watcher }] of this.watched) {
      if (wanted.has(id)) continue;
      watcher.dispose();
      this.watched.delete(id);
    }
    return samples.map((sample, index) => ({ ...sample, revision: this.watch(uris[index]!).revision }));
  }

  dispose(): void {
    for (const { watcher } of this.watched.values()) watcher.dispose();
    this.watched.clear();
  }

  private watch(uri: Uri): { readonly revision: number } {
    const id = uri.toString();
    const known = this.watched.get(id);
    if (known) return known;
    const entry = {
      revision: 0,
      watcher: watchFile(uri, () => {
        entry.revision++;
        this.onChange();
      }),
    };
    this.watched.set(id, entry);
    return entry;
  }
}
