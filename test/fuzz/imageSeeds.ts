import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readers } from '../../src/codec/recognize.ts';
import type { ReadFormat } from '../../src/shared/image.ts';

export interface ImageSeed {
  readonly path: string;
  readonly name: string;
  readonly format: ReadFormat;
  readonly bytes: Uint8Array;
}

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
/** Larger files are read as they are, but not mutated: most of their bytes are pixels. */
const mostBytes = 64 * 1024;

/** A file of each kind of each format, in a fixed order. */
export function imageSeeds(): readonly ImageSeed[] {
  const folders = ['codec/files', 'codec/encoded', 'fuzz'].map(name => join(fixtures, name));
  return folders.filter(folder => existsSync(folder)).flatMap(seedsIn);
}

/** What can be mutated of a folder and those below it. */
export function seedsIn(folder: string): readonly ImageSeed[] {
  return filesBelow(folder).flatMap(path => {
    if (statSync(path).size > mostBytes) return [];
    const bytes = new Uint8Array(readFileSync(path));
    const format = readers.find(reader => reader.recognizes(bytes))?.format;
    return format ? [{ path, name: `case${extname(path)}`, format, bytes }] : [];
  });
}

/** Every file, in a fixed order. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}
