import { join } from 'node:path';
import { findFormat } from '../dataset/annotations/index.ts';
import { placeIn } from '../dataset/earlierResults.ts';
import { temporaryPath } from '../dataset/manifest/names.ts';
import { readManifest } from '../dataset/manifest/read.ts';
import type { WriteAnnotationsRequest, WrittenAnnotations } from '../shared/development.ts';
import { publish } from './publish.ts';

/**
 * Reads the annotations again, for what the results' labels do not say of them, and writes them for the results.
 * @throws DarkroomError as `publish`; files that were written before stay
 */
export async function writeAnnotations(
  request: WriteAnnotationsRequest,
): Promise<readonly WrittenAnnotations[]> {
  const { annotations, results, job, root, claims, overwrite, resume } = request;
  const { path: input, outputFolder, images } = annotations;
  const set = await (await findFormat(input)).read(input, images);
  const earlier = resume ? await readManifest(root) : undefined;
  const encoder = new TextEncoder();
  const written: WrittenAnnotations[] = [];
  for (const { path, text } of set.write(results)) {
    const output = join(outputFolder, path);
    const own = earlier?.hashesAt(placeIn(root, output)) ?? [];
    const temporary = temporaryPath(output, job);
    const place = { input, output, outputFolder, temporary, own, claims, overwrite };
    written.push({ path: output, result: await publish(encoder.encode(text), place) });
  }
  return written;
}
