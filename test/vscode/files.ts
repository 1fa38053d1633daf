import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** Every file below a folder but the manifest of a run, with its bytes, by its path with forward slashes. */
export async function readFolder(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const names = (await readdir(folder, { recursive: true })).filter(
    name => basename(name) !== 'darkroom.manifest.jsonl',
  );
  for (const name of names.sort()) {
    const path = join(folder, name);
    if ((await stat(path)).isFile()) files.set(name.replaceAll('\\', '/'), await readFile(path));
  }
  return files;
}

/** The names whose bytes differ, or that only one side has. */
export function differing(
  actual: ReadonlyMap<string, Buffer>,
  expected: ReadonlyMap<string, Buffer>,
): readonly string[] {
  const names = new Set([...actual.keys(), ...expected.keys()]);
  return [...names].filter(name => {
    const left = actual.get(name);
    const right = expected.get(name);
    return left === undefined || right === undefined || !left.equals(right);
  });
}
