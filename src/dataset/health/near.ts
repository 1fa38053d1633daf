import { describeOthers, namedOthers } from './contents.ts';
import { largestDistance } from './hammingIndex.ts';
import { neighboursIn } from './neighbours.ts';
import { setRule } from './rule.ts';

export const nearThreshold = {
  default: 4,
  minimum: 0,
  maximum: largestDistance,
  unit: 'bits of 64',
  doc: 'Images whose perceptual hashes differ in no more bits than this are found; 0 for equal hashes only.',
};

export const nearDuplicate = setRule({
  id: 'nearDuplicate',
  title: 'Near duplicates',
  doc: 'Images that look like others of their split: saved with another quality, scaled, a little brighter, or frames of one film. Images of the same pixels are copies, those of other splits leakage.',
  severity: 'warning',
  excludes: 'copies',
  threshold: nearThreshold,
  *find(set, threshold) {
    const neighboursOf = neighboursIn(set, threshold);
    for (const of of set.images) {
      const { same } = neighboursOf(of);
      const [nearest] = same;
      if (!nearest) continue;
      const others = namedOthers(same.map(({ image }) => image));
      const message = `The image looks like ${describeOthers(others)}: ${nearest.bits} of 64 bits of the perceptual hash differ.`;
      yield { of, message, others };
    }
  },
});
