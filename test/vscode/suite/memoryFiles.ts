import {
  EventEmitter,
  FileSystemError,
  FileType,
  Disposable,
  type FileChangeEvent,
  type FileStat,
  type FileSystemProvider,
  type Uri,
} from 'vscode';

/** Files that are nowhere on disk and cannot be changed, by their paths. */
export class MemoryFiles implements FileSystemProvider {
  private readonly changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;

  constructor(private readonly files: Readonly<Record<string, Uint8Array>>) {}

  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  stat(uri: Uri): FileStat {
    const file = this.files[uri.path];
    if (file) return { type: FileType.File, ctime: 0, mtime: 1, size: file.length };
    if (this.readDirectory(uri).length === 0) throw FileSystemError.FileNotFound(uri);
    return { type: FileType.Directory, ctime: 0, mtime: 1, size: 0 };
  }

  readDirectory({ path }: Uri): [string, FileType][] {
    const folder = path.endsWith('/') ? path : `${path}/`;
    const names = Object.keys(this.files).filter(file => file.startsWith(folder));
    return names.map(file => file.slice(folder.length)).map(name => [name, FileType.File]);
  }

  readFile(uri: Uri): Uint8Array {
    const file = this.files[uri.path];
    if (!file) throw FileSystemError.FileNotFound(uri);
    return file;
  }

  writeFile(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  createDirectory(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }
}
