import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Workspace } from '../worker/workspace.ts';
import { darkroom } from './commandLine.ts';

const trap = fileURLToPath(new URL('../../fixtures/networkTrap.cjs', import.meta.url));
const unreal = [
  'http://127.0.0.1:9/a.png',
  'https://example.com/a.jpg',
  '//host/share/a.png',
  '\\\\host\\share\\a.png',
  'file:///etc/hostname',
  'data:image/png;base64,iVBORw0KGgo=',
  'missing.png',
];

describe('the network', () => {
  let workspace: Workspace;
  let log: string;
  const options = process.env['NODE_OPTIONS'];
  beforeEach(async () => {
    workspace = await Workspace.create();
    log = await workspace.write('network.log', '');
    process.env['NODE_OPTIONS'] = `--require ${JSON.stringify(trap)}`;
    process.env['DARKROOM_NETWORK_LOG'] = log;
  });
  afterEach(async () => {
    if (options === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = options;
    delete process.env['DARKROOM_NETWORK_LOG'];
    await workspace.remove();
  });

  /** What was used, in processes and threads that were watched. */
  async function used(...watched: readonly string[]): Promise<readonly string[]> {
    const lines = (await readFile(log, 'utf8')).split('\n');
    for (const name of watched) assert.ok(lines.includes(`armed ${name}`), `${name} was not watched`);
    await writeFile(log, '');
    return lines.filter(line => line.startsWith('used '));
  }

  it('is watched', async () => {
    for (const use of [
      "fetch('http://127.0.0.1:9')",
      "require('http').get('http://127.0.0.1:9')",
      "require('https').request('https://127.0.0.1:9')",
      "require('net').connect(9)",
      "new (require('net').Socket)().connect(9)",
      "require('tls').connect(9)",
      "require('dgram').createSocket('udp4')",
      "require('dns').lookup('localhost', () => {})",
      "require('dns').promises.resolve('localhost')",
      "require('net').createServer()",
    ]) {
      spawnSync(process.execPath, ['-e', `try { ${use} } catch {}`]);
      assert.notDeepEqual(await used(), [], use);
    }
  });

  it('is not used by any command, whatever it is given', async () => {
    await workspace.image('images/a.png');
    await workspace.image('images/b.jpg', { format: 'jpeg' });
    await workspace.image('images/c.webp', { format: 'webp' });
    await workspace.image('images/d.tif', { format: 'tiff' });
    await workspace.write('images/e.jpg', 'http://example.com/e.jpg');
    await workspace.write(
      'p.darkroom.yaml',
      '# yaml-language-server: $schema=http://127.0.0.1:9/s.json\nsteps: [flip, { resize: { width: 4, height: 4 } }]\n',
    );
    const pixels = ['cli.js', 'child.js', 'thread'];
    await darkroom(['run', 'p.darkroom.yaml', 'images', '--out', 'out'], workspace.root);
    assert.deepEqual(await used(...pixels), []);
    assert.equal((await workspace.list('out')).filter(name => name.endsWith('.png')).length, 4);
    await darkroom(['stats', 'images', '--json'], workspace.root);
    assert.deepEqual(await used(...pixels), []);
    for (const command of [['stats'], ['run', 'p.darkroom.yaml', '--out', 'out2']]) {
      for (const inputs of [['images', ...unreal], unreal]) {
        const { status } = await darkroom([...command, ...inputs], workspace.root);
        assert.notEqual(status, 0);
        assert.deepEqual(await used('cli.js', 'child.js'), [], inputs.join(' '));
      }
    }
    for (const path of ['p.darkroom.yaml', 'http://127.0.0.1:9/p.darkroom.yaml']) {
      await darkroom(['validate', path], workspace.root);
      assert.deepEqual(await used('cli.js'), []);
    }
    await darkroom(['operations', '--json'], workspace.root);
    assert.deepEqual(await used('cli.js'), []);
  }).timeout(120_000);

  it('is not used for addresses inside of files', async () => {
    await workspace.image('images/a.png');
    await workspace.write(
      'dense.darkroom.yaml',
      'steps: [flatten, { dense: { units: 2, weights: "http:/127.0.0.1/w.npy" } }]\noutput: { format: npy }\n',
    );
    await workspace.write(
      'coco.json',
      JSON.stringify({
        images: [{ id: 1, file_name: 'http://127.0.0.1:9/a.png', coco_url: 'http://127.0.0.1:9/a.png' }],
        annotations: [],
        categories: [],
      }),
    );
    await workspace.write(
      'data.yaml',
      'path: http://127.0.0.1:9\ntrain: http://127.0.0.1:9/train.txt\ndownload: http://127.0.0.1:9/d.zip\nnames: [cat]\n',
    );
    await workspace.write(
      'voc/a.xml',
      '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd" [<!ENTITY b SYSTEM "http://127.0.0.1:9/b">]>\n<annotation><filename>&b;</filename></annotation>\n',
    );
    await workspace.write('flip.darkroom.yaml', 'steps: [flip]\n');
    await darkroom(['run', 'dense.darkroom.yaml', 'images', '--out', 'out1'], workspace.root);
    assert.deepEqual(await used('cli.js'), []);
    for (const annotations of ['coco.json', 'data.yaml', 'voc', 'http://127.0.0.1:9/coco.json']) {
      const command = ['run', 'flip.darkroom.yaml', 'images', '--annotations', annotations];
      await darkroom([...command, '--out', `out-${annotations.length}`], workspace.root);
      assert.deepEqual(await used('cli.js', 'child.js'), [], annotations);
    }
  }).timeout(120_000);
});
