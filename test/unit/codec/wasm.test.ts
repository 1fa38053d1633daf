import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { after, before, describe, it } from 'mocha';
import { wasmFiles } from '../../../src/codec/wasm.ts';
import { DarkroomError } from '../../../src/shared/errors.ts';
import { bytesOf, read } from '../../fixtures/codec/manifest.ts';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/codec/files/${name}`, import.meta.url));

/** Decodes a JPEG and a WebP and encodes a WebP; says what came out. */
const program = (codec: string) => `
import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { decode, encode } from ${JSON.stringify(codec)};
async function main() {
  const limits = { maximumMegapixels: 1, timeLimitSeconds: 1 };
  const said = [];
  for (const file of ${JSON.stringify([fixture('420.jpg'), fixture('lossy.webp')])}) {
    const { image } = await decode(new Uint8Array(readFileSync(file)), file, limits);
    const bytes = await encode(image, { format: 'webp', quality: 80, layout: 'hwc' });
    said.push(image.width + 'x' + image.height, bytes.length > 100);
  }
  return JSON.stringify(said);
}
main().then(said => (parentPort ? parentPort.postMessage(said) : console.log(said)));
`;
const said = JSON.stringify(['47x31', true, '47x31', true]);

describe('wasm', () => {
  it('reads a good file after any number of broken ones', async () => {
    for (const name of ['420.jpg', 'lossy.webp']) {
      const good = bytesOf(name);
      const expected = await read(good, name);
      const broken = good.slice();
      // Sound headers: it is the decoders themselves that have to refuse.
      const huffmanTable = good.findIndex((byte, index) => byte === 0xff && good[index + 1] === 0xc4);
      if (name === '420.jpg') broken.fill(0xff, huffmanTable + 5, huffmanTable + 21);
      else broken.fill(0xff, 30, 60);
      let refused = 0;
      for (let round = 0; round < 150; round++) {
        try {
          await read(broken, name);
        } catch (thrown) {
          assert.ok(thrown instanceof DarkroomError);
          refused++;
        }
      }
      assert.equal(refused, 150, name);
      assert.deepEqual(await read(good, name), expected);
    }
  });

  it('decodes two files at once', async () => {
    const names = ['420.jpg', 'lossy.webp', 'progressive.jpg', '420.jpg', 'lossyalpha.webp'];
    const alone = [];
    for (const name of names) alone.push(await read(bytesOf(name), name));
    assert.deepEqual(await Promise.all(names.map(name => read(bytesOf(name), name))), alone);
  });

  describe('in a CommonJS bundle', () => {
    let folder: string;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'darkroom-bundle-'));
      await mkdir(join(folder, 'wasm'));
      const require = createRequire(import.meta.url);
      for (const file of wasmFiles) {
        await copyFile(require.resolve(file), join(folder, 'wasm', basename(file)));
      }
      const codec = fileURLToPath(new URL('../../../src/codec/index.ts', import.meta.url));
      await writeFile(join(folder, 'main.ts'), program(codec));
      await build({
        entryPoints: [join(folder, 'main.ts')],
        outfile: join(folder, 'main.cjs'),
        bundle: true,
        platform: 'node',
        target: 'node20',
        format: 'cjs',
        define: { 'import.meta.url': 'importMetaUrl' },
        banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
      });
    });

    after(() => rm(folder, { recursive: true }));

    it('finds its modules beside the bundle', async () => {
      const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'main.cjs')]);
      assert.equal(stdout.trim(), said);
    });

    it('finds them in a worker thread as well', async () => {
      const worker = new Worker(join(folder, 'main.cjs'));
      const answer = await new Promise((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
      });
      await worker.terminate();
      assert.equal(answer, said);
    });
  });
});
