import { copyAlpha } from '../../color/table.ts';
import { dataTypeOf, withData } from '../../image.ts';
import { recompress } from '../../jpeg/recompress.ts';
import { defineOperation } from '../../operation.ts';
import { integer } from '../../parameters.ts';
import { convert } from '../color/convert.ts';

export const compress = defineOperation({
  id: 'compress',
  title: 'Compress',
  family: 'color',
  doc: 'Writes the image as JPEG and reads it again, which leaves blocks and halos; alpha is left as it is.',
  reference:
    'cv2.imdecode(cv2.imencode(".jpg", bgr, quality)), which is libjpeg-turbo with 4:2:0 subsampling. Other types go through 8 bits and back, as albumentations.ImageCompression does with float32',
  parameters: {
    quality: integer({ required: true, minimum: 1, maximum: 100, doc: 'Quality, 100 is the best.' }),
  },
  examples: [
    {
      doc: 'A flat area of middle gray is not changed.',
      parameters: { quality: 1 },
      input: [[128, 128, 128]],
      output: [[128, 128, 128]],
    },
    {
      doc: 'With little quality an edge is blurred and rings.',
      parameters: { quality: 10 },
      input: [[0, 0, 0, 0, 40, 40, 40, 40]],
      output: [[1, 0, 0, 4, 32, 48, 45, 35]],
    },
  ],
  apply(image, { quality }) {
    const dtype = dataTypeOf(image.data);
    const bytes = convert.apply(image, { dtype: 'uint8' });
    const output = convert.apply(withData(bytes, recompress(bytes, quality)), { dtype });
    copyAlpha(image, output.data);
    return output;
  },
});
