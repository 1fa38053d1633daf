import { defineAugmentation, probability } from '../../augmentation.ts';
import { range } from '../../parameters.ts';

export const imageCompression = defineAugmentation({
  id: 'image_compression',
  title: 'Image compression',
  doc: 'Compresses the image as JPEG with a random quality; alpha is left as it is.',
  reference:
    'albumentations.ImageCompression with compression_type jpeg: a whole number drawn from quality_range. Albumentations hands red and blue to OpenCV the wrong way round and compresses alpha as a picture; here colours are compressed as those of a JPEG file are',
  parameters: {
    quality_range: range({
      default: [99, 100],
      minimum: 1,
      maximum: 100,
      doc: 'Least and best quality, whole numbers.',
    }),
    p: probability(0.5),
  },
  examples: [
    {
      doc: 'A flat area of middle gray is not changed.',
      parameters: { p: 1 },
      input: [[128, 128, 128]],
      output: [[128, 128, 128]],
    },
    {
      doc: 'Always with a quality of 10, with which an edge rings.',
      parameters: { quality_range: [10, 10], p: 1 },
      input: [[0, 0, 0, 0, 40, 40, 40, 40]],
      output: [[1, 0, 0, 4, 32, 48, 45, 35]],
    },
  ],
  check({ quality_range }) {
    if (quality_range.every(Number.isInteger)) return [];
    const message = `Expected whole numbers for quality_range but received [${quality_range.join(', ')}].`;
    return [{ parameter: 'quality_range', message }];
  },
  sample: ({ quality_range }, _input, random) => [
    { operation: 'compress', values: { quality: random.integer(...quality_range) } },
  ],
});
