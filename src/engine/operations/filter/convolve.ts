import { DarkroomError } from '../../../shared/errors.ts';
import { describeShape, type Shape } from '../../../shared/shape.ts';
import { dataTypeOf, shapeOf, withFrame } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { boolean, borderMode, choice, integer, matrix, number } from '../../parameters.ts';
import { correlate, type Kernel } from '../../filter/correlate.ts';
import { PaddedRows } from '../../filter/padded-rows.ts';
import { placeWindows, windowMap, type Windows } from '../../filter/windows.ts';

interface ConvolveValues {
  readonly kernel: Kernel;
  readonly stride: number;
  readonly padding: 'same' | 'valid';
}

export const convolve = defineOperation({
  id: 'convolve',
  title: 'Convolve',
  family: 'filter',
  doc: 'Weighted sum of each pixel’s neighbourhood, channel by channel (alpha too).',
  reference:
    'cv2.filter2D, for 8 bits with round up to 11×11 (above, OpenCV goes through a Fourier transform; so do 16 bits from 50 weights on, which leaves a level at halves and with a bias); torch.nn.functional.conv2d; both are cross-correlation',
  parameters: {
    kernel: matrix({ maximumRows: 63, maximumColumns: 63, required: true, doc: 'The weights, row by row.' }),
    stride: integer({
      default: 1,
      minimum: 1,
      maximum: 1024,
      unit: 'px',
      doc: 'From one place of the kernel to the next, down and across.',
    }),
    padding: choice({
      default: 'same',
      doc: 'What happens where the kernel reaches over the edge.',
      choices: [
        {
          value: 'same',
          doc: 'The border is used: size divided by stride, rounded up. An even kernel reaches further down and right.',
        },
        { value: 'valid', doc: 'The kernel stays inside the image.' },
      ],
    }),
    border_mode: choice({ ...borderMode, usedWith: { parameter: 'padding', value: 'same' } }),
    flip: boolean({
      default: false,
      doc: 'Turn the kernel by 180° first: convolution in the mathematical sense.',
    }),
    bias: number({ default: 0, minimum: -1e9, maximum: 1e9, doc: 'Added to every sum.' }),
    round: boolean({
      default: false,
      doc: 'Keep the type of the image: round to whole values, half to even, and clip. Float images stay as they are.',
    }),
  },
  examples: [
    {
      doc: 'Each pixel minus its left neighbour.',
      parameters: { kernel: [[-1, 1]], padding: 'valid' },
      input: [[1, 4, 2]],
      output: [[3, -2]],
    },
    {
      doc: 'A box blur in the type of the image; the border mirrors without the edge.',
      parameters: { kernel: [[0.25, 0.5, 0.25]], round: true },
      input: [[0, 100, 0]],
      output: [[50, 50, 50]],
    },
  ],
  shape(input, values) {
    const { rows, columns } = windowsOf(input, values);
    const dtype = values.round ? input.dtype : 'float32';
    return { ...input, width: columns.count, height: rows.count, dtype };
  },
  map(input, values) {
    const { rows, columns } = windowsOf(input, values);
    return windowMap(columns, rows);
  },
  apply(image, values) {
    const shape = shapeOf(image);
    const { rows, columns } = windowsOf(shape, values);
    const dtype = values.round ? dataTypeOf(image.data) : 'float32';
    const kernel = values.flip ? turned(values.kernel) : values.kernel;
    const padded = new PaddedRows(image, marginsOf(shape, rows, columns), values.border_mode);
    const output = correlate(image, padded, { kernel, rows, columns, bias: values.bias, dtype });
    return withFrame(image, output, columns.count, rows.count);
  },
});

function windowsOf(input: Shape, { kernel, stride, padding }: ConvolveValues) {
  const height = kernel.length;
  const width = kernel[0]!.length;
  const rows = placeWindows(input.height, height, stride, padding);
  const columns = placeWindows(input.width, width, stride, padding);
  if (rows.count === 0 || columns.count === 0) {
    throw new DarkroomError(
      'out_of_domain',
      `Expected an image of at least ${width}×${height}, the size of the kernel, but received ${describeShape(input)}.`,
      { hint: 'Use a smaller kernel, or padding same.' },
    );
  }
  return { rows, columns };
}

function marginsOf(input: Shape, rows: Windows, columns: Windows) {
  const after = ({ count, stride, before, size }: Windows, length: number) =>
    Math.max((count - 1) * stride - before + size - length, 0);
  return {
    left: columns.before,
    right: after(columns, input.width),
    top: rows.before,
    bottom: after(rows, input.height),
  };
}

function turned(kernel: Kernel): Kernel {
  return kernel.map(row => row.toReversed()).toReversed();
}
