import { DarkroomError } from '../../../shared/errors.ts';
import { describeShape, fullRange, type Shape } from '../../../shared/shape.ts';
import { dataTypeOf, shapeOf, withFrame, type Image, type PixelData } from '../../image.ts';
import { allocateShape, defineOperation } from '../../operation.ts';
import { boolean, borderMode, choice, integer, matrix, number } from '../../parameters.ts';
import { PaddedRows } from '../../filter/padded-rows.ts';
import { roundHalfToEven } from '../../rounding.ts';
import { placeWindows, windowMap, type Windows } from '../../filter/windows.ts';

type Kernel = readonly (readonly number[])[];

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
    'cv2.filter2D, for 8 bits with round up to 11×11 (above, OpenCV goes through a Fourier transform); torch.nn.functional.conv2d; both are cross-correlation',
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
    const output = allocateShape({ ...shape, width: columns.count, height: rows.count, dtype });
    const kernel = values.flip ? turned(values.kernel) : values.kernel;
    correlate(
      image,
      kernel,
      rows,
      columns,
      new PaddedRows(image, marginsOf(shape, rows, columns), values.border_mode),
      values.bias,
      output,
    );
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

/** Values that filter2D's vector code takes at a time, with a fused multiply-add; the rest of a row is summed without. */
const lanes = 4;

/**
 * Sums one output row at a time, tap by tap; taps of weight 0 cost nothing. In double precision, but for integers that
 * stay integers in float32, as filter2D: a mean of six pixels falls on a half often enough for its last bit to count.
 */
function correlate(
  image: Image,
  kernel: Kernel,
  rows: Windows,
  columns: Windows,
  padded: PaddedRows,
  bias: number,
  output: PixelData,
): void {
  const { channels } = image;
  const ring = new Float64Array(padded.length * rows.size);
  const isSingle = !(output instanceof Float32Array);
  const sums = isSingle
    ? new Float32Array(columns.count * channels)
    : new Float64Array(columns.count * channels);
  let next = -rows.before;
  for (let row = 0; row < rows.count; row++) {
    const top = row * rows.stride - rows.before;
    for (let y = Math.max(next, top); y < top + rows.size; y++) {
      padded.read(y, ring, ((y + rows.before) % rows.size) * padded.length);
    }
    next = top + rows.size;
    sums.fill(bias);
    kernel.forEach((weights, line) => {
      const start = ((top + line + rows.before) % rows.size) * padded.length;
      weights.forEach((weight, tap) => {
        if (weight === 0) return;
        const factor = isSingle ? Math.fround(weight) : weight;
        addTap(ring, start + tap * channels, factor, columns.stride, channels, sums);
      });
    });
    store(sums, output, row * sums.length);
  }
}

function addTap(
  source: Float64Array,
  start: number,
  weight: number,
  stride: number,
  channels: number,
  sums: Float64Array | Float32Array,
): void {
  if (stride === 1) {
    const rest = sums.length - (sums.length % lanes);
    for (let index = 0; index < rest; index++) sums[index]! += weight * source[start + index]!;
    const isSingle = sums instanceof Float32Array;
    for (let index = rest; index < sums.length; index++) {
      const product = weight * source[start + index]!;
      sums[index]! += isSingle ? Math.fround(product) : product;
    }
    return;
  }
  const step = (stride - 1) * channels;
  for (let index = 0, from = start; index < sums.length; from += step) {
    for (let channel = 0; channel < channels; channel++) sums[index++]! += weight * source[from++]!;
  }
}

function store(sums: Float64Array | Float32Array, output: PixelData, to: number): void {
  if (output instanceof Float32Array) {
    output.set(sums, to);
    return;
  }
  const highest = fullRange[dataTypeOf(output)];
  for (let index = 0; index < sums.length; index++) {
    output[to + index] = Math.min(Math.max(roundHalfToEven(sums[index]!), 0), highest);
  }
}
