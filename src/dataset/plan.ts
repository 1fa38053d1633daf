import type { BigIntStats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DarkroomError } from '../shared/errors.ts';
import type { ImageFormat } from '../shared/pipeline.ts';
import type { FoundFile, LabelFile, Plan, PlannedFile, PlanRequest } from '../shared/development.ts';
import { below } from './annotations/pairing.ts';
import { errorNumber, fileError } from './fileErrors.ts';
import { findFiles } from './inputs.ts';
import { findClashes } from './clashes.ts';
import { EarlierResults } from './earlierResults.ts';
import { excludeFiles } from './exclusion.ts';
import { findExisting } from './existing.ts';
import type { LabelPlan, LabelPlanRequest } from './labelPlan.ts';
import { findUnportable, findUnwritable, labelFilesOf } from './outputNames.ts';
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
  /** Called between what takes long for a million files: others may be answered, and memory given back. */
  readonly rest: () => Promise<void>;
}

/**
 * Which file each input becomes: `folder/a/b.jpg` becomes `output/a/b.<ext>`, or `b_v1.<ext>`, `b_v2.<ext>`, … where
 * several versions are asked for. Nothing is written. Whatever cannot be
 * done as asked is found here and named, and is not among the files.
 * @throws DarkroomError when nothing can be written to the output folder at all: it is a file, one of the inputs, or
 * another run is writing there; AbortError
 */
export async function planDevelopment(
  request: PlanRequest,
  surroundings: PlanSurroundings,
  signal?: AbortSignal,
): Promise<Plan> {
  const { pipeline, mode, overwrite, resume = false } = request;
  const root = resolve(request.outputFolder);
  const outputFolder = join(root, request.subfolder ?? '');
  await checkOutputFolder(root, request.inputs);
  await refuseInUse(root);
  const options = { extensions: surroundings.readableExtensions, signal, rest: surroundings.rest };
  const inputs = request.inputs.map(input => resolve(input));
  const { files: found, problems, leftOut } = await findFiles(inputs, { ...options, except: root });
  const foreign = await findFiles(await inside(root, request.others ?? []), options);
  const { exclude } = pipeline;
  const wantedFiles = exclude && (await excludeFiles(found, request.inputs, exclude));
  const planned = outputsFor(wantedFiles?.files ?? found, outputFolder, request, surroundings);
  const { annotations: path } = request;
  const others = wantedFiles?.excluded ?? [];
  const labels =
    path === undefined ? undefined : await surroundings.planLabels({ planned, path, outputFolder, others });
  const pipelineHash = await hashPipeline(pipeline, mode);
  const earlier = new EarlierResults(root, await readManifest(root, signal), pipelineHash);
  const all = labels?.files ?? planned;
  await surroundings.rest();
  // Names of masks are longer than those of their images.
  const unwritable = findUnwritable(all, root);
  await surroundings.rest();
  const labelled = all.filter(file => !unwritable.has(file));
  const written = labels ? labelFilesOf(labels.annotations, labelled) : [];
  const clashes = findClashes(labelled, written, root);
  await surroundings.rest();
  const wanted = labelled.filter(file => !clashes.has(file));
  const existing = await findExisting<PlannedFile | LabelFile>(
    [...wanted, ...written],
    [
      ...[...found, ...foreign.files].map(file => file.path),
      ...(labels?.sources ?? []),
      ...written.map(({ input }) => input),
    ],
    { overwrite, known: output => resume && earlier.knows(output), signal },
  );
  await surroundings.rest();
  const files = wanted.filter(file => !existing.has(file));
  const told = earlier.about(wanted);
  // The same pipeline makes what the labels of an earlier run fit, if they are not followed anew.
  const mayNotFit = labels !== undefined || told?.samePipeline === false;
  const labelFiles = labels && new Set(written.map(({ output }) => output));
  return {
    outputFolder: root,
    files: resume ? files.map(file => earlier.recall(file)) : files,
    conflicts: [...problems, ...new Set([...unwritable.values(), ...clashes.values(), ...existing.values()])],
    annotations: labels ? [{ ...labels.annotations, written: labelFilesOf(labels.annotations, files) }] : [],
    leftOut,
    ...(wantedFiles && { exclusion: wantedFiles.exclusion }),
    outdatedLabels: mayNotFit ? earlier.outdatedLabels(files, labelFiles) : [],
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

/** Those that lie in a folder: nothing else can be replaced by what is written there. */
async function inside(folder: string, paths: readonly string[]): Promise<readonly string[]> {
  const real = async (path: string) => realpath(path).catch(() => resolve(path));
  const place = await real(folder);
  const others = await Promise.all(paths.map(real));
  return others.filter(other => below(place, other) !== undefined);
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

/** `a/b.tar.gz` without its last extension; a name that only begins with a dot has none. */
function withoutExtension(path: string): string {
  return path.replace(/(?<=[^/])\.[^./]*$/, '');
}
