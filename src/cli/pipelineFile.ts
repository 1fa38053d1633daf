import { printable } from '../shared/printable.ts';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { decodeText } from '../dataset/annotations/text.ts';
import { fileError } from '../dataset/fileErrors.ts';
import { checkPipeline } from '../engine/pipeline/check.ts';
import { inFolder, pipelineLanguage, type Diagnostic, type ParsedPipeline } from '../shared/pipeline.ts';

/** @throws DarkroomError when the file cannot be read, or is not UTF-8 */
export async function readPipeline(path: string): Promise<ParsedPipeline> {
  const bytes = await readFile(path).catch((thrown: unknown) => {
    throw fileError(thrown, 'Reading the pipeline', path);
  });
  const text = decodeText(bytes, path, 'bad_pipeline');
  return inFolder(checkPipeline(text, pipelineLanguage(path)), dirname(resolve(path)));
}

/** `file:line:column: severity: message`, as editors and CI services understand it. */
export function describeDiagnostic(path: string, { place, severity, message }: Diagnostic): string {
  return printable(`${path}:${place.line}:${place.column}: ${severity}: ${message}`);
}

/** A diagnostic as `--json` gives it: line and column from 1, offsets in characters. */
export function plainDiagnostic({ severity, code, message, place, suggestions }: Diagnostic) {
  return { severity, code, message, ...place, ...(suggestions && { suggestions }) };
}
