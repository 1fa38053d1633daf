import type { FailedImages } from '../../shared/impact.ts';

/** Images that cannot be developed, by the reason. Memory: one image for each reason. */
export class Failures {
  private readonly byReason = new Map<string, { count: number; image: string }>();

  /** @param image path below the root */
  add(image: string, reason: string): void {
    const known = this.byReason.get(reason);
    if (known) known.count++;
    else this.byReason.set(reason, { count: 1, image });
  }

  /** The most frequent reason first. */
  told(): readonly FailedImages[] {
    return [...this.byReason]
      .map(([value, { count, image }]) => ({ value, count, image }))
      .sort((one, other) => other.count - one.count);
  }
}
