import { sep } from 'node:path';
import type { LabelFile, PlannedAnnotations, PlannedFile } from '../shared/development.ts';
import type { Problem } from '../shared/errors.ts';

/** The most bytes that a name may have, in UTF-8, on nearly every disk; on Windows, characters. */
const longestName = 255;
/** The most bytes that a path may have there, less those of a hidden file's name. */
const longestPath: Partial<Record<NodeJS.Platform, number>> = { linux: 4096 - 64, darwin: 1024 - 64 };
/** Windows keeps these for devices, with any extension. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
// eslint-disable-next-line no-control-regex
const forbidden = /[<>:"|?*\\\u0000-\u001f]/;

/** All files that come of an image: the result itself and its mask. */
export function outputsOf({ output, labels }: PlannedFile): readonly string[] {
  return labels?.maskOutput === undefined ? [output] : [output, labels.maskOutput];
}

/** Files of labels that are written when these images are developed. */
export function labelFilesOf(
  { written }: Pick<PlannedAnnotations, 'written'>,
  files: readonly PlannedFile[],
): readonly LabelFile[] {
  const outputs = new Set(files.map(({ output }) => output));
  return written.filter(({ of }) => of === undefined || outputs.has(of));
}

/**
 * Files whose results cannot have the names that they would get, by input.
 * @param outputFolder absolute, as the outputs begin with it; its own name is not looked at
 */
export function findUnwritable(
  files: readonly PlannedFile[],
  outputFolder: string,
  platform: NodeJS.Platform = process.platform,
): Map<PlannedFile, Problem> {
  const problems = new Map<PlannedFile, Problem>();
  for (const file of files) {
    for (const output of outputsOf(file)) {
      const fault = faultOfPath(output, outputFolder, platform);
      if (fault === undefined) continue;
      const message = `${file.input} would be written to ${output}, but ${fault}.`;
      problems.set(file, { code: 'bad_argument', message, hint: 'Rename it.', file: file.input });
      break;
    }
  }
  return problems;
}

function faultOfPath(output: string, outputFolder: string, platform: NodeJS.Platform): string | undefined {
  const faults = namesOf(output, outputFolder).map(name => faultOf(name, platform));
  return lengthFaultOf(output, platform) ?? faults.find(fault => fault !== undefined);
}

/** Outputs that could not be copied to a Windows machine. */
export function findUnportable(files: readonly PlannedFile[], outputFolder: string): readonly string[] {
  return files
    .filter(({ output }) => namesOf(output, outputFolder).some(name => windowsFaultOf(name) !== undefined))
    .map(({ output }) => output);
}

function namesOf(output: string, outputFolder: string): readonly string[] {
  return output
    .slice(outputFolder.length)
    .split(sep)
    .filter(name => name !== '');
}

/** Some room is left for the name of the file that bytes are gathered in. */
function lengthFaultOf(output: string, platform: NodeJS.Platform): string | undefined {
  const longest = longestPath[platform];
  const length = Buffer.byteLength(output);
  if (longest === undefined || length <= longest) return undefined;
  return `a path of ${length} bytes is longer than systems allow`;
}

function faultOf(name: string, platform: NodeJS.Platform): string | undefined {
  const length = platform === 'win32' ? name.length : Buffer.byteLength(name);
  if (length > longestName)
    return `a name of ${length} bytes is longer than the ${longestName} that disks allow`;
  return platform === 'win32' ? windowsFaultOf(name) : undefined;
}

function windowsFaultOf(name: string): string | undefined {
  if (reserved.test(name)) return `${name} is a name that Windows keeps for a device`;
  if (/[. ]$/.test(name)) return `${name} ends in a dot or a space, which Windows takes away`;
  const [character] = forbidden.exec(name) ?? [];
  return character === undefined
    ? undefined
    : `${name} has ${JSON.stringify(character)}, which Windows does not allow`;
}
