import { DarkroomError } from '../../../shared/errors.ts';
import { describeShape, type Shape } from '../../../shared/shape.ts';
import { dataTypeOf, shapeOf, withFrame } from '../../image.ts';
import { allocateShape, defineOperation } from '../../operation.ts';
import { choice, size } from '../../parameters.ts';
import { placeWindows, windowMap, type Windows } from '../../filter/windows.ts';
import { poolExtremes, poolMedians, poolSums } from '../../filter/pooling.ts';

const whole = { zero: 'whole', valid: 'valid', same: 'same' } as const;

interface PoolValues {
  readonly kind: 'max' | 'mean' | 'min' | 'median' | 'sum';
  readonly size: readonly [height: number, width: number];
  readonly stride: readonly [height: number, width: number] | undefined;
  readonly padding: 'zero' | 'valid' | 'same';
}

export const pool = defineOperation({
  id: 'pool',
  title: 'Pool',
  family: 'filter',
  doc: 'One value for every block of pixels, channel by channel (alpha too).',
  reference: 'skimage.measure.block_reduce; torch.nn.functional.max_pool2d and avg_pool2d',
  parameters: {
    kind: choice({
      default: 'max',
      doc: 'What becomes of a block. Max and min keep the type; mean, median and sum are float32.',
      choices: [
        { value: 'max', doc: 'The largest value.' },
        { value: 'mean', doc: 'The mean, unrounded.' },
        { value: 'min', doc: 'The smallest value.' },
        { value: 'median', doc: 'The middle value; of an even number, the mean of the two in the middle.' },
        { value: 'sum', doc: 'The sum.' },
      ],
    }),
    size: size({ default: [2, 2], minimum: 1, maximum: 1024, unit: 'px', doc: 'Size of a block.' }),
    stride: size({
      absent: 'The size of a block.',
      minimum: 1,
      maximum: 1024,
      unit: 'px',
      doc: 'From one block to the next.',
    }),
    padding: choice({
      default: 'zero',
      doc: 'What happens where blocks reach over the edge.',
      choices: [
        { value: 'zero', doc: 'Zeros are added at the bottom and right until blocks are whole.' },
        { value: 'valid', doc: 'Blocks that are not whole are left out.' },
        { value: 'same', doc: 'Size divided by stride, rounded up; blocks at the edge are partial.' },
      ],
    }),
  },
  examples: [
    {
      doc: 'The largest of every block of four.',
      parameters: {},
      input: [
        [1, 2, 5, 6],
        [3, 4, 7, 8],
      ],
      output: [[4, 8]],
    },
    {
      doc: 'The mean of three and an added zero.',
      parameters: { kind: 'mean', size: [1, 2] },
      input: [[2, 4, 6]],
      output: [[3, 3]],
    },
    {
      doc: 'With same, nothing is added to a partial block.',
      parameters: { kind: 'mean', size: [1, 2], padding: 'same' },
      input: [[2, 4, 6]],
      output: [[3, 6]],
    },
  ],
  shape(input, values) {
    const { rows, columns } = windowsOf(input, values);
    const keeps = values.kind === 'max' || values.kind === 'min';
    return { ...input, width: columns.count, height: rows.count, dtype: keeps ? input.dtype : 'float32' };
  },
  map(input, values) {
    const { rows, columns } = windowsOf(input, values);
    return windowMap(columns, rows);
  },
  apply(image, values) {
    const shape = shapeOf(image);
    const { rows, columns } = windowsOf(shape, values);
    const { kind, padding } = values;
    const dtype = kind === 'max' || kind === 'min' ? dataTypeOf(image.data) : 'float32';
    const output = allocateShape({ ...shape, width: columns.count, height: rows.count, dtype });
    const zeros = padding === 'zero';
    if (kind === 'median') poolMedians(image, rows, columns, zeros, output);
    else if (kind === 'mean' || kind === 'sum')
      poolSums(image, rows, columns, zeros, kind === 'mean', output);
    else poolExtremes(image, rows, columns, zeros, kind, output);
    return withFrame(image, output, columns.count, rows.count);
  },
});

function windowsOf(input: Shape, values: PoolValues): { rows: Windows; columns: Windows } {
  const [height, width] = values.size;
  const [strideY, strideX] = values.stride ?? values.size;
  const rows = placeWindows(input.height, height, strideY, whole[values.padding]);
  const columns = placeWindows(input.width, width, strideX, whole[values.padding]);
  if (rows.count === 0 || columns.count === 0) {
    throw new DarkroomError(
      'out_of_domain',
      `Expected an image of at least ${width}×${height} for pool with padding valid but received ${describeShape(input)}.`,
      { hint: 'Use a smaller size, or padding zero or same.' },
    );
  }
  return { rows, columns };
}
