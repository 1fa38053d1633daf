import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import { compareNames } from '../shared/compareNames.ts';

/** Folders that hold neither images of a dataset nor pipelines. */
const skipped: ReadonlySet<string> = new Set(['node_modules', '__pycache__']);
const maximumFolders = 5000;
const foldersAtOnce = 16;

export interface SearchOptions {
  /** So many files are enough. */
  readonly maximum: number;
  /** Folders that it declines are left out; absent for none. */
  readonly enters?: ((folder: Uri) => boolean) | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Files whose names are accepted, level by level, so that the nearest come first; sorted by name within a folder.
 * Hidden folders and links to folders are not entered.
 *
 * The editor’s own search is not used: it needs a search program beside the editor, and a search provider on virtual
 * file systems, and fails where either is missing.
 * @throws AbortError
 */
export async function findFiles(
  roots: readonly Uri[],
  accepts: (name: string) => boolean,
  { maximum, enters = () => true, signal }: SearchOptions,
): Promise<readonly Uri[]> {
  const found: Uri[] = [];
  let visited = 0;
  let level = roots;
  while (level.length > 0 && found.length < maximum && visited < maximumFolders) {
    const next: Uri[] = [];
    for (let start = 0; start < level.length && visited < maximumFolders; start += foldersAtOnce) {
      const folders = level.slice(start, start + foldersAtOnce);
      visited += folders.length;
      const contents = await Promise.all(folders.map(folder => contentsOf(folder, accepts)));
      signal?.throwIfAborted();
      for (const [index, entries] of contents.entries()) {
        for (const [name, type] of entries) {
          const uri = Uri.joinPath(folders[index]!, name);
          if (type === FileType.Directory) {
            if (!name.startsWith('.') && !skipped.has(name) && enters(uri)) next.push(uri);
          } else {
            found.push(uri);
          }
        }
      }
      if (found.length >= maximum) break;
    }
    level = next;
  }
  return found.slice(0, maximum);
}

export function workspaceRoots(): readonly Uri[] {
  return (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
}

/** Folders and accepted files. A folder that may not be read, or has just gone, holds nothing. */
async function contentsOf(
  folder: Uri,
  accepts: (name: string) => boolean,
): Promise<readonly [string, FileType][]> {
  try {
    const entries = await workspace.fs.readDirectory(folder);
    const wanted = entries.filter(
      ([name, type]) => type === FileType.Directory || ((type & FileType.File) !== 0 && accepts(name)),
    );
    return wanted.sort(([one], [other]) => compareNames(one, other));
  } catch (thrown) {
    if (thrown instanceof FileSystemError) return [];
    throw thrown;
  }
}
