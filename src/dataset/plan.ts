import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DarkroomError, type Problem } from '../shared/errors.ts';
import type { ImageFormat } from '../shared/pipeline.ts';
import type { FoundFile, Plan, PlannedFile, PlanRequest } from '../shared/development.ts';
import { errorNumber, fileError } from './fileErrors.ts';
import { findFiles } from './inputs.ts';
import { EarlierResults } from './earlierResults.ts';
import { excludeFiles } from './exclusion.ts';
import { findExisting } from './existing.ts';
import type { LabelPlan, LabelPlanRequest } from './labelPlan.ts';
import { findUnportable, findUnwritable } from './outputNames.ts';
import { refuseInUse } from './manifest/holder.ts';
import { hashPipeline } from './manifest/pipelineHash.ts';
import { readManifest } from './manifest/read.ts';

/** What a plan needs of others. */
export interface PlanSurroundings {
  /** Lower case, with the dot. */
  readonly readableExtensions: readonly string[];
  extensionOf(format: ImageFormat): string;
  /** Reading a file of annotations may take long. */
  planLabels(request: LabelPlanRequest): Promise<LabelPlan>;
}

/**
 * Which file each input becomes: `folder/a/b.jpg` becomes `output/a/b.<ext>`, or `b_v1.<ext>`, `b_v2.<ext>`, … where
 * several versions are asked for. Nothing is written. Whatever cannot be
 * done as asked is found here and named, and is not among the files.
 * @throws DarkroomError when nothing can be written to the output folder at all: it is a file, one of the inputs, or
 * another run is writing there
 */
export async function planDevelopment(request: PlanRequest, surroundings: PlanSurroundings): Promise<Plan> {
  const { pipeline, mode, overwrite, resume = false } = request;
  const root = resolve(request.outputFolder);
  const outputFolder = join(root, request.subfolder ?? '');
  await checkOutputFolder(root, request.inputs);
  await refuseInUse(root);
  const {
    files: found,
    problems,
    leftOut,
  } = await findFiles(
    request.inputs.map(input => resolve(input)),
    { extensions: surroundings.readableExtensions, except: root },
  );
  const { exclude } = pipeline;
  const wantedFiles = exclude && (await excludeFiles(found, request.inputs, exclude));
  const planned = outputsFor(wantedFiles?.files ?? found, outputFolder, request, surroundings);
  const clashes = findClashes(planned, root);
  const unwritable = findUnwritable(planned, root);
  const free = planned.filter(file => !clashes.has(file) && !unwritable.has(file));
  const { annotations: path } = request;
  const others = wantedFiles?.excluded ?? [];
  const labels =
    path === undefined
      ? undefined
      : await surroundings.planLabels({ planned: free, path, outputFolder, others });
  const written = labels?.written ?? [];
  const pipelineHash = await hashPipeline(pipeline, mode);
  const earlier = new EarlierResults(root, await readManifest(root), pipelineHash);
  const wanted = labels?.files ?? free;
  const existing = await findExisting(
    [...wanted, ...written],
    [...planned, ...written],
    overwrite,
    output => resume && earlier.knows(output),
  );
  const files = wanted.filter(file => !existing.has(file));
  const told = earlier.about(wanted);
  return {
    outputFolder: root,
    files: resume ? files.map(file => earlier.recall(file)) : files,
    conflicts: [...problems, ...new Set([...clashes.values(), ...unwritable.values(), ...existing.values()])],
    annotations: labels ? [labels.annotations] : [],
    leftOut,
    ...(wantedFiles && { exclusion: wantedFiles.exclusion }),
    unportable: findUnportable(files, root),
    pipelineHash,
    ...(told && { earlier: told }),
  };
}

/** Every version of every image, with the path of its result. */
function outputsFor(
  found: readonly FoundFile[],
  outputFolder: string,
  { subfolder = '', versions, pipeline }: PlanRequest,
  { extensionOf }: Pick<PlanSurroundings, 'extensionOf'>,
): readonly PlannedFile[] {
  const extension = extensionOf(pipeline.output.format);
  const prefix = subfolder === '' ? '' : `${subfolder}/`;
  return found.flatMap(({ path, relativePath }) =>
    Array.from({ length: versions }, (_value, version) => {
      const name = `${withoutExtension(relativePath)}${versions > 1 ? `_v${version + 1}` : ''}`;
      const output = join(outputFolder, name + extension);
      return { input: path, output, relativePath: prefix + relativePath, version };
    }),
  );
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
