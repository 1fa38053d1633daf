/** `npm run simd`: compiles the AssemblyScript of every folder `assembly` in src to `kernels.ts` beside it. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Its types declare globals that are not those of JavaScript, so it is run and not imported. */
const compiler = fileURLToPath(import.meta.resolve('assemblyscript/bin/asc.js'));

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
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-simd-'));
  try {
    const target = join(folder, 'kernels.wasm');
    const options = [
      ...['--outFile', target, '--runtime', 'stub', '--noAssert', '--use', 'abort='],
      ...['-O3', '--converge', '--enable', 'simd', '--initialMemory', '16'],
    ];
    await promisify(execFile)(process.execPath, [compiler, source, ...options], { cwd: root });
    return printed(readFileSync(target));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function printed(kernels: Buffer): string {
  const base64 = kernels.toString('base64');
  const lines = base64.match(/.{1,96}/g)!.map(line => `  '${line}'`);
  return `/** \`assembly\`, compiled by \`npm run simd\`: WebAssembly in base64. */\nexport const kernelBytes =\n${lines.join(' +\n')};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { source, target } of kernelModules()) writeFileSync(target, await compiled(source));
}
