import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseLine, type ManifestLine } from '../../src/dataset/manifest/lines.ts';
import { manifestName } from '../../src/dataset/manifest/names.ts';

/** All files below a folder, hidden ones too, by relative path; without the manifest. */
export async function contentsOf(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const contents = new Map<string, Buffer>();
  for (const entry of entries) {
    if (!entry.isFile() || entry.name === manifestName) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch((thrown: unknown) => {
      // A worker whose master was killed tidies up behind itself.
      if (entry.name.startsWith('.darkroom-')) return undefined;
      throw thrown;
    });
    if (bytes) contents.set(path.slice(folder.length + 1), bytes);
  }
  return contents;
}

/** What a manifest tells, whatever the times and the order: the last word on each output. */
export async function manifestOf(folder: string): Promise<readonly string[]> {
  const text = await readFile(join(folder, manifestName), 'utf8');
  const told = new Map<string, string>();
  const ends: string[] = [];
  for (const written of text.trimEnd().split('\n')) {
    const line = parseLine(written);
    if (!line) throw new Error(`A torn line in ${folder}: ${written}`);
    if (line.kind === 'end') ends.push(JSON.stringify({ ...line, at: '' }));
    else if ('output' in line && line.kind !== 'run' && line.kind !== 'claim')
      told.set(line.output, plain(line));
  }
  return [...[...told.values()].sort(), ...ends.slice(-1)];
}

/** Times are of no consequence. */
function plain(line: ManifestLine): string {
  return JSON.stringify(line, (key, value: unknown) =>
    key === 'modified' || key === 'changed' ? undefined : value,
  );
}
