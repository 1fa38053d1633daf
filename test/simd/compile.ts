/** `npm run simd`: writes `kernels.wat` as the module that the engine loads. */
import { readFileSync, writeFileSync } from 'node:fs';
import wabt from 'wabt';

const source = new URL('../../src/engine/simd/kernels.wat', import.meta.url);
const target = new URL('../../src/engine/simd/kernels.ts', import.meta.url);

/** The file that belongs to the source. */
export async function compiledKernels(): Promise<string> {
  const module = (await wabt()).parseWat('kernels.wat', readFileSync(source, 'utf8'), { simd: true });
  module.validate();
  const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64');
  const lines = base64.match(/.{1,96}/g)!.map(line => `  '${line}'`);
  return `/** \`kernels.wat\`, compiled by \`npm run simd\`: WebAssembly in base64. */\nexport const kernelBytes =\n${lines.join(' +\n')};\n`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) writeFileSync(target, await compiledKernels());
