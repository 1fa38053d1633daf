import type { DatasetLabels } from '../../shared/dataset.ts';
import { toProblem } from '../../shared/errors.ts';
import type { Labels } from '../../shared/labels.ts';

/** Tiles are made a few at a time: what comes within this long is asked for together, in milliseconds. */
const gatherFor = 15;
/** Images whose labels are kept. */
const most = 3000;

/** The labels of images that are looked at, asked for in batches and kept for a while. */
export class LabelLoader {
  private readonly known = new Map<string, Promise<Labels | undefined>>();
  private waiting: { readonly path: string; readonly take: (labels: Labels | undefined) => void }[] = [];

  constructor(
    private readonly load: (relativePaths: readonly string[]) => Promise<DatasetLabels>,
    private readonly onBug: (thrown: unknown) => void,
  ) {}

  /** Undefined where nothing is said of the image, or what is said cannot be read, which a listing tells. */
  of(path: string): Promise<Labels | undefined> {
    const known = this.known.get(path);
    if (known) return known;
    const loading = new Promise<Labels | undefined>(take => {
      this.waiting.push({ path, take });
      if (this.waiting.length === 1) setTimeout(() => void this.loadWaiting(), gatherFor);
    });
    this.known.set(path, loading);
    const [oldest] = this.known.keys();
    if (this.known.size > most && oldest !== undefined) this.known.delete(oldest);
    return loading;
  }

  /** The annotations may say something else now. */
  clear(): void {
    this.known.clear();
  }

  private async loadWaiting(): Promise<void> {
    const { waiting } = this;
    this.waiting = [];
    let labels: DatasetLabels = [];
    try {
      labels = await this.load(waiting.map(({ path }) => path));
    } catch (thrown) {
      for (const { path } of waiting) this.known.delete(path);
      if (toProblem(thrown).bug) this.onBug(thrown);
    }
    for (const [index, { take }] of waiting.entries()) take(labels[index]);
  }
}
