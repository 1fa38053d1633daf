import type { BigIntStats } from 'node:fs';
import { lstat, opendir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Problem } from '../shared/errors.ts';
import { isAbsence } from './fileErrors.ts';

/** Questions to the disk that are open at once. */
const lanes = 32;

/** A file that is to be written. */
interface Writing {
  readonly input: string;
  readonly output: string;
}

export interface ExistingOptions {
  /** Only those are a problem that must never be replaced. */
  readonly overwrite: boolean;
  /** Tells of an output whether an earlier run has written it; such a file is no problem. */
  readonly known: (output: string) => boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Files whose output is there already, by input. Never to be replaced are the originals, reached by whatever path, and
 * anything that is not a plain file.
 * @param originals all inputs, also those that are not developed, and files of labels
 * @throws AbortError
 */
export async function findExisting<File extends Writing>(
  files: readonly File[],
  originals: readonly string[],
  { overwrite, known, signal }: ExistingOptions,
): Promise<Map<File, Problem>> {
  const folders = [...new Set(files.map(({ output }) => dirname(output)))];
  const empty = new Set((await inLanes(folders, emptyFolder, signal)).filter(folder => folder !== undefined));
  const doubtful = files.filter(({ output }) => !empty.has(dirname(output)));
  const there = await inLanes(doubtful, async file => ({ file, facts: await factsOf(file.output) }), signal);
  const existing = there.filter(({ facts }) => facts !== undefined);
  const problems = new Map<File, Problem>();
  if (existing.length === 0) return problems;
  const identities = new Set(await inLanes(originals, identityOf, signal));
  for (const { file, facts } of existing) {
    const identity = await identityOf(file.output);
    const isOriginal = identity !== undefined && identities.has(identity);
    const problem = judge(file, facts!, isOriginal, overwrite || known(file.output));
    if (problem) problems.set(file, problem);
  }
  return problems;
}

function judge(
  { input, output }: Writing,
  facts: BigIntStats,
  isOriginal: boolean,
  mayReplace: boolean,
): Problem | undefined {
  if (isOriginal) {
    const message = `${input} would be written to ${output}, which is one of the inputs.`;
    return { code: 'bad_argument', message, hint: 'Choose another output folder.', file: input };
  }
  if (!facts.isFile() && !facts.isSymbolicLink()) {
    const message = `${input} would be written to ${output}, where something that is not a file is.`;
    return { code: 'bad_argument', message, hint: 'Choose another output folder.', file: input };
  }
  if (mayReplace) return undefined;
  const message = `${input} would be written to ${output}, which exists already.`;
  return {
    code: 'exists',
    message,
    hint: 'Choose another output folder, or ask for overwriting.',
    file: input,
  };
}

/** The folder when nothing is in it or it is not there: as a rule, and then there is nothing to ask for each file. */
async function emptyFolder(folder: string): Promise<string | undefined> {
  try {
    const entries = await opendir(folder);
    try {
      return (await entries.read()) === null ? folder : undefined;
    } finally {
      await entries.close();
    }
  } catch (thrown) {
    return isAbsence(thrown) ? folder : undefined;
  }
}

/** Undefined when nothing is there, or nothing can be there because the folder is not. */
async function factsOf(path: string): Promise<BigIntStats | undefined> {
  return lstat(path, { bigint: true }).catch(() => undefined);
}

/** Device and inode: equal for every path to the same file, links included. */
async function identityOf(path: string): Promise<string | undefined> {
  const facts = await stat(path, { bigint: true }).catch(() => undefined);
  return facts && `${facts.dev}:${facts.ino}`;
}

async function inLanes<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += lanes) {
    signal?.throwIfAborted();
    results.push(...(await Promise.all(items.slice(start, start + lanes).map(work))));
  }
  return results;
}
