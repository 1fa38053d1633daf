import { Disposable, FileSystemError, FileType, RelativePattern, Uri, workspace } from 'vscode';
import { DarkroomError } from '../shared/errors.ts';
import type { Source } from '../shared/image.ts';

/** Files of other file systems are carried to the engine; larger ones must be on disk. */
const maximumCarriedBytes = 256 * 2 ** 20;

/**
 * An image as the engine names it: by its path on disk, by its bytes on any other file system.
 * @throws DarkroomError when there is no such file or it may not be read.
 */
export async function openSource(uri: Uri): Promise<Source> {
  const name = fileName(uri);
  try {
    const { type, mtime, size } = await workspace.fs.stat(uri);
    if (type & FileType.Directory) {
      throw new DarkroomError('unreadable', `${name} is a folder, not an image.`, { file: name });
    }
    const version = `${mtime}-${size}`;
    if (uri.scheme === 'file') return { kind: 'file', path: uri.fsPath, version };
    if (size > maximumCarriedBytes) {
      const megabytes = Math.round(size / 2 ** 20);
      throw new DarkroomError(
        'too_large',
        `${name} has ${megabytes} MB, too much for a virtual file system.`,
        {
          hint: 'Copy it to a folder on disk and open it there.',
          file: name,
        },
      );
    }
    const bytes = new Uint8Array(await workspace.fs.readFile(uri));
    return { kind: 'bytes', name, version: `${uri.toString()} ${version}`, bytes };
  } catch (thrown) {
    throw fileProblem(thrown, name);
  }
}

/** What a file system says, in words a person can act on; anything else is passed on as it is. */
export function fileProblem(thrown: unknown, name: string): unknown {
  if (!(thrown instanceof FileSystemError)) return thrown;
  const more = { file: name, cause: thrown };
  switch (thrown.code) {
    case 'FileNotFound':
      return new DarkroomError('not_found', `${name} is not there: it was deleted, moved or renamed.`, {
        ...more,
        hint: 'It is shown as soon as it is back.',
      });
    case 'NoPermissions':
      return new DarkroomError('not_permitted', `${name} may not be read.`, {
        ...more,
        hint: 'Check the permissions of the file and its folder.',
      });
    default:
      return new DarkroomError('unreadable', `${name} cannot be read: ${thrown.message}`, more);
  }
}

/** Calls back a moment after a file was changed, deleted or created again, also outside of the workspace. */
export function watchFile(uri: Uri, onChange: () => void): Disposable {
  // A pattern for the folder: names may hold characters that mean something in patterns.
  const pattern = new RelativePattern(Uri.joinPath(uri, '..'), '*');
  return watch(pattern, other => other.toString() === uri.toString(), onChange);
}

/** The same of the files in a folder and below it. */
export function watchFolder(uri: Uri, onChange: () => void): Disposable {
  return watch(new RelativePattern(uri, '**/*'), () => true, onChange);
}

function watch(pattern: RelativePattern, counts: (uri: Uri) => boolean, onChange: () => void): Disposable {
  const watcher = workspace.createFileSystemWatcher(pattern);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const changed = (uri: Uri) => {
    if (!counts(uri)) return;
    // Programs write in several steps, or delete and rename.
    clearTimeout(timer);
    timer = setTimeout(onChange, 150);
  };
  watcher.onDidChange(changed);
  watcher.onDidCreate(changed);
  watcher.onDidDelete(changed);
  return new Disposable(() => {
    clearTimeout(timer);
    watcher.dispose();
  });
}

export function fileName(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
