import { ElasticField, elasticMap } from '../../geometry/elastic-field.ts';
import { samplingFor, warpParameters } from '../../geometry/warp-parameters.ts';
import { warp } from '../../geometry/warp.ts';
import { shapeOf } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { elasticParameters } from '../../geometry/elastic-parameters.ts';
import { integer } from '../../parameters.ts';

export const displace = defineOperation({
  id: 'displace',
  title: 'Displace',
  family: 'geometry',
  doc: 'Looks every pixel up at a place that smooth noise moves away; the size stays.',
  reference:
    'albumentations.ElasticTransform: noise of the same size and reach, that across and that down each alone, where Albumentations blurs both as one tall image; cv2.remap (OpenCV 5)',
  parameters: {
    ...elasticParameters,
    key: integer({ required: true, minimum: 0, maximum: 2 ** 32 - 1, doc: 'What the noise is drawn from.' }),
    ...warpParameters,
  },
  examples: [
    {
      doc: 'Noise times 0 leaves the image as it is.',
      parameters: { alpha: 0, sigma: 4, key: 1 },
      input: [[1, 2, 3]],
      output: [[1, 2, 3]],
    },
    {
      doc: 'A flat image stays flat, whatever the noise: the edge goes on.',
      parameters: { alpha: 60, sigma: 6, key: 7, border_mode: 'replicate' },
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
  shape(input, values) {
    samplingFor('Displace', input, values);
    return input;
  },
  map: (input, values) => elasticMap(input, values),
  apply(image, values) {
    const sampling = samplingFor('Displace', shapeOf(image), values);
    return warp(image, new ElasticField(image, values).locate(), image, sampling);
  },
});
