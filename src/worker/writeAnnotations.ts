import { join } from 'node:path';
import { findFormat } from '../dataset/annotations/index.ts';
import { placeIn } from '../dataset/placeIn.ts';
import { temporaryPath } from '../dataset/manifest/names.ts';
import { claimedIn, readManifest } from '../dataset/manifest/read.ts';
import type { WriteAnnotationsRequest, WrittenAnnotations } from '../shared/development.ts';
import { removeTemporary } from './client/temporary.ts';
import { publish } from './publish.ts';

/**
 * Reads the annotations again, for what the results' labels do not say of them, and writes them for the results. What
 * a worker process of the same run has left that died in the middle of it is taken up.
 * @throws DarkroomError as `publish`; files that were written before stay
 */
export async function writeAnnotations(
  request: WriteAnnotationsRequest,
): Promise<readonly WrittenAnnotations[]> {
  const { annotations, results, job, claims, overwrite, resumeFrom } = request;
  const { path: input, outputFolder, images } = annotations;
  const set = await (await findFormat(input)).read(input, images);
  const earlier = resumeFrom === undefined ? undefined : await readManifest(resumeFrom);
  const claimed = claims === undefined ? undefined : await claimedIn(claims.path);
  const encoder = new TextEncoder();
  const written: WrittenAnnotations[] = [];
  for (const { path, text } of set.write(results)) {
    const output = join(outputFolder, path);
    const own = [
      ...((resumeFrom !== undefined && earlier?.hashesAt(placeIn(resumeFrom, output))) || []),
      ...(claimed?.get(output) ?? []),
    ];
    const temporary = temporaryPath(output, job);
    await removeTemporary(temporary);
    const place = {
      input,
      output,
      outputFolder,
      temporary,
      own,
      overwrite,
      ...(claims !== undefined && { claims }),
    };
    written.push({ path: output, result: await publish(encoder.encode(text), place) });
  }
  return written;
}
