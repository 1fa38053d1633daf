import xxhash from 'xxhash-wasm';
import { openFile } from '../plainFile.ts';

/** Bytes that are hashed at once: the whole of a large result would stay in the memory of the library. */
const portion = 2 ** 18;

let library: ReturnType<typeof xxhash> | undefined;

/**
 * `xxh64:` and the XXH64 that `xxhsum` prints. It tells whether a file has changed, and is no guard against forgery:
 * 600 KB take 0.13 ms, where SHA-256 takes 0.45 ms, a tenth of developing an image.
 */
export async function hashBytes(bytes: Uint8Array): Promise<string> {
  const hasher = await begin();
  for (let start = 0; start < bytes.length; start += portion) {
    hasher.update(bytes.subarray(start, start + portion));
  }
  return print(hasher.digest());
}

/** The same of a file, however large. */
export async function hashFile(path: string): Promise<string> {
  const hasher = await begin();
  const handle = await openFile(path);
  for await (const part of handle.createReadStream()) hasher.update(part as Buffer);
  return print(hasher.digest());
}

async function begin() {
  const ready = await (library ??= xxhash());
  return ready.create64();
}

function print(sum: bigint): string {
  return `xxh64:${sum.toString(16).padStart(16, '0')}`;
}
