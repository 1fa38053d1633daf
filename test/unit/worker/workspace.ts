import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { manifestName } from '../../../src/dataset/manifest/names.ts';
import { encode } from '../../../src/codec/index.ts';
import { defaultOutput, type ImageFormat } from '../../../src/shared/pipeline.ts';
import type { Channels } from '../../../src/shared/shape.ts';
import { noise } from '../../fixtures/image.ts';

interface Sketch {
  readonly width: number;
  readonly height: number;
  readonly channels: Channels;
  readonly seed: number;
  readonly format: ImageFormat;
}

/** What is left of a run whose master was killed may still write for a moment. */
const patience = { maxRetries: 10, retryDelay: 100 };

/** A folder of its own for a test. */
export class Workspace {
  private constructor(readonly root: string) {}

  static async create(within = tmpdir()): Promise<Workspace> {
    return new Workspace(await mkdtemp(join(within, 'darkroom-')));
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true, force: true, ...patience });
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  async write(path: string, content: string | Uint8Array): Promise<string> {
    const whole = this.path(path);
    await mkdir(dirname(whole), { recursive: true });
    await writeFile(whole, content);
    return whole;
  }

  /** A noisy image; the same for the same seed. */
  async image(
    path: string,
    { width = 8, height = 6, channels = 3, seed = 1, format = 'png' }: Partial<Sketch> = {},
  ): Promise<string> {
    const image = noise(width, height, channels, 'uint8', seed);
    return this.write(path, await encode(image, { ...defaultOutput, format }));
  }

  /** All files below a folder but its manifest, hidden ones too, as sorted relative paths; none without a folder. */
  async list(folder: string): Promise<string[]> {
    const entries = await readdir(this.path(folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    return entries
      .filter(entry => !entry.isDirectory())
      .map(entry => join(entry.parentPath, entry.name).slice(this.path(folder).length + 1))
      .filter(path => path !== manifestName)
      .sort();
  }

  removeFile(path: string): Promise<void> {
    return rm(this.path(path), { recursive: true, ...patience });
  }

  read(...parts: string[]): Promise<Buffer> {
    return readFile(this.path(...parts));
  }
}

/** A PNG that is whole but for its header, which claims 60000×60000 pixels. */
export async function hostilePng(): Promise<Uint8Array> {
  const bytes = Buffer.from(await encode(noise(8, 6, 3, 'uint8'), { ...defaultOutput, format: 'png' }));
  bytes.writeUInt32BE(60000, 16);
  bytes.writeUInt32BE(60000, 20);
  // The header's checksum covers its name and its 13 bytes.
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
