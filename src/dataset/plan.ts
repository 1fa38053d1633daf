import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DarkroomError, type Problem } from '../shared/errors.ts';
import type { ImageFormat } from '../shared/pipeline.ts';
import type { Plan, PlannedFile, PlanRequest } from '../shared/development.ts';
import { errorNumber, fileError } from './fileErrors.ts';
import { findFiles } from './inputs.ts';
import { withLabels } from './labelPlan.ts';
import { findExisting } from './existing.ts';

export interface Formats {
  /** Lower case, with the dot. */
  readonly readableExtensions: readonly string[];
  extensionOf(format: ImageFormat): string;
}

/**
 * Which file each input becomes: `folder/a/b.jpg` becomes `output/a/b.<ext>`, or `b_v1.<ext>`, `b_v2.<ext>`, … where
 * several versions are asked for. Nothing is written. Whatever cannot be
 * done as asked is found here and named, and is not among the files.
 * @throws DarkroomError when nothing can be written to the output folder at all: it is a file, or one of the inputs
 */
export async function planDevelopment(request: PlanRequest, formats: Formats): Promise<Plan> {
  const outputFolder = resolve(request.outputFolder);
  await checkOutputFolder(outputFolder, request.inputs);
  const { files: found, problems } = await findFiles(
    request.inputs.map(input => resolve(input)),
    { extensions: formats.readableExtensions, except: outputFolder },
  );
  const extension = formats.extensionOf(request.output.format);
  const versions = Array.from({ length: request.versions }, (_value, version) => version);
  const planned = found.flatMap(({ path, relativePath }) =>
    versions.map(version => {
      const name = `${withoutExtension(relativePath)}${versions.length > 1 ? `_v${version + 1}` : ''}`;
      return { input: path, output: join(outputFolder, name + extension), relativePath, version };
    }),
  );
  const clashes = findClashes(planned, outputFolder);
  const free = planned.filter(file => !clashes.has(file));
  const existing = await findExisting(free, planned, request.overwrite);
  const plan: Plan = {
    outputFolder,
    files: free.filter(file => !existing.has(file)),
    conflicts: [...problems, ...new Set([...clashes.values(), ...existing.values()])],
    annotations: [],
  };
  return request.annotations === undefined ? plan : withLabels(plan, request.annotations, request.overwrite);
}

async function checkOutputFolder(folder: string, inputs: readonly string[]): Promise<void> {
  const facts = await factsOf(folder);
  if (facts === undefined) return;
  if (!facts.isDirectory()) {
    throw new DarkroomError('bad_argument', `Expected a folder for the output but ${folder} is a file.`, {
      hint: 'Choose another output folder.',
      file: folder,
    });
  }
  for (const input of inputs) {
    const other = await stat(input, { bigint: true }).catch(() => undefined);
    if (other?.dev !== facts.dev || other.ino !== facts.ino) continue;
    throw new DarkroomError('bad_argument', `The output folder ${folder} is the input folder itself.`, {
      hint: `Choose another folder, such as ${join(folder, 'developed')}.`,
      file: folder,
    });
  }
}

/** Undefined when there is nothing yet. */
async function factsOf(folder: string): Promise<BigIntStats | undefined> {
  try {
    return await stat(folder, { bigint: true });
  } catch (thrown) {
    if (errorNumber(thrown) === 'ENOENT') return undefined;
    throw fileError(thrown, 'Writing to', folder);
  }
}

/**
 * Inputs that would write the same file, by input. Names that are equal but for case count as one, because on many
 * disks they are; so do a file and a folder of one name.
 */
function findClashes(planned: readonly PlannedFile[], outputFolder: string): Map<PlannedFile, Problem> {
  const byOutput = new Map<string, PlannedFile[]>();
  for (const file of planned) {
    const key = keyOf(file.output);
    const group = byOutput.get(key);
    if (group) group.push(file);
    else byOutput.set(key, [file]);
  }
  const clashes = new Map<PlannedFile, Problem>();
  for (const group of byOutput.values()) {
    if (group.length === 1) continue;
    const problem: Problem = {
      code: 'exists',
      message: `${group.map(({ input }) => input).join(' and ')} would be written to one file, ${group[0]!.output}.`,
      hint: 'Rename one of them, or develop them into different folders.',
      file: group[0]!.input,
    };
    for (const file of group) clashes.set(file, problem);
  }
  for (const file of planned) {
    for (let folder = dirname(file.output); folder.length > outputFolder.length; folder = dirname(folder)) {
      const other = byOutput.get(keyOf(folder))?.[0];
      if (!other || clashes.has(file)) continue;
      clashes.set(file, {
        code: 'exists',
        message: `${file.input} needs the folder ${folder}, which ${other.input} would be written to as a file.`,
        hint: 'Rename one of them.',
        file: file.input,
      });
    }
  }
  return clashes;
}

function keyOf(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** `a/b.tar.gz` without its last extension; a name that only begins with a dot has none. */
function withoutExtension(path: string): string {
  return path.replace(/(?<=[^/])\.[^./]*$/, '');
}
