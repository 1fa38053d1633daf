import { join } from 'node:path';
import type { AnnotationFile, AnnotationSet } from '../dataset/annotations/format.ts';
import { findFormat } from '../dataset/annotations/index.ts';
import { labelsHash } from '../dataset/labelsHash.ts';
import { placeIn } from '../dataset/placeIn.ts';
import { temporaryPath } from '../dataset/manifest/names.ts';
import { claimedIn, readManifest } from '../dataset/manifest/read.ts';
import type { AnnotationsOutcome, FollowedResult, WriteAnnotationsRequest } from '../shared/development.ts';
import { DarkroomError, toProblem, type ErrorCode } from '../shared/errors.ts';
import type { LabelledResult } from '../shared/labels.ts';
import { packLabels, unpackLabels } from '../shared/packedLabels.ts';
import { removeTemporary } from './client/temporary.ts';
import { lostFolder } from './outputPlace.ts';
import { publish } from './publish.ts';

/** Files that are noted and flushed together, in little more time than one. */
const atOnce = 16;

/** What concerns all files alike, so that going on is of no use. */
const stopping: ReadonlySet<ErrorCode> = new Set(['no_space', 'output_lost']);

/**
 * Reads the annotations again, for what the results' labels do not say of them, and writes them for the results. What
 * a worker process of the same run has left that died in the middle of it is taken up. A file that cannot be written
 * stops no other.
 * @param onWritten told of how many files it is done with
 * @throws DarkroomError when the annotations cannot be read any more
 */
export async function writeAnnotations(
  request: WriteAnnotationsRequest,
  onWritten: (files: number) => void = () => undefined,
): Promise<readonly AnnotationsOutcome[]> {
  const { annotations, results, job, claims, overwrite, resumeFrom } = request;
  const { path: input, outputFolder, images } = annotations;
  const set = await (await findFormat(input)).read(input, images);
  const earlier = resumeFrom === undefined ? undefined : await readManifest(resumeFrom);
  const claimed = claims === undefined ? undefined : await claimedIn(claims.path);
  const encoder = new TextEncoder();
  const outcomes: AnnotationsOutcome[] = [];
  let isStopped = false;
  let written = 0;
  const write = async ({ path, text, notes = [] }: AnnotationFile): Promise<AnnotationsOutcome> => {
    const output = join(outputFolder, path);
    const own = [
      ...((resumeFrom !== undefined && earlier?.hashesAt(placeIn(resumeFrom, output))) || []),
      ...(claimed?.get(output) ?? []),
    ];
    const temporary = temporaryPath(output, job);
    const place = {
      input,
      output,
      outputFolder,
      temporary,
      own,
      overwrite,
      ...(claims !== undefined && { claims }),
    };
    try {
      await removeTemporary(temporary);
      return { path: output, result: await publish(encoder.encode(text), place), notes };
    } catch (thrown) {
      const problem = toProblem(lostFolder(outputFolder, thrown), { file: input });
      isStopped ||= stopping.has(problem.code);
      return { path: output, problem };
    }
  };
  const changed = changedSince(set, results);
  const files = filesOf(set, results, changed).entries();
  const writeMore = async () => {
    for (const [index, file] of files) {
      outcomes[index] = await write(file);
      onWritten(++written);
      if (isStopped) return;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, writeMore));
  const [first] = changed;
  if (first) outcomes.push({ problem: toProblem(changedDuring(input, first, changed.size)) });
  return outcomes;
}

/** Results of which the annotations say something else than what their labels were followed from. */
function changedSince(set: AnnotationSet, results: readonly FollowedResult[]): ReadonlySet<FollowedResult> {
  const changed = results.filter(({ image, hash }) => {
    const labels = set.labelsOf(image);
    return hash !== (labels && labelsHash(packLabels(labels)));
  });
  return new Set(changed);
}

/** Without those about a result that has changed: nothing tells which of its objects is which. */
function filesOf(
  set: AnnotationSet,
  results: readonly FollowedResult[],
  changed: ReadonlySet<FollowedResult>,
): readonly AnnotationFile[] {
  const files = set.write(results.map(result => withLabels(result, changed.has(result))));
  const outputs = new Set(Array.from(changed, ({ output }) => output));
  return files.filter(({ of }) => (of === undefined ? changed.size === 0 : !outputs.has(of)));
}

/** Labels become objects when they are asked for, and are left behind then. */
function withLabels({ packed, ...result }: FollowedResult, isToBeEmpty: boolean): LabelledResult {
  return {
    ...result,
    get labels() {
      return packed === undefined || isToBeEmpty ? { classes: [], objects: [] } : unpackLabels(packed);
    },
  };
}

function changedDuring(input: string, { image }: FollowedResult, count: number): DarkroomError {
  const of = count === 1 ? image.path : `${count} results, such as that of ${image.path},`;
  const message = `${input} has changed during the run: labels of ${of} are not written.`;
  return new DarkroomError('bad_labels', message, {
    hint: 'Resume the run, as with --resume: images stay, and their labels are followed anew.',
    file: input,
  });
}
