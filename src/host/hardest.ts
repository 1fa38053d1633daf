import type { ImageFacts } from '../shared/image.ts';
import type { SampleReason } from '../shared/samples.ts';
import { displayedSize } from '../shared/shape.ts';

/** An image of a dataset and what is known of it. */
export interface Candidate<Id> {
  readonly id: Id;
  readonly facts: ImageFacts;
  /** Mean of its colours, 0 (black) to 1 (white); absent where the pixels were not read. */
  readonly brightness?: number;
}

export interface HardSample<Id> {
  readonly id: Id;
  readonly reasons: readonly SampleReason[];
}

/**
 * The images that pipelines most often stumble over: the ends of what a dataset's images differ in, and the first of
 * every kind that is not the rule. An image can be there for several reasons; one that all images share is none.
 * Sizes are those of the displayed frame.
 */
export function hardest<Id>(candidates: readonly Candidate<Id>[]): readonly HardSample<Id>[] {
  const images = candidates.filter(({ facts }) => facts.shape.vector !== true);
  const found = new Map<Candidate<Id>, SampleReason[]>();
  const add = (candidate: Candidate<Id> | undefined, label: string, detail: string) => {
    if (!candidate) return;
    const reasons = found.get(candidate) ?? [];
    reasons.push({ label, detail });
    found.set(candidate, reasons);
  };
  const ends = (
    figure: (candidate: Candidate<Id>) => number | undefined,
    low: string,
    high: string,
    describe: (candidate: Candidate<Id>) => string,
  ) => {
    const known = images.flatMap(candidate => {
      const value = figure(candidate);
      return value === undefined ? [] : [{ candidate, value }];
    });
    const [first] = known;
    if (!first) return;
    const least = known.reduce((best, next) => (next.value < best.value ? next : best), first);
    const most = known.reduce((best, next) => (next.value > best.value ? next : best), first);
    if (least.value === most.value) return;
    add(least.candidate, low, describe(least.candidate));
    add(most.candidate, high, describe(most.candidate));
  };
  const first = (
    label: string,
    is: (facts: ImageFacts) => boolean,
    describe: (facts: ImageFacts) => string,
  ) => {
    const those = images.filter(({ facts }) => is(facts));
    if (those.length === images.length) return;
    const [one] = those;
    if (one) add(one, label, `${describe(one.facts)}, like ${those.length} of ${images.length} images`);
  };

  ends(({ facts }) => aspect(facts), 'tallest', 'widest', describeSize);
  ends(({ facts }) => facts.shape.width * facts.shape.height, 'smallest', 'largest', describeSize);
  ends(
    ({ brightness }) => brightness,
    'darkest',
    'brightest',
    ({ brightness = 0 }) => `Mean at ${(brightness * 100).toFixed(1)} % of the range`,
  );
  first(
    'one channel',
    ({ shape }) => shape.channels === 1,
    () => 'One channel',
  );
  first(
    'alpha',
    ({ shape }) => shape.channels === 4,
    () => 'With alpha',
  );
  first(
    '16-bit',
    ({ shape }) => shape.dtype === 'uint16',
    () => '16 bits a channel',
  );
  first(
    'float',
    ({ shape }) => shape.dtype === 'float32',
    () => 'Floats',
  );
  first(
    'EXIF-turned',
    ({ orientation }) => orientation !== 1,
    ({ orientation }) => `EXIF orientation ${orientation}`,
  );
  return [...found].map(([{ id }, reasons]) => ({ id, reasons }));
}

function aspect({ shape }: ImageFacts): number {
  const { width, height } = displayedSize(shape);
  return width / height;
}

function describeSize({ facts }: { readonly facts: ImageFacts }): string {
  const { width, height } = displayedSize(facts.shape);
  return `${width} × ${height}`;
}
