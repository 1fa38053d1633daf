import { printable } from '../shared/printable.ts';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorNumber, fileError } from '../dataset/fileErrors.ts';
import { checkPipeline } from '../engine/pipeline/check.ts';
import { DarkroomError } from '../shared/errors.ts';
import { inFolder, pipelineLanguage, type Diagnostic, type ParsedPipeline } from '../shared/pipeline.ts';

/** @throws DarkroomError when the file cannot be read, or is not UTF-8 */
export async function readPipeline(path: string): Promise<ParsedPipeline> {
  return inFolder(checkPipeline(await readUtf8(path), pipelineLanguage(path)), dirname(resolve(path)));
}

async function readUtf8(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (thrown) {
    if (errorNumber(thrown) !== 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw fileError(thrown, 'Reading the pipeline', path);
    throw new DarkroomError('bad_pipeline', `${path} is not UTF-8 text.`, {
      hint: 'Save it again as UTF-8.',
      file: path,
      cause: thrown,
    });
  }
}

/** `file:line:column: severity: message`, as editors and CI services understand it. */
export function describeDiagnostic(path: string, { place, severity, message }: Diagnostic): string {
  return printable(`${path}:${place.line}:${place.column}: ${severity}: ${message}`);
}

/** A diagnostic as `--json` gives it: line and column from 1, offsets in characters. */
export function plainDiagnostic({ severity, code, message, place, suggestions }: Diagnostic) {
  return { severity, code, message, ...place, ...(suggestions && { suggestions }) };
}
