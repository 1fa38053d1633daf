import { join } from 'node:path';
import type { AnnotationFile } from '../dataset/annotations/format.ts';
import { findFormat } from '../dataset/annotations/index.ts';
import { placeIn } from '../dataset/placeIn.ts';
import { temporaryPath } from '../dataset/manifest/names.ts';
import { claimedIn, readManifest } from '../dataset/manifest/read.ts';
import type { AnnotationsOutcome, WriteAnnotationsRequest } from '../shared/development.ts';
import { toProblem, type ErrorCode } from '../shared/errors.ts';
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
 * @throws DarkroomError when the annotations cannot be read any more
 */
export async function writeAnnotations(
  request: WriteAnnotationsRequest,
): Promise<readonly AnnotationsOutcome[]> {
  const { annotations, results, job, claims, overwrite, resumeFrom } = request;
  const { path: input, outputFolder, images } = annotations;
  const set = await (await findFormat(input)).read(input, images);
  const earlier = resumeFrom === undefined ? undefined : await readManifest(resumeFrom);
  const claimed = claims === undefined ? undefined : await claimedIn(claims.path);
  const encoder = new TextEncoder();
  const outcomes: AnnotationsOutcome[] = [];
  let isStopped = false;
  const write = async ({ path, text }: AnnotationFile): Promise<AnnotationsOutcome> => {
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
      return { path: output, result: await publish(encoder.encode(text), place) };
    } catch (thrown) {
      const problem = toProblem(lostFolder(outputFolder, thrown), { file: input });
      isStopped ||= stopping.has(problem.code);
      return { path: output, problem };
    }
  };
  const files = set.write(results).entries();
  const writeMore = async () => {
    for (const [index, file] of files) {
      outcomes[index] = await write(file);
      if (isStopped) return;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, writeMore));
  return outcomes;
}
