import type { Stats } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { hashFile } from '../dataset/manifest/hash.ts';
import { concreteSteps } from '../engine/pipeline/apply.ts';
import { isActive } from '../engine/pipeline/declaration.ts';
import { checkedShape, deterministic } from '../engine/pipeline/draw.ts';
import type { SampleKey } from '../engine/random.ts';
import type { DevelopedFile, FileMark, Origin } from '../shared/development.ts';
import type { FollowedLabels } from '../shared/packedLabels.ts';
import type { Shape } from '../shared/shape.ts';
import type { DevelopFileRequest } from './developFile.ts';
import { LabelWork } from './labelWork.ts';

/**
 * The result of an earlier run, when developing again would make the same: the input and all that was written are what
 * they were. Files whose size and time are as noted are taken for the same; others are read to the end. Labels are
 * followed anew, for what is said of the image may be another thing now.
 */
export async function recallResult(request: DevelopFileRequest): Promise<DevelopedFile | undefined> {
  const { input, output, labels, former } = request;
  if (!former) return undefined;
  const { decoded, shape, sameSource } = former;
  const origin = await sameOrigin(input, output, former, sameSource);
  if (!origin) return undefined;
  const maskInput = labels?.mask;
  const maskOutput = labels?.maskOutput;
  const mask =
    former.mask && maskInput !== undefined && maskOutput !== undefined
      ? await sameOrigin(maskInput, maskOutput, former.mask, sameSource)
      : undefined;
  if (!mask && (former.mask ?? maskOutput) !== undefined) return undefined;
  return {
    ...origin,
    decoded,
    shape,
    drawn: [],
    unchanged: true,
    ...(labels && { labels: followLabels(request, labels, decoded) }),
    ...(mask && { mask }),
  };
}

/** The key of everything that is drawn for a file. */
export function sampleOf({
  pipeline,
  relativePath,
  version,
}: Pick<DevelopFileRequest, 'pipeline' | 'relativePath' | 'version'>): SampleKey {
  return { seed: pipeline.seed, path: relativePath, version };
}

async function sameOrigin(
  input: string,
  output: string,
  { source, result }: Origin,
  sameSource: boolean,
): Promise<Origin | undefined> {
  const facts = await stat(input).catch(() => undefined);
  const written = await lstat(output).catch(() => undefined);
  if (!facts?.isFile() || !written?.isFile()) return undefined;
  const isSame =
    (await isAsMarked(input, facts, source, sameSource)) && (await isAsMarked(output, written, result, true));
  return isSame ? { source, result } : undefined;
}

async function isAsMarked(
  path: string,
  { size, mtimeMs, ctimeMs }: Pick<Stats, 'size' | 'mtimeMs' | 'ctimeMs'>,
  mark: FileMark,
  trustsTime: boolean,
): Promise<boolean> {
  if (size !== mark.size) return false;
  const isUntouched = mtimeMs === mark.modified && (mark.changed ?? ctimeMs) === ctimeMs;
  if (trustsTime && isUntouched) return true;
  return (await hashFile(path).catch(() => undefined)) === mark.hash;
}

function followLabels(
  request: DevelopFileRequest,
  planned: NonNullable<DevelopFileRequest['labels']>,
  decoded: Shape,
): FollowedLabels {
  const { pipeline, mode } = request;
  const work = LabelWork.withoutMask(planned, decoded, pipeline);
  let shape = decoded;
  for (const [index, step] of pipeline.steps.entries()) {
    if (!isActive(step, mode)) continue;
    for (const part of concreteSteps(step, index, shape, sampleOf(request))) {
      work.follow(part, shape);
      shape = checkedShape(deterministic(part), shape, part.values);
    }
  }
  return work.finish();
}
