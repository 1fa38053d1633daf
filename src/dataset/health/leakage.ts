import { contentsOf, describeOthers, namedOthers, splitOf } from './contents.ts';
import { nearThreshold } from './near.ts';
import { neighboursIn } from './neighbours.ts';
import { setRule, type ExaminedImage, type SetObservation } from './rule.ts';

export const leakage = setRule({
  id: 'leakage',
  title: 'Leakage between splits',
  doc: 'Images of which another split has a copy, or one that looks alike: what is measured there is partly what was learnt by heart.',
  severity: 'error',
  excludes: 'leaks',
  threshold: nearThreshold,
  *find(set, threshold) {
    const copies = new Map<ExaminedImage, readonly ExaminedImage[]>();
    for (const content of contentsOf(set)) {
      const representatives = firstOfEachSplit(content);
      if (representatives.length < 2) continue;
      for (const image of content)
        copies.set(
          image,
          representatives.filter(other => splitOf(other) !== splitOf(image)),
        );
    }
    const neighboursOf = neighboursIn(set, threshold);
    for (const of of set.images) {
      // What is in no split is neither learnt from nor measured by.
      if (of.image.split === undefined) continue;
      const same = copies.get(of);
      const elsewhere = neighboursOf(of).elsewhere.filter(({ image }) => image.image.split !== undefined);
      if (same) yield observe(of, same, 'has the same pixels as');
      else if (elsewhere.length > 0)
        yield observe(
          of,
          elsewhere.map(({ image }) => image),
          'looks like',
        );
    }
  },
});

function observe(of: ExaminedImage, others: readonly ExaminedImage[], what: string): SetObservation {
  const named = namedOthers(others);
  const splits = [...new Set(others.map(splitOf))].join(' and ');
  return { of, message: `The image ${what} ${describeOthers(named)} in ${splits}.`, others: named };
}

function firstOfEachSplit(content: readonly ExaminedImage[]): readonly ExaminedImage[] {
  const first = new Map<string, ExaminedImage>();
  for (const examined of content) {
    if (examined.image.split !== undefined && !first.has(splitOf(examined)))
      first.set(splitOf(examined), examined);
  }
  return [...first.values()];
}
