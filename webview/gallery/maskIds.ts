import type { SmallMask } from '../../src/shared/labels.ts';

/** The class ids of the masks that have been seen: what names them, if anything, is not in the masks. */
export class MaskIds {
  /** In ascending order; another list when another id has been seen. */
  all: readonly number[] = [];
  private readonly known = new Set<number>();

  /** @returns whether the mask has ids that were not known */
  see({ runs }: SmallMask): boolean {
    const before = this.known.size;
    for (let at = 0; at < runs.length; at += 2) if (runs[at] !== 0) this.known.add(runs[at]!);
    if (this.known.size === before) return false;
    this.all = [...this.known].sort((one, other) => one - other);
    return true;
  }

  /** The masks are others now. */
  forget(): void {
    this.known.clear();
    this.all = [];
  }
}
