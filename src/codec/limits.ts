import { maximumSide } from '../engine/parameters.ts';
import { DarkroomError } from '../shared/errors.ts';
import { nameOfLimit, type Limits } from '../shared/image.ts';
import { bytesPerValue, describeShape, valueCount } from '../shared/shape.ts';
import type { Header } from './format.ts';

/** The most that one decode may take: WebAssembly and typed arrays end near 4 GiB. */
const maximumBytes = 4 * 2 ** 30 - 1;

/** Memory that decoding takes beside the file, in bytes: the image itself and what the decoder works with. */
function bytesToDecode({ shape, workingBytes }: Header): number {
  return valueCount(shape) * bytesPerValue[shape.dtype] + workingBytes;
}

/** @throws DarkroomError `too_large` before any memory is taken. */
export function checkLimits(header: Header, limits: Limits): void {
  const { shape } = header;
  const megapixels = (shape.width * shape.height) / 1e6;
  const size = describeShape(shape);
  if (megapixels > limits.maximumMegapixels) {
    throw new DarkroomError(
      'too_large',
      `The image is ${size}: ${roundAbove(megapixels, limits.maximumMegapixels)} megapixels, more than the limit of ${limits.maximumMegapixels}.`,
      {
        hint: `If the size is right, raise ${nameOfLimit.maximumMegapixels}.`,
      },
    );
  }
  if (!shape.vector && Math.max(shape.width, shape.height) > maximumSide) {
    throw new DarkroomError(
      'too_large',
      `The image is ${size}: more than ${maximumSide} pixels along one side.`,
      { hint: 'Cut it into parts with another program first.' },
    );
  }
  const needed = bytesToDecode(header);
  if (needed > maximumBytes) {
    throw new DarkroomError(
      'too_large',
      `The image is ${size}: decoding needs ${round(needed / 2 ** 30)} GiB of memory, more than ${round(maximumBytes / 2 ** 30)}.`,
      {
        hint: 'Cut it into parts or make it smaller with another program first.',
      },
    );
  }
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}

/** With as many digits as it takes to be more than the limit. */
function roundAbove(value: number, limit: number): number {
  let digits = 1;
  while (round(value, digits) <= limit && digits < 6) digits += 1;
  return round(value, digits);
}
