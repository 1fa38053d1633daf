/** `npm run simd`: compiles the AssemblyScript of every folder `assembly` in src to `kernels.ts` beside it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface KernelModule {
  /** The folder's index, relative to the project. */
  readonly source: string;
  readonly target: string;
}

export function kernelModules(): readonly KernelModule[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map(path => join('src', path))
    .filter(path => basename(path) === 'index.ts' && basename(dirname(path)) === 'assembly')
    .sort()
    .map(source => ({ source, target: join(root, dirname(dirname(source)), 'kernels.ts') }));
}

/** The file that belongs to a source. */
export async function compiled(source: string): Promise<string> {
  const files = new Map<string, Uint8Array | string>();
  const said = asc.createMemoryStream();
  const { error } = await asc.main(
    [
      source,
      ...['--outFile', 'kernels.wasm', '--runtime', 'stub', '--noAssert', '--use', 'abort='],
      ...['-O3', '--converge', '--enable', 'simd', '--initialMemory', '16'],
    ],
    {
      readFile: (name, folder) => {
        try {
          return readFileSync(join(root, relative('.', folder), name), 'utf8');
        } catch {
          return null;
        }
      },
      writeFile: (name, contents) => {
        files.set(name, contents);
      },
      listFiles: () => [],
      stderr: said,
    },
  );
  if (error) throw new Error(`${source}: ${said.toString()}`, { cause: error });
  const base64 = Buffer.from(files.get('kernels.wasm') as Uint8Array).toString('base64');
  const lines = base64.match(/.{1,96}/g)!.map(line => `  '${line}'`);
  return `/** \`assembly\`, compiled by \`npm run simd\`: WebAssembly in base64. */\nexport const kernelBytes =\n${lines.join(' +\n')};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { source, target } of kernelModules()) writeFileSync(target, await compiled(source));
}
