import { decode, encode, probe } from '../codec/index.ts';
import { shapeOf } from '../engine/image.ts';
import { applyStep, castOutput, concreteSteps } from '../engine/pipeline/apply.ts';
import { isActive } from '../engine/pipeline/declaration.ts';
import type { DevelopedFile, DevelopFileRequest } from '../shared/development.ts';
import type { Limits } from '../shared/image.ts';
import type { ArrayFiles } from './arrayFiles.ts';
import { admit } from './admission.ts';
import type { Cancellation } from './cancellation.ts';
import { temporaryPath } from './client/temporary.ts';
import { LabelWork } from './labelWork.ts';
import { publish } from './publish.ts';
import { readImageFile } from './readFile.ts';

/** What work on an image has to heed, and whom to tell. */
export interface Surroundings {
  readonly limits: Limits;
  readonly cancellation: Cancellation;
  readonly arrayFiles: ArrayFiles;
  /** Tells how large the work is, in megapixels, as soon as that is known. */
  readonly onSize: (megapixels: number) => void;
}

/**
 * From file to file: reads, decodes, runs the steps, encodes, writes.
 * @throws DarkroomError for everything a person can act on, AbortError when cancelled; nothing half-written is left
 */
export async function developFile(
  request: DevelopFileRequest,
  { limits, cancellation, arrayFiles, onSize }: Surroundings,
): Promise<DevelopedFile> {
  const { input, output, outputFolder, overwrite, pipeline, mode, job } = request;
  const { relativePath: path, version } = request;
  const sample = { seed: pipeline.seed, path, version };
  const bytes = await readImageFile(input);
  const { megapixels, refused } = admit(probe(bytes, input).shape, pipeline.steps, mode, limits, sample);
  if (refused) throw refused;
  onSize(megapixels);
  let { image } = await decode(bytes, input, limits);
  const labels = request.labels && (await LabelWork.begin(request.labels, shapeOf(image), pipeline, limits));
  for (const [index, step] of pipeline.steps.entries()) {
    cancellation.check();
    if (!isActive(step, mode)) continue;
    for (const part of concreteSteps(step, index, shapeOf(image), sample)) {
      labels?.follow(part, shapeOf(image));
      const { files } = await arrayFiles.read(part, index, limits);
      image = applyStep(image, part, index, files);
    }
  }
  cancellation.check();
  const encoded = await encode(castOutput(image, pipeline.output), pipeline.output);
  const beforePublish = () => {
    cancellation.check();
  };
  const place = (path: string) => ({
    outputFolder,
    temporary: temporaryPath(path, job),
    overwrite,
    beforePublish,
  });
  const mask = labels?.maskFile();
  await publish(encoded, { input, output, ...place(output) });
  if (mask) await publish(mask.bytes, { ...mask, ...place(mask.output) });
  return { shape: shapeOf(image), bytes: encoded.length, ...(labels && { labels: labels.finish() }) };
}
