import { readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { decode } from '../../src/codec/index.ts';
import { withData, type Image, type PixelData } from '../../src/engine/image.ts';
import { applySteps } from '../../src/engine/pipeline/apply.ts';
import { parsePipeline } from '../../src/engine/pipeline/parse.ts';
import { defaultLimits } from '../../src/shared/image.ts';

/** Standard deviations of ImageNet, to tell normalized values in levels again. */
const std = [0.229, 0.224, 0.225].map(value => value * 255);

/**
 * How far results lie from the same steps in floats, antialiased: the root of the mean square, in levels of 0 to 255.
 * @param names of input files whose results are looked at
 */
export async function distanceFromReference(
  reference: string,
  names: readonly string[],
  input: string,
  output: string,
): Promise<number> {
  let sum = 0;
  let count = 0;
  const { pipeline } = parsePipeline(`match: pillow\nsteps: [${reference}]`, 'yaml');
  for (const name of names) {
    const { image } = await decode(readFileSync(join(input, name)), name, defaultLimits);
    const exact = applySteps(
      withData(image, Float32Array.from(image.data)),
      pipeline!.steps.map(step =>
        step.operation === 'gaussian_blur' ? { ...step, values: { ...step.values, match: 'opencv' } } : step,
      ),
      'inference',
    );
    const result = await readResult(join(output, parse(name).name), exact);
    const scale = result instanceof Float32Array ? std : [1, 1, 1];
    for (let index = 0; index < result.length; index++)
      sum += ((result[index]! - exact.data[index]!) * scale[index % 3]!) ** 2;
    count += result.length;
  }
  return Math.sqrt(sum / count);
}

/** Interleaved, of the same shape as what it is compared with. */
async function readResult(path: string, exact: Image): Promise<PixelData> {
  const isArray = reads(`${path}.npy`);
  const file = isArray ? `${path}.npy` : `${path}.jpg`;
  if (isArray) return interleaved(readFileSync(file), exact);
  const { image } = await decode(readFileSync(file), file, defaultLimits);
  if (image.data.length !== exact.data.length) throw new Error(`${file} is of another size.`);
  return image.data;
}

function reads(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}

/** NumPy's version 1.0 of float32 planes. */
function interleaved(bytes: Buffer, { width, height }: Image): Float32Array {
  const start = 10 + bytes.readUInt16LE(8);
  const pixels = width * height;
  if (bytes.length - start !== pixels * 12) throw new Error('An array is of another size.');
  return Float32Array.from({ length: pixels * 3 }, (_value, index) =>
    bytes.readFloatLE(start + ((index % 3) * pixels + Math.floor(index / 3)) * 4),
  );
}
