import { encode, open } from '../codec/index.ts';
import { meanOf } from '../engine/analysis/pixel-record.ts';
import { measured } from '../engine/analysis/statistics.ts';
import { colorChannels, shapeOf, typeOf, type Image } from '../engine/image.ts';
import { applyStep, castOutput, concreteSteps } from '../engine/pipeline/apply.ts';
import { isActive } from '../engine/pipeline/declaration.ts';
import type { ImpactSample, ImpactSampleRequest, SampleFigures } from '../shared/impact.ts';
import { admit } from './admission.ts';
import type { Surroundings } from './developFile.ts';
import { readImageFile } from './readFile.ts';

/** Develops one image without writing it, and measures it before and after. */
export async function impactSample(
  { path, relativePath, pipeline, mode }: ImpactSampleRequest,
  { limits, cancellation, arrayFiles, onSize }: Surroundings,
): Promise<ImpactSample> {
  const { steps, seed, output } = pipeline;
  const sample = { seed, path: relativePath, version: 0 };
  const bytes = readImageFile(path);
  const file = open(bytes, path);
  const { megapixels, refused } = admit(file.facts.shape, steps, mode, limits, sample);
  if (refused) throw refused;
  onSize(megapixels);
  const image = await file.decode(limits);
  let current = image;
  // Floats have no lowest and highest value, and their histogram follows their range.
  let integers = image;
  for (const [index, step] of steps.entries()) {
    if (!isActive(step, mode)) continue;
    for (const part of concreteSteps(step, index, shapeOf(current), sample)) {
      cancellation.check();
      const { files } = await arrayFiles.read(part, index, limits);
      current = applyStep(current, part, index, files);
    }
    if (typeOf(current) !== 'float32') integers = current;
  }
  const encoded = await encode(castOutput(current, output), output);
  return { bytes: encoded.length, before: figuresOf(image), after: figuresOf(integers) };
}

function figuresOf(image: Image): SampleFigures {
  const colors = colorChannels(image.channels);
  const { clippedLow, clippedHigh, entropy } = measured(image).statistics;
  return {
    clipped: meanOf(clippedLow, colors) + meanOf(clippedHigh, colors),
    entropy: meanOf(entropy, colors),
  };
}
