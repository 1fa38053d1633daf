import { encode, probe } from '../codec/index.ts';
import { allocate } from '../engine/image.ts';
import { inferShapes } from '../engine/pipeline/apply.ts';
import type { ResultSizeRequest } from '../shared/development.ts';
import { fromProblem } from '../shared/errors.ts';
import type { Output } from '../shared/pipeline.ts';
import { valueCount, type Shape } from '../shared/shape.ts';
import { developImage, type Surroundings } from './developFile.ts';
import { readImageFile } from './readFile.ts';
import { sampleOf } from './recallResult.ts';

/** Sizes by output and shape, for most images of a set become equally large. */
const known = new Map<string, number>();

/**
 * How many bytes a file's result has. Without developing it where the format does not compress, for then its shape
 * tells it exactly.
 */
export async function resultSize(
  { file, pipeline, mode }: ResultSizeRequest,
  surroundings: Surroundings,
): Promise<number> {
  const { output, steps } = pipeline;
  if (output.format !== 'npy' && output.format !== 'bmp') {
    return (await developImage({ ...file, pipeline, mode }, surroundings)).encoded.length;
  }
  const { shape } = probe(readImageFile(file.input), file.input);
  const { shapes, failed } = inferShapes(shape, steps, mode, sampleOf({ ...file, pipeline }));
  if (failed) throw fromProblem(failed);
  const last = shapes.at(-1) ?? shape;
  return sizeOf({ ...last, dtype: output.dtype ?? last.dtype }, output);
}

/** Of the file of a result of this shape, for a format that does not compress. */
export async function sizeOf(shape: Shape, output: Output): Promise<number> {
  const key = JSON.stringify([shape, output]);
  const found = known.get(key);
  if (found !== undefined) return found;
  const { dtype, ...rest } = shape;
  const { length } = await encode({ ...rest, data: allocate(dtype, valueCount(shape)) }, output);
  known.set(key, length);
  return length;
}
