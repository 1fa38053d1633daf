import { toProblem } from '../../shared/errors.ts';
import type { GalleryImpact, ImpactKey } from '../../shared/gallery.ts';
import type { DatasetImpactRequest } from '../../shared/impact.ts';
import type { EngineService } from '../../shared/protocol.ts';
import type { Client } from '../../shared/rpc.ts';
import { impactAll } from '../../worker/client.ts';

/** Images in work at once: the other threads stay for the thumbnails that somebody is waiting for. */
const workers = 1;

/**
 * Works out what a pipeline does to a dataset, one question at a time. The answer to the last one is kept, for a page
 * that is shown again; that to an outdated one is never told.
 */
export class ImpactTeller {
  private running: AbortController | undefined;
  private told: GalleryImpact | undefined;

  /**
   * @param tell of what is known by now, again and again
   * @param failed told of faults of our own, which are in what is told too
   */
  constructor(
    private readonly engine: Pick<Client<EngineService>, 'datasetImpact' | 'impactSample' | 'cancelJob'>,
    private readonly tell: (impact: GalleryImpact) => void,
    private readonly failed: (thrown: unknown) => void,
  ) {}

  /** Does not reject: what is wrong is told. */
  async ask(key: ImpactKey, request: DatasetImpactRequest): Promise<void> {
    const { told } = this;
    if (told && isSame(told, key) && !told.stopped && !told.problem) {
      this.tell(told);
      return;
    }
    this.drop();
    const running = new AbortController();
    this.running = running;
    const { signal } = running;
    const { report, effects } = key;
    this.told = { report, effects, smallBox: request.smallBox };
    const add = (known: Partial<GalleryImpact>) => {
      if (signal.aborted) return;
      this.told = { ...this.told!, ...known };
      this.tell(this.told);
    };
    add({});
    try {
      const { samples } = await impactAll({
        ...request,
        client: { service: this.engine },
        workers,
        signal,
        onImpact: impact => {
          add({ impact });
        },
        onProgress: ({ done, total }) => {
          add({ developed: { done, total } });
        },
      });
      add({ samples });
    } catch (thrown) {
      if (signal.aborted) return;
      const problem = toProblem(thrown);
      if (problem.bug) this.failed(thrown);
      add({ problem });
    } finally {
      if (this.running === running) this.running = undefined;
    }
  }

  /** What is in work, or was told, for another key is of no more use. */
  keep(key: ImpactKey): void {
    if (this.told && !isSame(this.told, key)) this.drop();
  }

  /** At the person's word: what is known stays. */
  stop(): void {
    if (!this.running) return;
    this.running.abort();
    this.running = undefined;
    this.told = { ...this.told!, stopped: true };
    this.tell(this.told);
  }

  drop(): void {
    this.running?.abort();
    this.running = undefined;
    this.told = undefined;
  }
}

function isSame(one: ImpactKey, other: ImpactKey): boolean {
  return one.report === other.report && one.effects === other.effects;
}
