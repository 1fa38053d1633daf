import { join } from 'node:path';
import { findFormat } from '../dataset/annotations/index.ts';
import type { WriteAnnotationsRequest } from '../shared/development.ts';
import { temporaryPath } from './client/temporary.ts';
import { publish } from './publish.ts';

/**
 * Reads the annotations again, for what the results' labels do not say of them, and writes them for the results.
 * @returns absolute paths of the files
 * @throws DarkroomError as `publish`; files that were written before stay
 */
export async function writeAnnotations(request: WriteAnnotationsRequest): Promise<readonly string[]> {
  const { annotations, results, job, overwrite } = request;
  const { path: input, outputFolder, images } = annotations;
  const set = await (await findFormat(input)).read(input, images);
  const encoder = new TextEncoder();
  const written: string[] = [];
  for (const { path, text } of set.write(results)) {
    const output = join(outputFolder, path);
    const temporary = temporaryPath(output, job);
    await publish(encoder.encode(text), { input, output, outputFolder, temporary, overwrite });
    written.push(output);
  }
  return written;
}
