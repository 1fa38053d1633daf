import { encode, open } from '../codec/index.ts';
import { shapeOf } from '../engine/image.ts';
import { applyStep, castOutput, concreteSteps } from '../engine/pipeline/apply.ts';
import { isActive } from '../engine/pipeline/declaration.ts';
import { giveBack, giveBackImage } from '../engine/spare.ts';
import type { DevelopedFile, Development, DrawnStep, Origin, PlannedFile } from '../shared/development.ts';
import type { Limits } from '../shared/image.ts';
import { temporaryPath } from '../dataset/manifest/names.ts';
import type { ArrayFiles } from './arrayFiles.ts';
import type { Arrival } from './arrival.ts';
import { admit } from './admission.ts';
import type { Cancellation } from './cancellation.ts';
import { LabelWork, type MaskFile } from './labelWork.ts';
import { readMarked } from './readFile.ts';
import { recallResult, sampleOf } from './recallResult.ts';
import { discard, writeTemporary, type Publication, type Written } from './temporaryFile.ts';

export type DevelopFileRequest = PlannedFile & Development;

/** What work on an image has to heed, and whom to tell. */
export interface Surroundings {
  readonly limits: Limits;
  readonly cancellation: Cancellation;
  readonly arrayFiles: ArrayFiles;
  /** Tells how large the work is, in megapixels, as soon as that is known. */
  readonly onSize: (megapixels: number) => void;
  /** Where another thread looks at an image that is decoded, while it is; absent when none does. */
  readonly arrival?: Arrival;
}

/** A result that only wants to be flushed to the disk and to get its name, and its mask likewise. */
export interface MadeFile extends Omit<DevelopedFile, 'result' | 'mask'> {
  readonly written: Written;
  readonly mask?: { readonly source: Origin['source']; readonly written: Written };
}

/**
 * From file to file: reads, decodes, runs the steps, encodes, writes. Results still lack their names.
 * @throws DarkroomError for everything a person can act on, AbortError when cancelled; nothing half-written is left
 */
export async function developFile(
  request: DevelopFileRequest,
  surroundings: Surroundings,
): Promise<DevelopedFile | MadeFile> {
  const former = await recallResult(request);
  if (former) return former;
  const { encoded, labels, mask, ...told } = await developImage(request, surroundings);
  const { input, output } = request;
  const written = await writeTemporary(encoded, publicationOf(request, input, output));
  giveBack(encoded);
  try {
    return {
      ...told,
      written,
      ...(labels && { labels: labels.finish() }),
      ...(mask && { mask: { source: mask.source, written: await writeMask(request, mask) } }),
    };
  } catch (thrown) {
    discard(written);
    throw thrown;
  }
}

function writeMask(request: DevelopFileRequest, { input, output, bytes }: MaskFile): Promise<Written> {
  return writeTemporary(bytes, publicationOf(request, input, output));
}

function publicationOf(
  { outputFolder, overwrite, own, claims, job }: DevelopFileRequest,
  input: string,
  output: string,
): Publication {
  return {
    input,
    output,
    outputFolder,
    temporary: temporaryPath(output, job),
    overwrite,
    ...(claims !== undefined && { claims }),
    ...(own && { own }),
  };
}

type ImageRequest = Pick<
  DevelopFileRequest,
  'input' | 'relativePath' | 'version' | 'labels' | 'pipeline' | 'mode'
>;

/** The same without writing: the bytes of the result, and what is told of them. */
export async function developImage(
  request: ImageRequest,
  { limits, cancellation, arrayFiles, onSize }: Surroundings,
) {
  const { input, pipeline, mode } = request;
  const sample = sampleOf(request);
  const { bytes, mark: source } = await readMarked(input);
  const file = open(bytes, input);
  const { megapixels, refused } = admit(file.facts.shape, pipeline.steps, mode, limits, sample);
  if (refused) throw refused;
  onSize(megapixels);
  let image = await file.decode(limits);
  const decoded = shapeOf(image);
  const labels = request.labels && (await LabelWork.begin(request.labels, decoded, pipeline, limits));
  const drawn: DrawnStep[] = [];
  for (const [index, step] of pipeline.steps.entries()) {
    cancellation.check();
    if (!isActive(step, mode)) continue;
    const parts = concreteSteps(step, index, shapeOf(image), sample);
    if (!parts.includes(step)) {
      drawn.push({ step: index, drawn: parts.map(({ operation, values }) => ({ operation, values })) });
    }
    for (const part of parts) {
      labels?.follow(part, shapeOf(image));
      const { files } = await arrayFiles.read(part, index, limits);
      const next = applyStep(image, part, index, files);
      giveBackImage(image, next);
      image = next;
    }
  }
  cancellation.check();
  // Before there is a result: what throws later has to give its memory back.
  const mask = labels?.maskFile();
  const encoded = await encode(castOutput(image, pipeline.output), pipeline.output);
  const shape = shapeOf(image);
  giveBackImage(image, encoded);
  const isOfSeveral = file.facts.traits?.includes('frames') === true;
  return {
    ...{ encoded, source, decoded, shape, drawn, labels, mask },
    ...(isOfSeveral && { isFirstOfSeveral: true as const }),
  };
}
