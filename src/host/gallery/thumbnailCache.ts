import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a thumbnail is made of: as long as all are the same, so is the picture. */
export interface ThumbnailKey {
  /** Absolute path of the image. */
  readonly path: string;
  /** Bytes, and time of the last change in milliseconds. */
  readonly size: number;
  readonly modified: number;
  /** Length of the longer side, in pixels. */
  readonly longest: number;
}

export interface KeptThumbnail {
  /** Of the whole image, in pixels. */
  readonly width: number;
  readonly height: number;
  /** The picture's file. */
  readonly bytes: Uint8Array;
}

/** Before the picture: width and height, 32 bits each, the lowest first. */
const headerBytes = 8;

interface Kept {
  readonly path: string;
  readonly size: number;
  readonly written: number;
}

/** When the limit is passed, the oldest are removed until this part of it is left. */
const leftAfterTidying = 0.8;
/** Files that are looked at together when the folder is gone through. */
const atOnce = 64;

/**
 * Thumbnails on disk, named after what they are made of. A file is whole or not there: it is written beside and gets
 * its name at the end. A disk that is full or may not be written to costs the cache, never a picture.
 */
export class ThumbnailCache {
  /** Bytes that are kept; undefined until the folder has been gone through. */
  private bytes: number | undefined;
  private tidying: Promise<void> | undefined;

  /** @param limit of all files together, in bytes; asked for anew each time */
  constructor(
    private readonly folder: string,
    private readonly limit: () => number,
  ) {}

  async get(key: ThumbnailKey): Promise<KeptThumbnail | undefined> {
    try {
      const content = await readFile(this.placeOf(key).file);
      if (content.length <= headerBytes) return undefined;
      return {
        width: content.readUInt32LE(0),
        height: content.readUInt32LE(4),
        // Not the file's buffer: on the other side of a wire it would be another thing.
        bytes: new Uint8Array(content.subarray(headerBytes)),
      };
    } catch {
      return undefined;
    }
  }

  async put(key: ThumbnailKey, { width, height, bytes }: KeptThumbnail): Promise<void> {
    if (this.limit() <= 0) return;
    const { folder, file } = this.placeOf(key);
    const header = Buffer.alloc(headerBytes);
    header.writeUInt32LE(width, 0);
    header.writeUInt32LE(height, 4);
    const temporary = `${file}.${randomUUID()}.tmp`;
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(temporary, Buffer.concat([header, bytes]), { flag: 'wx' });
      await rename(temporary, file);
    } catch {
      await rm(temporary, { force: true }).catch(() => undefined);
      return;
    }
    if (this.bytes !== undefined) this.bytes += headerBytes + bytes.length;
    if (this.bytes === undefined || this.bytes > this.limit()) void this.tidy();
  }

  /** Removes the oldest files while all together are over the limit. */
  tidy(): Promise<void> {
    this.tidying ??= this.tidyNow().finally(() => {
      this.tidying = undefined;
    });
    return this.tidying;
  }

  private async tidyNow(): Promise<void> {
    const kept = await this.list();
    let bytes = kept.reduce((sum, { size }) => sum + size, 0);
    if (bytes > this.limit()) {
      const enough = this.limit() * leftAfterTidying;
      for (const { path, size } of kept.sort((one, other) => one.written - other.written)) {
        if (bytes <= enough) break;
        await rm(path, { force: true }).catch(() => undefined);
        bytes -= size;
      }
    }
    this.bytes = bytes;
  }

  private async list(): Promise<Kept[]> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    const kept: Kept[] = [];
    for (let start = 0; start < files.length; start += atOnce) {
      const facts = files.slice(start, start + atOnce).map(async path => {
        const { size, mtimeMs } = await stat(path);
        return { path, size, written: mtimeMs };
      });
      for (const result of await Promise.allSettled(facts)) {
        if (result.status === 'fulfilled') kept.push(result.value);
      }
    }
    return kept;
  }

  private placeOf({ path, size, modified, longest }: ThumbnailKey): { folder: string; file: string } {
    const name = createHash('sha256')
      .update(JSON.stringify([path, size, modified, longest]))
      .digest('hex')
      .slice(0, 40);
    const folder = join(this.folder, name.slice(0, 2));
    return { folder, file: join(folder, name) };
  }
}
