import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import manifest from '../../../package.json' with { type: 'json' };
import { allOperations } from '../../../src/engine/operations/index.ts';
import type { OperationEntry } from '../../../src/shared/catalogue.ts';
import type { Session } from '../../../src/cli/engineSession.ts';
import { stats } from '../../../src/cli/stats.ts';
import { encode } from '../../../src/codec/index.ts';
import { defaultOutput } from '../../../src/shared/pipeline.ts';
import { image } from '../../fixtures/image.ts';
import { bundle } from '../worker/bundle.ts';
import { Workspace } from '../worker/workspace.ts';
import { darkroom } from './commandLine.ts';

describe('the command line', function () {
  this.timeout(30_000);
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await Workspace.create();
  });
  afterEach(() => workspace.remove());
  const run = (...parameters: string[]) => darkroom(parameters, workspace.root);

  it('prints its version and help, and says what it does not know', async () => {
    assert.equal((await run('--version')).stdout.trim(), manifest.version);
    const help = await run('--help');
    assert.equal(help.status, 0);
    for (const command of ['run', 'stats', 'check', 'validate', 'operations']) {
      assert.match(help.stdout, new RegExp(`^  ${command}`, 'm'));
      const page = await run(command, '--help');
      assert.equal(page.status, 0);
      assert.match(page.stdout, /Examples:\n {2}darkroom /);
      // For terminals of 80 columns.
      assert.ok(page.stdout.split('\n').every(line => line.length <= 110));
    }
    const unknown = await run('stast');
    assert.equal(unknown.status, 2);
    assert.match(unknown.stderr, /Did you mean stats\?/);
    assert.equal((await run()).status, 2);
  });

  if (process.platform !== 'win32')
    it('says that the working folder is gone, and takes that for no bug', async () => {
      await mkdir(workspace.path('gone'));
      const script = `cd gone && rmdir ../gone && exec "$0" "$1" stats "$2"`;
      const parameters = ['-c', script, process.execPath, bundle('cli.js'), workspace.root];
      const { status, stderr } = spawnSync('sh', parameters, { cwd: workspace.root, encoding: 'utf8' });
      assert.equal(status, 2, stderr);
      assert.match(stderr, /^error: The working folder does not exist any more\.\n {2}Go to another one/);
      assert.doesNotMatch(stderr, /bug|at .*\.js:/);
    });

  describe('stats', () => {
    it('says in how many bins entropy is counted', async () => {
      assert.match((await run('stats', '--help')).stdout, /entropy is that of 256 bins/);
    });

    const pixels = [
      [
        [0, 10, 20],
        [255, 10, 40],
      ],
      [
        [0, 10, 60],
        [255, 10, 80],
      ],
    ];
    const png = (rows: typeof pixels) => encode(image(rows), { ...defaultOutput, format: 'png' });

    it('prints JSON of the agreed shape, with paths as they were given', async () => {
      await workspace.write('in/a.png', await png(pixels));
      await workspace.write('in/deep/b.png', await png([[[255, 10, 50]]]));
      const { status, stdout, stderr } = await run('stats', 'in', '--json');
      assert.equal(status, 0, stderr);
      assert.deepEqual(JSON.parse(stdout), {
        images: [
          {
            path: 'in/a.png',
            width: 2,
            height: 2,
            channels: 3,
            dtype: 'uint8',
            orientation: 1,
            mean: [127.5, 10, 50],
            std: [127.5, 0, Math.sqrt(500)],
            min: [0, 10, 20],
            max: [255, 10, 80],
            median: [127.5, 10, 50],
            entropy: [1, 0, 2],
            sharpness: 24734,
            perceptualHash: 'bf7ee064e045e0c5',
          },
          {
            path: 'in/deep/b.png',
            width: 1,
            height: 1,
            channels: 3,
            dtype: 'uint8',
            orientation: 1,
            mean: [255, 10, 50],
            std: [0, 0, 0],
            min: [255, 10, 50],
            max: [255, 10, 50],
            median: [255, 10, 50],
            entropy: [0, 0, 0],
            sharpness: 0,
            perceptualHash: '8000000000000000',
          },
        ],
        // Over all five pixels, not the mean of the images' means.
        dataset: { count: 2, mean: [153, 10, 50], std: [Math.sqrt(15606), 0, 20] },
      });
    });

    it('prints an aligned table for people', async () => {
      await workspace.write('in/a.png', await png(pixels));
      const { stdout } = await run('stats', 'in/a.png');
      const [heading, row] = stdout.split('\n');
      assert.match(heading!, /^image +size +channels/);
      assert.match(row!, /^in\/a\.png +2×2 +3 +uint8 +1 +127\.5 \/ 10 \/ 50/);
      assert.match(stdout, /Set of 1: mean 127\.5 \/ 10 \/ 50, std 127\.5 \/ 0 \/ 22\.361/);
    });

    it('leaves images of other channels out of the set, and says so', async () => {
      await workspace.image('in/a.png', { channels: 3 });
      await workspace.image('in/b.png', { channels: 3 });
      await workspace.image('in/c.png', { channels: 1 });
      const { status, stdout, stderr } = await run('stats', 'in', '--json');
      assert.equal(status, 0);
      const { dataset } = JSON.parse(stdout) as { dataset: { count: number; mean: number[] } };
      assert.deepEqual([dataset.count, dataset.mean.length], [2, 3]);
      assert.match(stderr, /1 with 1 × uint8 are left out/);
    });

    it('names what cannot be read and exits with 1', async () => {
      await workspace.image('in/a.png');
      await workspace.write('in/b.png', 'This is a note, not an image.');
      const { status, stdout, stderr } = await run('stats', 'in', '--json');
      assert.equal(status, 1);
      assert.equal((JSON.parse(stdout) as { images: unknown[] }).images.length, 1);
      assert.match(stderr, /in\/b\.png looks like text/);
    });

    if (process.platform === 'linux')
      it('takes a disk that fails for no bug', async () => {
        // Reading where no memory is fails as a damaged disk does.
        const { status, stderr } = await darkroom(['stats', '/proc/self/mem'], '/');
        assert.equal(status, 1);
        assert.match(stderr, /mem: it is on a disk that fails\.\n {2}Check the disk and its connection/);
        assert.doesNotMatch(stderr, /bug/);
      });

    it('says when it is cancelled how far it came', async () => {
      const found = { files: [{ path: 'a.png', relativePath: 'a.png' }], problems: [], leftOut: [] };
      const session = {
        client: { service: { find: () => Promise.resolve(found) } },
        signal: AbortSignal.abort(),
        interruption: () => 130,
      } as unknown as Session;
      const write = process.stderr.write.bind(process.stderr);
      let said = '';
      process.stderr.write = (text: string | Uint8Array) => (said += String(text)) !== '';
      try {
        const options = { workers: 1, maxMegapixels: 1, timeLimit: 1 };
        assert.equal(await stats(['in'], options, session), 130);
      } finally {
        process.stderr.write = write;
      }
      assert.match(said, /^Cancelled: 0 of 1 read\.$/m);
    });

    it('exits with 2 when an input is not there', async () => {
      const { status, stderr, stdout } = await run('stats', 'gone', '--json');
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, /gone.*does not exist/);
    });
  });

  describe('validate', () => {
    it('prints file:line:column: severity: message and exits with 2', async () => {
      await workspace.write('p.yaml', 'steps:\n  - flip: { axs: vertical }\n');
      const { status, stdout } = await run('validate', 'p.yaml');
      assert.equal(status, 2);
      assert.match(stdout, /^p\.yaml:2:13: error: .*axis/);
      const json = await run('validate', 'p.yaml', '--json');
      assert.equal(json.status, 2);
      const { valid, diagnostics } = JSON.parse(json.stdout) as {
        valid: boolean;
        diagnostics: { line: number; column: number; suggestions: string[] }[];
      };
      assert.equal(valid, false);
      assert.deepEqual([diagnostics[0]?.line, diagnostics[0]?.column], [2, 13]);
      assert.deepEqual(diagnostics[0]?.suggestions, ['axis']);
    });

    it('is quiet on stdout and exits with 0 when all is well', async () => {
      await workspace.write('p.darkroom.json', '{ "steps": ["flip"] }');
      const { status, stdout, stderr } = await run('validate', 'p.darkroom.json');
      assert.deepEqual([status, stdout], [0, '']);
      assert.match(stderr, /can be run: flip; writes png/);
    });

    it('exits with 2 when no image gets through the steps, as none does in a run', async () => {
      await workspace.write('p.yaml', 'steps: [grayscale, normalize]\noutput: { format: npy }\n');
      const { status, stdout, stderr } = await run('validate', 'p.yaml');
      assert.equal(status, 2);
      assert.match(stdout, /^p\.yaml:1:20: warning: This step does not work on any image\./);
      assert.match(stderr, /^p\.yaml cannot be run: it works on no image\.\n$/);
      const json = await run('validate', 'p.yaml', '--json');
      assert.equal((JSON.parse(json.stdout) as { valid: boolean }).valid, false);
    });

    it('exits with 2 when a file that the pipeline names is not there', async () => {
      const inner = '{ one_of: { steps: [{ dense: { units: 2, weights: gone.npy } }] } }';
      await workspace.write('p.yaml', `steps: [flip, ${inner}]\nexclude: gone.txt\n`);
      const { status, stdout, stderr } = await run('validate', 'p.yaml');
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, /gone\.txt: it does not exist/);
      assert.match(stderr, /Step 2\.1: Reading .*gone\.npy: it does not exist/);
      assert.doesNotMatch(stderr, /can be run/);
      const json = await run('validate', 'p.yaml', '--json');
      const { valid, problems } = JSON.parse(json.stdout) as { valid: boolean; problems: unknown[] };
      assert.deepEqual([json.status, valid, problems.length], [2, false, 2]);
    });

    it('says so of a text that is UTF-16', async () => {
      await workspace.write('p.yaml', Buffer.from('\ufeffsteps: [flip]\n', 'utf16le'));
      const { status, stderr } = await run('validate', 'p.yaml');
      assert.equal(status, 2);
      assert.match(stderr, /p\.yaml is UTF-16 text, not UTF-8\.\n +Save it again as UTF-8\./);
      await workspace.write('p.yaml', '\ufeffsteps: [flp]\n');
      assert.match((await run('validate', 'p.yaml')).stdout, /^p\.yaml:1:9: error/);
    });

    it('exits with 2 when the file is not there', async () => {
      const { status, stderr } = await run('validate', 'gone.yaml');
      assert.equal(status, 2);
      assert.match(stderr, /does not exist/);
    });
  });

  describe('operations', () => {
    it('lists every operation', async () => {
      const { status, stdout } = await run('operations');
      assert.equal(status, 0);
      for (const { id, doc } of allOperations)
        assert.ok(stdout.includes(`  ${id}`) && stdout.includes(doc), id);
      const json = await run('operations', '--json');
      const entries = JSON.parse(json.stdout) as OperationEntry[];
      assert.deepEqual(
        entries.map(({ id }) => id),
        allOperations.map(({ id }) => id),
      );
    });

    it('tells parameters, choices, defaults and examples of each', async () => {
      for (const { id, parameters } of allOperations) {
        const { status, stdout } = await run('operations', id);
        assert.equal(status, 0);
        for (const name of Object.keys(parameters))
          assert.ok(stdout.includes(`  ${name}: `), `${id} ${name}`);
      }
      const { stdout } = await run('operations', 'flip');
      assert.match(stdout, /axis: one of horizontal, vertical; default horizontal/);
      assert.match(stdout, /- flip: \{"axis":"vertical"\}/);
      assert.match(stdout, /1 {2}2 {2}3 {2}→ {2}3 {2}2 {2}1/);
    });

    it('ends quietly when nobody reads on, as with head', async () => {
      const child = spawn(process.execPath, [bundle('cli.js'), 'operations', '--json']);
      child.stdout.destroy();
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      const [status] = (await once(child, 'close')) as [number];
      assert.deepEqual([status, stderr], [0, '']);
    });

    it('suggests the nearest name', async () => {
      const { status, stderr } = await run('operations', 'gausian_blur');
      assert.equal(status, 2);
      assert.match(stderr, /gaussian_blur/);
    });
  });
});
