import { defineAugmentation, probability } from '../../augmentation.ts';
import { elasticParameters } from '../../geometry/elastic-parameters.ts';
import { warpParameters } from '../../geometry/warp-parameters.ts';

export const elastic = defineAugmentation({
  id: 'elastic',
  title: 'Elastic distortion',
  doc: 'Moves neighbouring pixels in nearly the same way, by smooth noise; the size stays.',
  reference:
    'albumentations.ElasticTransform; Simard, Steinkraus and Platt, “Best practices for convolutional neural networks”, 2003',
  parameters: { ...elasticParameters, ...warpParameters, p: probability(0.5) },
  examples: [
    {
      doc: 'Noise times 0 leaves the image as it is.',
      parameters: { alpha: 0, sigma: 4, p: 1 },
      input: [[1, 2, 3]],
      output: [[1, 2, 3]],
    },
    {
      doc: 'A flat image stays flat, whatever the noise: the edge goes on.',
      parameters: { alpha: 60, sigma: 6, border_mode: 'replicate', p: 1 },
      input: [
        [7, 7],
        [7, 7],
      ],
      output: [
        [7, 7],
        [7, 7],
      ],
    },
  ],
  sample({ p: _p, ...values }, _input, random) {
    return [{ operation: 'displace', values: { ...values, key: random.key() } }];
  },
});
