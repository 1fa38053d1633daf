import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { compareNames } from '../shared/compareNames.ts';
import { DarkroomError, isAbort, toProblem, type Problem } from '../shared/errors.ts';
import type { FoundFile, FoundFiles } from '../shared/development.ts';
import { errorNumber, fileError } from './fileErrors.ts';
import { manifestName } from './manifest/names.ts';

export interface FindOptions {
  /** Lower case, with the dot: what counts as an image inside a folder. */
  readonly extensions: readonly string[];
  /** A folder to leave out, such as the one that results are written to. */
  readonly except?: string;
  /** So many files of each folder that is given are enough. */
  readonly most?: number;
  readonly signal?: AbortSignal | undefined;
  /** Called between thousands of files: others may be answered, and memory given back. */
  readonly rest?: () => Promise<void>;
}

const filesBetweenRests = 4096;

/**
 * The image files that files and folders stand for. A file that is named directly is always taken; a folder gives the
 * files of readable extension below it, without hidden ones, `node_modules`, and results of earlier runs, which are
 * known by their manifest. The order depends on names alone: that of `compareNames` in each folder.
 *
 * Links are followed, each folder is entered once. A link that leads nowhere is listed, and so is a folder inside that
 * cannot be looked into, with a slash behind its relative path: reading them says what is wrong.
 * @throws AbortError
 */
export async function findFiles(inputs: readonly string[], options: FindOptions): Promise<FoundFiles> {
  const found = new Map<string, FoundFile>();
  const problems: Problem[] = [];
  const leftOut = new Set<string>();
  for (const input of inputs) {
    try {
      const files = await filesOf(input, options, leftOut);
      if (inputs.length === 1) return { files, problems, leftOut: [...leftOut] };
      for (const file of files) {
        // The same file below the same folder, named twice, is one input.
        const key = `${resolve(file.path)}\n${file.relativePath}`;
        if (!found.has(key)) found.set(key, file);
      }
    } catch (thrown) {
      if (isAbort(thrown)) throw thrown;
      problems.push(toProblem(fileError(thrown, 'Reading', input), { file: input }));
    }
  }
  return { files: [...found.values()], problems, leftOut: [...leftOut] };
}

async function filesOf(
  input: string,
  options: FindOptions,
  leftOut: Set<string>,
): Promise<readonly FoundFile[]> {
  const facts = await stat(input);
  if (facts.isFile()) return [{ path: join(input), relativePath: basename(resolve(input)) }];
  if (!facts.isDirectory()) {
    throw new DarkroomError('bad_argument', `Expected a file or a folder but received ${input}.`, {
      hint: 'Devices, pipes and sockets cannot be read as images.',
      file: input,
    });
  }
  const walk = new Walk(
    options,
    options.except === undefined ? undefined : await realpathIfAny(options.except),
  );
  await walk.enter(input, '');
  for (const folder of walk.leftOut) leftOut.add(folder);
  if (walk.files.length > 0) return walk.files;
  throw new DarkroomError('not_found', `${input} holds no images.`, {
    hint: `Folders are searched for ${options.extensions.join(' ')}; name a file directly to read it whatever its name.`,
    file: input,
  });
}

class Walk {
  readonly files: FoundFile[] = [];
  readonly leftOut: string[] = [];
  private readonly entered = new Set<string>();

  constructor(
    private readonly options: FindOptions,
    except: string | undefined,
  ) {
    if (except !== undefined) this.entered.add(except);
  }

  async enter(folder: string, relativeFolder: string): Promise<void> {
    this.options.signal?.throwIfAborted();
    const entries = await this.entriesOf(folder).catch((thrown: unknown) => {
      if (relativeFolder === '' || errorNumber(thrown) === undefined) throw thrown;
      // The slash keeps its result apart from that of an image of the same name.
      this.files.push({ path: folder, relativePath: `${relativeFolder}/` });
      return [];
    });
    // Who names such a folder means it; one that lies among the images is none of them.
    if (relativeFolder !== '' && entries.some(({ name }) => name === manifestName)) {
      this.leftOut.push(folder);
      return;
    }
    entries.sort((one, other) => compareNames(one.name, other.name));
    for (const entry of entries) {
      if (this.files.length >= (this.options.most ?? Infinity)) return;
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = join(folder, entry.name);
      const relativePath = relativeFolder === '' ? entry.name : `${relativeFolder}/${entry.name}`;
      const kind = entry.isSymbolicLink() ? await kindOfTarget(path) : kindOf(entry);
      if (kind === 'folder') await this.enter(path, relativePath);
      if (kind !== 'file' || !this.isImage(entry.name)) continue;
      this.files.push({ path, relativePath });
      if (this.files.length % filesBetweenRests === 0) await this.rest();
    }
  }

  /** None when the folder has been entered before. */
  private async entriesOf(folder: string): Promise<Dirent[]> {
    const real = await realpath(folder);
    if (this.entered.has(real)) return [];
    this.entered.add(real);
    return readdir(folder, { withFileTypes: true });
  }

  private async rest(): Promise<void> {
    await this.options.rest?.();
    this.options.signal?.throwIfAborted();
  }

  private isImage(name: string): boolean {
    return this.options.extensions.includes(extname(name).toLowerCase());
  }
}

type Kind = 'file' | 'folder' | 'other';

function kindOf(entry: Dirent): Kind {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
}

/** A link that leads nowhere counts as a file. */
async function kindOfTarget(link: string): Promise<Kind> {
  const target = await stat(link).catch(() => undefined);
  if (target?.isDirectory()) return 'folder';
  return target === undefined || target.isFile() ? 'file' : 'other';
}

/** The real path, or undefined when there is nothing there. */
async function realpathIfAny(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}
