import { fullRange, type Channels, type Shape } from '../../../shared/shape.ts';
import { allocate, dataTypeOf, withFrame, type Image, type PixelData } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { choice, integer, match } from '../../parameters.ts';

type Method = 'opencv' | 'pillow' | 'torchvision' | 'matlab' | 'skimage' | 'average' | 'max';

export const grayscale = defineOperation({
  id: 'grayscale',
  title: 'Grayscale',
  family: 'color',
  doc: 'One brightness per pixel from red, green and blue.',
  reference:
    'cv2.cvtColor RGB2GRAY; PIL.Image.convert("L"); torchvision rgb_to_grayscale; skimage.color.rgb2gray; MATLAB rgb2gray in double',
  parameters: {
    method: choice({
      absent: 'As match says: opencv or pillow.',
      doc: 'Weights of red, green and blue, and how the sum becomes a value.',
      choices: [
        { value: 'opencv', doc: '0.299, 0.587, 0.114 in 15-bit fixed point, rounded.' },
        { value: 'pillow', doc: '0.299, 0.587, 0.114 in 16-bit fixed point, rounded.' },
        { value: 'torchvision', doc: '0.2989, 0.587, 0.114 in float32, cut off.' },
        {
          value: 'matlab',
          doc: '0.2989, 0.5870, 0.1140 as float32, unrounded (white of 255 becomes 254.9745); alpha is dropped.',
        },
        { value: 'skimage', doc: '0.2125, 0.7154, 0.0721 as float32 from 0 to 1.' },
        { value: 'average', doc: 'The mean of the three, rounded half up.' },
        { value: 'max', doc: 'The largest of the three.' },
      ],
    }),
    channels: integer({
      default: 1,
      minimum: 1,
      maximum: 3,
      odd: true,
      doc: '1, or 3 equal ones (alpha is then carried along).',
    }),
    match,
  },
  examples: [
    {
      doc: 'Green weighs most.',
      parameters: {},
      input: [
        [
          [255, 0, 0],
          [0, 255, 0],
          [0, 0, 255],
        ],
      ],
      output: [[76, 150, 29]],
    },
    {
      doc: 'Three equal channels.',
      parameters: { method: 'max', channels: 3 },
      input: [[[1, 2, 3]]],
      output: [[[3, 3, 3]]],
    },
    {
      doc: 'skimage works on 0 to 1.',
      parameters: { method: 'skimage' },
      input: [[[255, 255, 255]]],
      output: [[1]],
    },
  ],
  shape: (input, { method, channels, match }) => ({
    ...input,
    channels: resultChannels(input, method ?? match, channels),
    dtype: isFloat(method ?? match) ? 'float32' : input.dtype,
  }),
  apply(image, { method: written, channels, match }) {
    const method = written ?? match;
    const { width, height } = image;
    const result = resultChannels(image, method, channels);
    const gray = image.channels === 1 ? passThrough(image, method) : weigh(image, method);
    if (result === 1) return gray === image.data ? image : withFrame(image, gray, width, height, 1);
    return withFrame(image, spread(image, gray, result, method), width, height, result);
  },
});

function isFloat(method: Method): boolean {
  return method === 'matlab' || method === 'skimage';
}

function resultChannels(input: Pick<Shape, 'channels'>, method: Method, channels: number): Channels {
  if (channels === 1) return 1;
  return input.channels === 4 && method !== 'matlab' ? 4 : 3;
}

/** skimage works on 0 to 1; all others keep the unit. */
function unitOf(image: Image, method: Method): number {
  return method === 'skimage' ? fullRange[dataTypeOf(image.data)] : 1;
}

function passThrough(image: Image, method: Method): PixelData {
  if (!isFloat(method)) return image.data;
  const unit = unitOf(image, method);
  return Float32Array.from(image.data, value => value / unit);
}

function weigh(image: Image, method: Method): PixelData {
  const dtype = dataTypeOf(image.data);
  switch (method) {
    case 'opencv':
      if (dtype === 'float32') return linear(image, 0.299, 0.587, 0.114);
      return fixedPoint(image, 9798, 19235, 3735, 15);
    case 'pillow':
      // Pillow has colour in 8 bits only; 16 bits follow the same formula.
      if (dtype === 'float32') return linear(image, 0.299, 0.587, 0.114);
      return fixedPoint(image, 19595, 38470, 7471, 16);
    case 'torchvision':
      return singlePrecision(image);
    case 'matlab':
      return linear(image, 0.2989, 0.587, 0.114);
    case 'skimage': {
      const unit = unitOf(image, method);
      return linear(image, 0.2125 / unit, 0.7154 / unit, 0.0721 / unit);
    }
    case 'average':
      return average(image);
    case 'max':
      return maximum(image);
  }
}

/** (r·R + g·G + b·B + half) >> shift; sums stay below 2³² for 16 bits too. */
function fixedPoint({ data, channels }: Image, r: number, g: number, b: number, shift: number): PixelData {
  const output = allocate(dataTypeOf(data), data.length / channels);
  const half = 1 << (shift - 1);
  for (let to = 0, from = 0; to < output.length; to++, from += channels) {
    output[to] = (r * data[from]! + g * data[from + 1]! + b * data[from + 2]! + half) >>> shift;
  }
  return output;
}

function linear({ data, channels }: Image, r: number, g: number, b: number): Float32Array {
  const output = new Float32Array(data.length / channels);
  for (let to = 0, from = 0; to < output.length; to++, from += channels) {
    output[to] = r * data[from]! + g * data[from + 1]! + b * data[from + 2]!;
  }
  return output;
}

/** As torch on the CPU: float32 weights, every multiply-add rounded once; storing cuts off what integers lack. */
function singlePrecision({ data, channels }: Image): PixelData {
  const r = Math.fround(0.2989);
  const g = Math.fround(0.587);
  const b = Math.fround(0.114);
  const output = allocate(dataTypeOf(data), data.length / channels);
  for (let to = 0, from = 0; to < output.length; to++, from += channels) {
    const red = Math.fround(r * data[from]!);
    output[to] = Math.fround(Math.fround(red + g * data[from + 1]!) + b * data[from + 2]!);
  }
  return output;
}

function average({ data, channels }: Image): PixelData {
  const dtype = dataTypeOf(data);
  const half = dtype === 'float32' ? 0 : 0.5;
  const output = allocate(dtype, data.length / channels);
  for (let to = 0, from = 0; to < output.length; to++, from += channels) {
    output[to] = (data[from]! + data[from + 1]! + data[from + 2]!) / 3 + half;
  }
  return output;
}

function maximum({ data, channels }: Image): PixelData {
  const output = allocate(dataTypeOf(data), data.length / channels);
  for (let to = 0, from = 0; to < output.length; to++, from += channels) {
    output[to] = Math.max(data[from]!, data[from + 1]!, data[from + 2]!);
  }
  return output;
}

/** Writes the gray value to all colour channels and takes alpha from the image, in the unit of the result. */
function spread(image: Image, gray: PixelData, channels: Channels, method: Method): PixelData {
  const unit = unitOf(image, method);
  const output = allocate(dataTypeOf(gray), gray.length * channels);
  for (let from = 0, to = 0; from < gray.length; from++, to += channels) {
    const value = gray[from]!;
    output[to] = value;
    output[to + 1] = value;
    output[to + 2] = value;
    if (channels === 4) output[to + 3] = image.data[from * 4 + 3]! / unit;
  }
  return output;
}
