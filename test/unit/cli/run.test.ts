import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { decode, encode } from '../../../src/codec/index.ts';
import type { Image } from '../../../src/engine/image.ts';
import { defaultOutput } from '../../../src/shared/pipeline.ts';
import { defaultLimits } from '../../../src/shared/image.ts';
import { RunLock } from '../../../src/worker/client/journal/lock.ts';
import { hostilePng, Workspace } from '../worker/workspace.ts';
import { darkroom, lastLine } from './commandLine.ts';

const pipeline = 'steps:\n  - flip\n  - rescale\noutput: { format: npy, layout: chw }\n';
const codecFixtures = new URL('../../fixtures/codec/files/', import.meta.url);
/** Its number on nearly every system. */
const nobody = 65534;

describe('darkroom run', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await Workspace.create();
    await workspace.write('p.darkroom.yaml', pipeline);
  });
  afterEach(() => workspace.remove());
  const run = (...parameters: string[]) => darkroom(['run', ...parameters], workspace.root);

  it('writes DIR/a/b.<ext> for a/b.jpg and exits with 0', async () => {
    await workspace.image('in/a/b.jpg', { format: 'jpeg' });
    await workspace.image('in/c.png', { channels: 1 });
    const { status, stdout, stderr } = await run('p.darkroom.yaml', 'in', '--out', 'out');
    assert.equal(status, 0, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, /2 developed into out/);
    assert.deepEqual(await workspace.list('out'), ['a/b.npy', 'c.npy']);
    const header = String((await workspace.read('out/a/b.npy')).subarray(10, 128));
    assert.match(header, /'descr': '<f4'.*'shape': \(3, 6, 8\)/);
  });

  it('reads the weights of a layer from beside the pipeline file, wherever it is called from', async () => {
    await workspace.image('in/a.png', { width: 2, height: 1, channels: 1 });
    const weights: Image = {
      data: Float32Array.of(0, 0, 0, 0),
      width: 2,
      height: 2,
      channels: 1,
      orientation: 1,
    };
    await workspace.write('p/w.npy', await encode(weights, { ...defaultOutput, format: 'npy' }));
    const layer = 'dense: { units: 2, weights: w.npy, bias: [1, 2] }';
    await workspace.write('p/l.darkroom.yaml', `steps: [${layer}]\noutput: { format: npy }\n`);
    const { status, stderr } = await run('p/l.darkroom.yaml', 'in', '--out', 'out');
    assert.equal(status, 0, stderr);
    const { image } = await decode(await workspace.read('out/a.npy'), 'a.npy', defaultLimits);
    assert.deepEqual(Array.from(image.data), [1, 2]);
  });

  it('draws the weights of a layer from the seed of the pipeline, also inside of other steps', async () => {
    await workspace.image('in/a.png', { width: 3, height: 2, channels: 1 });
    const layers = {
      own: 'steps: [dense: { units: 2, seed: 5 }]',
      inherited: 'seed: 5\nsteps: [dense: { units: 2 }]',
      sequence: 'seed: 5\nsteps: [sequence: { steps: [dense: { units: 2 }] }]',
      one_of: 'seed: 5\nsteps: [one_of: { steps: [dense: { units: 2 }] }]',
      other: 'seed: 6\nsteps: [dense: { units: 2 }]',
    };
    const sums = new Map<string, string>();
    for (const [name, steps] of Object.entries(layers)) {
      await workspace.write(`${name}.darkroom.yaml`, `${steps}\noutput: { format: npy }\n`);
      const { status, stderr } = await run(`${name}.darkroom.yaml`, 'in', '--out', name);
      assert.equal(status, 0, stderr);
      sums.set(name, (await workspace.read(`${name}/a.npy`)).toString('hex'));
    }
    assert.equal(sums.get('inherited'), sums.get('own'));
    assert.equal(sums.get('sequence'), sums.get('own'));
    assert.equal(sums.get('one_of'), sums.get('own'));
    assert.notEqual(sums.get('other'), sums.get('own'));
  });

  it('exits with 1, names what failed and why, and has done the rest', async () => {
    await workspace.image('in/good.png');
    await workspace.write('in/empty.png', '');
    await workspace.write('in/text.png', 'This is a note, not an image.');
    await workspace.write('in/hostile.png', await hostilePng());
    const { status, stdout, stderr } = await run('p.darkroom.yaml', 'in', '--out', 'out', '--json');
    assert.equal(status, 1);
    const summary = JSON.parse(lastLine(stdout)) as {
      total: number;
      done: number;
      failed: { file: string; code: string }[];
    };
    assert.deepEqual([summary.total, summary.done], [4, 1]);
    assert.deepEqual(
      summary.failed.map(({ file, code }) => [file, code]),
      [
        [workspace.path('in/empty.png'), 'unreadable'],
        [workspace.path('in/hostile.png'), 'too_large'],
        [workspace.path('in/text.png'), 'unreadable'],
      ],
    );
    assert.match(stderr, /in\/text\.png.*text, not an image/);
    assert.match(stderr, /darkroom\.limits\.maximumMegapixels/);
    assert.deepEqual(await workspace.list('out'), ['good.npy']);
  });

  if (process.platform !== 'win32')
    it('names a folder inside that may not be looked into, and has done the rest', async () => {
      await workspace.image('in/a.png');
      // Named as an image is, which has its result all the same.
      await workspace.image('in/secret.png');
      await mkdir(workspace.path('in/secret'), { mode: 0 });
      await mkdir(workspace.path('out'));
      await chmod(workspace.path('out'), 0o777);
      await chmod(workspace.root, 0o755);
      // Root may look anywhere.
      const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
      const parameters = ['run', 'p.darkroom.yaml', 'in', '--out', 'out'];
      const { status, stderr } = await darkroom(parameters, workspace.root, undefined, user);
      assert.equal(status, 1, stderr);
      assert.match(stderr, /^Reading in\/secret: it is not permitted\.$/m);
      assert.match(stderr, /^2 developed into out, 1 failed/m);
      assert.deepEqual(await workspace.list('out'), ['a.npy', 'secret.npy']);
      await workspace.write('flip.darkroom.yaml', 'steps: [flip]\n');
      for (const format of ['npy', 'png']) {
        const dry = ['run', 'flip.darkroom.yaml', 'in', '--out', 'dry', '--format', format, '--dry-run'];
        const { status, stdout, stderr } = await darkroom(dry, workspace.root, undefined, user);
        assert.equal(status, 1, stderr);
        assert.equal(stdout, `in/a.png → dry/a.${format}\nin/secret.png → dry/secret.${format}\n`);
        assert.match(
          stderr,
          /^These would fail:\nReading in\/secret: it is not permitted\.\n {2}Check the permissions\.\n2 files would be developed\. Nothing was written\.$/m,
        );
      }
    });

  it('draws the same for a file whatever the number of workers, and otherwise with another seed', async () => {
    await workspace.write(
      'random.darkroom.yaml',
      'seed: 3\nsteps:\n  - random_crop: { width: 3, height: 2 }\n',
    );
    for (let index = 0; index < 12; index++) await workspace.image(`in/${index}.png`);
    await run('random.darkroom.yaml', 'in', '--out', 'one', '--workers', '1');
    await run('random.darkroom.yaml', 'in', '--out', 'two', '--workers', '2');
    await run('random.darkroom.yaml', 'in', '--out', 'other', '--seed', '4');
    const contents = async (folder: string) =>
      Promise.all(
        (await workspace.list(folder)).map(async name =>
          (await workspace.read(`${folder}/${name}`)).toString('hex'),
        ),
      );
    const one = await contents('one');
    assert.equal(one.length, 12);
    assert.deepEqual(await contents('two'), one);
    assert.notDeepEqual(await contents('other'), one);
    assert.ok(new Set(one).size > 1, 'every file drew the same');
  });

  it('makes different versions of every image, the same ones each time', async () => {
    await workspace.write('random.darkroom.yaml', 'steps:\n  - random_crop: { width: 3, height: 2 }\n');
    await workspace.image('in/a.png');
    await workspace.image('in/b.png');
    const { status, stderr } = await run('random.darkroom.yaml', 'in', '--out', 'out', '--versions', '4');
    assert.equal(status, 0, stderr);
    const names = await workspace.list('out');
    assert.deepEqual(
      names,
      ['a', 'b'].flatMap(name => [1, 2, 3, 4].map(version => `${name}_v${version}.png`)),
    );
    const contents = async (folder: string) =>
      Promise.all(names.map(async name => (await workspace.read(`${folder}/${name}`)).toString('hex')));
    const first = await contents('out');
    assert.ok(new Set(first).size > 4, 'versions are alike');
    await run('random.darkroom.yaml', 'in', '--out', 'again', '--versions', '4', '--workers', '1');
    assert.deepEqual(await contents('again'), first);
    // What is developed without versions is the first of them.
    await run('random.darkroom.yaml', 'in', '--out', 'one');
    assert.equal((await workspace.read('one/a.png')).toString('hex'), first[0]);
  });

  it('refuses versions that would all be equal', async () => {
    await workspace.image('in/a.png');
    await workspace.write('random.darkroom.yaml', 'steps:\n  - random_crop: { width: 3, height: 2 }\n');
    for (const [file, ...more] of [['p.darkroom.yaml'], ['random.darkroom.yaml', '--mode', 'inference']]) {
      const { status, stderr } = await run(file!, 'in', '--out', 'out', '--versions', '2', ...more);
      assert.equal(status, 2);
      assert.match(stderr, /all would be equal/);
    }
    assert.deepEqual(await workspace.list('out'), []);
  });

  it('exits with 2 and writes nothing when two inputs would write one output', async () => {
    await workspace.image('in/a.png');
    await workspace.image('in/a.jpg', { format: 'jpeg' });
    await workspace.image('in/b.png');
    const { status, stderr } = await run('p.darkroom.yaml', 'in', '--out', 'out');
    assert.equal(status, 2);
    assert.match(stderr, /in\/a\.jpg and .*in\/a\.png/);
    // Which would be of no use here.
    assert.doesNotMatch(stderr, /--resume|--overwrite/);
    assert.deepEqual(await workspace.list('out'), []);
  });

  it('exits with 2 for a broken pipeline, with the place', async () => {
    await workspace.image('in/a.png');
    await workspace.write('broken.yaml', 'steps:\n  - flp\n');
    const { status, stdout, stderr } = await run('broken.yaml', 'in', '--out', 'out', '--json');
    assert.equal(status, 2);
    assert.match(stderr, /^broken\.yaml:2:5: error: .*flip/m);
    const { diagnostics } = JSON.parse(lastLine(stdout)) as {
      diagnostics: { line: number; suggestions: string[] }[];
    };
    assert.equal(diagnostics[0]?.line, 2);
    assert.deepEqual(await workspace.list('out'), []);
  });

  it('exits with 2 for wrong arguments, and suggests what may have been meant', async () => {
    await workspace.image('in/a.png');
    await workspace.write('file', '');
    const cases: [string[], RegExp][] = [
      [['p.darkroom.yaml', 'in', '--outt', 'out'], /Did you mean --out\?/],
      [['p.darkroom.yaml', 'in'], /'--out <dir>' not specified/],
      [['p.darkroom.yaml', '--out', 'out'], /missing required argument 'input'/],
      [['p.darkroom.yaml', 'in', '--out', 'out', '--format', 'jpg'], /png, jpeg/],
      [['p.darkroom.yaml', 'in', '--out', 'out', '--workers', '0'], /from 1 to/],
      [['p.darkroom.yaml', 'in', '--out', 'out', '--resum', '2'], /unknown option '--resum'/],
      [['gone.yaml', 'in', '--out', 'out'], /gone\.yaml.*does not exist/],
      [['p.darkroom.yaml', 'gone', '--out', 'out'], /gone.*does not exist/],
      [['p.darkroom.yaml', 'in', '--out', 'in'], /input folder itself/],
      [['p.darkroom.yaml', 'in', '--out', 'file'], /is a file/],
      [['p.darkroom.yaml', 'in', '--out', ''], /'--out <dir>' is empty/],
      [['p.darkroom.yaml', 'in', '', '--out', 'out'], /'input' is empty/],
    ];
    for (const [parameters, message] of cases) {
      const { status, stderr } = await run(...parameters);
      assert.equal(status, 2, parameters.join(' '));
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /bug|at .*\.js:/);
    }
    assert.deepEqual(await workspace.list('out'), []);
  });

  it('says when a folder holds no images', async () => {
    await workspace.write('in/notes.txt', 'none');
    const { status, stderr } = await run('p.darkroom.yaml', 'in', '--out', 'out');
    assert.equal(status, 2);
    assert.match(stderr, /holds no images/);
  });

  it('lists with --dry-run and writes nothing', async () => {
    await workspace.image('in/a/b.png');
    const text = await run('p.darkroom.yaml', 'in', '--out', 'out', '--dry-run');
    assert.equal(text.status, 0);
    assert.equal(text.stdout, 'in/a/b.png → out/a/b.npy\n');
    assert.match(text.stderr, /^1 file would be developed\. Nothing was written\.$/m);
    const json = await run('p.darkroom.yaml', 'in', '--out', 'out', '--dry-run', '--json');
    const { files } = JSON.parse(json.stdout) as { files: unknown };
    assert.deepEqual(files, [{ input: workspace.path('in/a/b.png'), output: workspace.path('out/a/b.npy') }]);
    assert.deepEqual(await workspace.list('out'), []);
  });

  it('counts with --dry-run what is there of an image that cannot be read any more', async () => {
    await workspace.write('v.darkroom.yaml', 'steps: [horizontal_flip: { p: 0.5 }]\n');
    await workspace.image('in/a.png');
    const versions = ['v.darkroom.yaml', 'in', '--out', 'out', '--versions', '2'];
    assert.equal((await run(...versions)).status, 0);
    await workspace.write('in/a.png', 'no image');
    const manifest = workspace.path('out/darkroom.manifest.jsonl');
    const lines = (await readFile(manifest, 'utf8')).split('\n');
    await writeFile(manifest, lines.filter(line => !line.includes('"output":"a_v2.png"')).join('\n'));
    await rm(workspace.path('out/a_v2.png'));
    const { status, stderr } = await run(...versions, '--resume', '--dry-run');
    assert.equal(status, 1, stderr);
    assert.match(stderr, /^0 files would be developed\. Nothing was written\.\n1 are there/m);
  });

  it('tells with --dry-run how much disk it takes: exactly for NPY and BMP, from a sample for others', async () => {
    for (let index = 0; index < 30; index++) {
      await workspace.image(`in/${index}.png`, { seed: index, width: 20 + index, height: 30 });
    }
    await workspace.write('in/broken.png', 'none');
    const disk = async (format: string, out: string, ...more: string[]) => {
      const parameters = ['p.darkroom.yaml', 'in', '--format', format, '--out', out, ...more];
      const { stdout } = await run(...parameters, '--dry-run', '--json');
      return (JSON.parse(lastLine(stdout)) as { disk: { bytes: number; isExact: boolean; of: number } }).disk;
    };
    await workspace.write('p.darkroom.yaml', 'steps: [flip]\n');
    for (const format of ['npy', 'bmp', 'png']) {
      const { bytes, isExact } = await disk(format, format);
      await run('p.darkroom.yaml', 'in', '--format', format, '--out', format);
      const names = await workspace.list(format);
      assert.equal(names.length, 30);
      const sizes = await Promise.all(names.map(async name => (await workspace.read(format, name)).length));
      const sum = sizes.reduce((total, size) => total + size, 0);
      assert.equal(isExact, format !== 'png');
      assert.ok(Math.abs(bytes / sum - 1) <= (isExact ? 0 : 0.1), `${format}: ${bytes} for ${sum}`);
    }
    // What is there is not counted again.
    assert.equal((await disk('npy', 'npy', '--resume')).of, 1);
    const { stderr } = await run('p.darkroom.yaml', 'in', '--out', 'new', '--dry-run');
    assert.match(stderr, /They take about .* kB of disk \(an estimate, from 2\d .*\); .* are free there\./);
  });

  it('streams events with --json, the summary last', async () => {
    await workspace.image('in/a.png');
    await workspace.write('in/b.png', 'none');
    const { stdout } = await run('p.darkroom.yaml', 'in', '--out', 'out', '--json');
    const events = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as { event: string; input?: string; problem?: { code: string } });
    assert.equal(events[0]?.event, 'plan');
    assert.equal(events.at(-1)?.event, 'summary');
    assert.ok(events.some(({ event }) => event === 'progress'));
    assert.equal(events.find(({ event }) => event === 'done')?.input, workspace.path('in/a.png'));
    assert.equal(events.find(({ event }) => event === 'failed')?.problem?.code, 'unreadable');
  });

  it('says of which files only the first of several frames or pages was developed', async () => {
    await workspace.image('in/still.png');
    const several = ['film.gif', 'moving.webp', 'pages.tif'];
    for (const [index, name] of ['animated.gif', 'animated.webp', 'pages.tif'].entries()) {
      await workspace.write(`in/${several[index]}`, await readFile(new URL(name, codecFixtures)));
    }
    const { stderr } = await run('p.darkroom.yaml', 'in/film.gif', '--out', 'one');
    assert.match(stderr, /^Of in\/film\.gif only the first frame or page was developed\.$/m);
    const { stdout, stderr: told } = await run('p.darkroom.yaml', 'in', '--out', 'out', '--json');
    assert.match(told, /^Of 3 files, such as in\/film\.gif, only the first frame or page was developed\.$/m);
    const { firstOfSeveral } = JSON.parse(lastLine(stdout)) as { firstOfSeveral: string[] };
    assert.deepEqual(
      firstOfSeveral,
      several.map(name => workspace.path('in', name)),
    );
    const still = await run('p.darkroom.yaml', 'in/still.png', '--out', 'still');
    assert.doesNotMatch(still.stderr, /first frame/);
  });

  it('ends with one line of JSON, whatever keeps a run from beginning', async () => {
    await workspace.image('in/a.png');
    await workspace.write('damaged.json', '{');
    await mkdir(workspace.path('held'));
    const lock = await RunLock.acquire(workspace.path('held'));
    const cases: [string[], string][] = [
      [['gone.yaml', 'in', '--out', 'out'], 'not_found'],
      [['p.darkroom.yaml', 'in', '--out', 'out', '--annotations', 'gone.json'], 'not_found'],
      [['p.darkroom.yaml', 'in', '--out', 'out', '--annotations', 'damaged.json'], 'bad_labels'],
      [['p.darkroom.yaml', 'in', '--out', 'in'], 'bad_argument'],
      [['p.darkroom.yaml', 'in', '--out', 'held'], 'in_use'],
      [['p.darkroom.yaml', 'in', '--out', 'held', '--dry-run'], 'in_use'],
      [['p.darkroom.yaml', 'in', '--out', 'out', '--versions', '2'], 'bad_argument'],
    ];
    for (const [parameters, code] of cases) {
      const { status, stdout } = await run(...parameters, '--json');
      assert.equal(status, 2, parameters.join(' '));
      const { conflicts } = JSON.parse(lastLine(stdout)) as { conflicts: { code: string }[] };
      assert.deepEqual(
        conflicts.map(conflict => conflict.code),
        [code],
      );
    }
    await lock.release();
    assert.deepEqual(await workspace.list('out'), []);
  });

  it('goes on with --resume where an earlier run was killed', async () => {
    for (let index = 0; index < 6; index++) await workspace.image(`in/${index}.png`, { seed: index });
    await run('p.darkroom.yaml', 'in', '--out', 'out');
    await workspace.removeFile('out/3.npy');
    const { status, stderr } = await run('p.darkroom.yaml', 'in', '--out', 'out', '--resume');
    assert.equal(status, 0, stderr);
    assert.match(stderr, /1 developed into out, 5 there already/);
    assert.equal((await workspace.list('out')).length, 6);
  });

  it('does not replace earlier results unless told to', async () => {
    await workspace.image('in/a.png');
    assert.equal((await run('p.darkroom.yaml', 'in', '--out', 'out')).status, 0);
    const first = await workspace.read('out/a.npy');
    await workspace.image('in/a.png', { seed: 2 });
    const again = await run('p.darkroom.yaml', 'in', '--out', 'out');
    assert.equal(again.status, 2);
    assert.match(again.stderr, /exists already/);
    assert.match(again.stderr, /--overwrite/);
    assert.ok(first.equals(await workspace.read('out/a.npy')));
    assert.equal((await run('p.darkroom.yaml', 'in', '--out', 'out', '--overwrite')).status, 0);
    assert.ok(!first.equals(await workspace.read('out/a.npy')));
  });

  it('says with --resume why it leaves what no earlier run has made', async () => {
    await workspace.image('in/a.png');
    await workspace.write('out/a.npy', 'mine');
    const { status, stderr } = await run('p.darkroom.yaml', 'in', '--out', 'out', '--resume');
    assert.equal(status, 2);
    assert.match(stderr, /not known to be of an earlier run, so that --resume leaves it; with --overwrite/);
    assert.doesNotMatch(stderr, /With --resume/);
  });

  it('takes --format and --mode over the pipeline', async () => {
    await workspace.write('t.yaml', 'steps: [{ flip: { mode: train } }]\noutput: { format: npy }\n');
    await workspace.image('in/a.png');
    const original = await decode(await workspace.read('in/a.png'), 'a.png', defaultLimits);
    await run('t.yaml', 'in', '--out', 'inference', '--format', 'png', '--mode', 'inference');
    const kept = await decode(await workspace.read('inference/a.png'), 'a.png', defaultLimits);
    assert.deepEqual(kept.image, original.image);
    await run('t.yaml', 'in', '--out', 'train', '--format', 'png');
    const flipped = await decode(await workspace.read('train/a.png'), 'a.png', defaultLimits);
    assert.deepEqual(flipped.image.data.subarray(0, 3), original.image.data.subarray(21, 24));
  });

  it('ends with 130 at Ctrl+C in a dry run, and states no size', async () => {
    await workspace.write(
      'slow.yaml',
      'steps:\n  - bilateral_filter: { diameter: 25 }\noutput: { format: png }\n',
    );
    await workspace.image('in/0.png', { width: 900, height: 900 });
    for (let file = 1; file < 24; file++) {
      await workspace.write(`in/${file}.png`, await workspace.read('in/0.png'));
    }
    const dry = ['run', 'slow.yaml', 'in', '--out', 'out', '--dry-run'];
    const { status, stdout, stderr } = await darkroom(dry, workspace.root, (text, kill) => {
      if (text.includes('of 24 measured')) kill('SIGINT');
    });
    assert.equal(status, 130, stderr);
    assert.match(stderr, /^Cancelled\.$/m);
    assert.doesNotMatch(stderr, /of disk/);
    assert.equal(stdout, '');
  });

  it('ends its events with a summary when it is cancelled while planning', async () => {
    // The warning comes before the plan.
    await workspace.write('warned.yaml', 'steps: [normalize, resize: { width: 2, height: 2 }]\n');
    for (let file = 0; file < 300; file++) await workspace.write(`in/${file}.png`, '');
    const { status, stdout, stderr } = await darkroom(
      ['run', 'warned.yaml', 'in', '--out', 'out', '--json'],
      workspace.root,
      (text, kill) => {
        if (text.includes('warning')) kill('SIGINT');
      },
    );
    assert.equal(status, 130, stderr);
    const last = JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Record<string, unknown>;
    assert.deepEqual([last['event'], last['cancelled'], last['done']], ['summary', true, 0], stdout);
    assert.equal(last['outputFolder'], workspace.path('out'));
  });

  it('ends with 130 at Ctrl+C, with whole files only', async function () {
    this.timeout(180_000);
    // Words take much longer than bytes.
    const steps = '  - convert: { dtype: uint16 }\n  - bilateral_filter: { diameter: 25 }\n';
    await workspace.write('slow.yaml', `steps:\n${steps}output: { format: npy }\n`);
    await workspace.image('in/0.png', { width: 200, height: 200 });
    for (let file = 1; file < 60; file++) {
      await workspace.write(`in/${file}.png`, await workspace.read('in/0.png'));
    }
    let interrupted = 0;
    const running = darkroom(['run', 'slow.yaml', 'in', '--out', 'out'], workspace.root, (text, kill) => {
      if (interrupted > 0 || !/[1-9]\d* of 60 developed/.test(text)) return;
      interrupted = performance.now();
      kill('SIGINT');
    });
    const { status, stderr } = await running;
    assert.ok(interrupted > 0, stderr);
    assert.equal(status, 130, stderr);
    assert.match(stderr, /Cancelled: \d+ developed into out, \d+ not done/);
    assert.ok(performance.now() - interrupted < 1500);
    const outputs = await workspace.list('out');
    assert.ok(outputs.length < 60);
    const sizes = new Set(
      await Promise.all(outputs.map(async name => (await workspace.read('out', name)).length)),
    );
    assert.equal(sizes.size, 1);
    assert.ok(outputs.every(name => name.endsWith('.npy')));
    await pause(300);
    assert.deepEqual(await workspace.list('out'), outputs);
  });
});
