import type { GalleryImpact, GalleryState, ImpactKey } from '../../src/shared/gallery.ts';

/** A pipeline that is being written is not followed before it has rested for so long, in milliseconds. */
const restAfter = 400;

/** Asks what the pipeline does to all images while that can be seen, and keeps what is known of it. */
export class ImpactQuestion {
  known: GalleryImpact | undefined;
  private asked: ImpactKey | undefined;
  /** Set while it is not asked yet. */
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly ask: (key: ImpactKey) => void,
    private readonly changed: () => void,
  ) {}

  /** Asks for what is not known of the state; what was known of another one is forgotten. */
  follow(state: GalleryState, isOpen: boolean): void {
    const { report, effects } = state;
    if (this.known && !isOf(this.known, state)) this.known = undefined;
    const wanted = isOpen && canBeKnown(state) ? { report, effects } : undefined;
    if (wanted && this.asked && isOf(this.asked, wanted)) return;
    this.wait();
    this.asked = wanted;
    // What was told while the section was closed is told again.
    if (wanted && !this.known?.samples && !this.known?.stopped)
      this.timer = setTimeout(() => {
        this.again();
      }, restAfter);
  }

  again(): void {
    this.wait();
    if (this.asked) this.ask(this.asked);
  }

  /** What is not asked yet is not asked; what has been is for the host to stop. */
  stop(): void {
    if (!this.asked || this.timer === undefined) return;
    this.wait();
    this.known = { smallBox: 0, ...this.known, ...this.asked, stopped: true };
    this.changed();
  }

  private wait(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** What is told of another state than the one that was asked for is dropped. */
  receive(impact: GalleryImpact): void {
    if (!this.asked || !isOf(this.asked, impact)) return;
    this.known = impact;
    this.changed();
  }
}

function canBeKnown({ pipeline, report }: GalleryState): boolean {
  return pipeline !== 'none' && report !== 0;
}

function isOf(key: ImpactKey, { report, effects }: ImpactKey): boolean {
  return key.report === report && key.effects === effects;
}
