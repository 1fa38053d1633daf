import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createWriteStream, fstatSync, statSync } from 'node:fs';
import { mkdir, open as openFile, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import { finished } from 'node:stream/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { printLine, type ManifestLine } from '../../../src/dataset/manifest/lines.ts';
import { locksIn, refuseInUse, thisHolder } from '../../../src/dataset/manifest/holder.ts';
import { manifestLines, readManifest } from '../../../src/dataset/manifest/read.ts';
import { Journal } from '../../../src/worker/client/journal/journal.ts';
import { RunLock } from '../../../src/worker/client/journal/lock.ts';
import { manifestHeader } from '../../fixtures/manifestHeader.ts';
import { Workspace } from './workspace.ts';

const shape = { width: 8, height: 6, channels: 3, dtype: 'uint8', orientation: 1 } as const;
const mark = (hash: string) => ({ hash: hash.padEnd(64, '0'), size: 1000, modified: 1795644672097.25 });
const result = (output: string, hash = output): ManifestLine => ({
  kind: 'result',
  output,
  ...mark(hash),
  source: { path: output, from: `../in/${output}`, ...mark('in') },
  pipeline: 'p',
  seed: 1,
  version: 0,
  decoded: shape,
  shape,
  drawn: [],
});

describe('the lock of an output folder', () => {
  let workspace: Workspace;
  let folder: string;
  beforeEach(async () => {
    workspace = await Workspace.create();
    folder = workspace.path('out');
    await mkdir(folder);
  });
  afterEach(() => workspace.remove());

  it('is held by one at a time, and given back', async () => {
    const lock = await RunLock.acquire(folder);
    await assert.rejects(refuseInUse(folder), { code: 'in_use' });
    await assert.rejects(RunLock.acquire(folder), {
      code: 'in_use',
      message: new RegExp(`process ${process.pid} on ${hostname()}, since 20`),
    });
    await lock.release();
    await (await RunLock.acquire(folder)).release();
    assert.deepEqual(await workspace.list('out'), []);
  });

  it('holds for the folders below as well, and not for those above or beside', async () => {
    await workspace.write('out/darkroom.manifest.jsonl', '');
    for (const place of ['out/a/b', 'beside']) await mkdir(workspace.path(place), { recursive: true });
    const lock = await RunLock.acquire(folder);
    const other = { code: 'in_use', message: new RegExp(`writing into ${folder}: `) };
    await assert.rejects(refuseInUse(workspace.path('out/a/b')), other);
    await assert.rejects(RunLock.acquire(workspace.path('out/a/b')), other);
    await (await RunLock.acquire(workspace.path('beside'))).release();
    await lock.release();
    const below = await RunLock.acquire(workspace.path('out/a/b'));
    await (await RunLock.acquire(folder)).release();
    await below.release();
  });

  it('goes to at most one of many that ask in the same moment', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 12 }, () => RunLock.acquire(folder)));
    const held = asked.filter(({ status }) => status === 'fulfilled');
    assert.ok(held.length <= 1, `${held.length} hold it`);
    assert.equal((await locksIn(folder)).length, held.length);
  });

  it('of a dead process is taken over, also when its number is used again', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const dead = { ...(await thisHolder()), pid };
    const { space: _, ...early } = dead;
    const reused = { ...(await thisHolder()), birth: 'long ago' };
    await workspace.write('out/.darkroom-1.lock', JSON.stringify(dead));
    if (process.platform === 'linux') await workspace.write('out/.darkroom-2.lock', JSON.stringify(reused));
    // As former versions wrote it.
    await workspace.write('out/.darkroom-3.lock', JSON.stringify(early));
    await refuseInUse(folder);
    await (await RunLock.acquire(folder)).release();
    assert.deepEqual(await workspace.list('out'), []);
  });

  if (process.platform === 'linux')
    it('of another container holds until the system is started again, for its process has another number here', async () => {
      const { pid } = spawnSync(process.execPath, ['--version']);
      const contained = { ...(await thisHolder()), pid, space: 'pid:[1]' };
      await workspace.write('out/.darkroom-1.lock', JSON.stringify(contained));
      await assert.rejects(RunLock.acquire(folder), {
        code: 'in_use',
        message: new RegExp(`process ${pid} of another container on ${hostname()}, since 20`),
        hint: /delete .*\.darkroom-1\.lock/,
      });
      await workspace.write('out/.darkroom-1.lock', JSON.stringify({ ...contained, birth: 'earlier 1' }));
      await (await RunLock.acquire(folder)).release();
    });

  it('of another host holds, for nobody here knows, and it is said what to do', async () => {
    const elsewhere = { ...(await thisHolder()), host: 'elsewhere', pid: 4 };
    await workspace.write('out/.darkroom-1.lock', JSON.stringify(elsewhere));
    await assert.rejects(RunLock.acquire(folder), {
      message: /process 4 on elsewhere/,
      hint: /delete .*\.darkroom-1\.lock/,
    });
  });
});

describe('the manifest', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  let root: string;
  beforeEach(async () => {
    workspace = await Workspace.create();
    root = workspace.path('out');
  });
  afterEach(() => workspace.remove());
  const open = (job: string, signal?: AbortSignal) =>
    Journal.open({ root, header: { ...manifestHeader, job }, folders: [], room: 100, signal });
  async function lines(): Promise<readonly ManifestLine[]> {
    const all: ManifestLine[] = [];
    for await (const line of manifestLines(`${root}/darkroom.manifest.jsonl`)) all.push(line);
    return all;
  }

  it('keeps the last word on every output when it is begun anew', async () => {
    const first = await open('1');
    first.add(result('a.npy', '1'), workspace.path('out'));
    first.add(result('b.npy', '1'), workspace.path('out'));
    await first.close({ done: 2, failed: 0 });
    const second = await open('2');
    second.add(result('a.npy', '2'), workspace.path('out'));
    await second.close();
    await (await open('3')).close();
    const kept = (await lines()).map(line => [
      line.kind,
      'output' in line && line.output,
      'hash' in line && line.hash[0],
    ]);
    assert.deepEqual(kept, [
      ['run', 'npy', false],
      ['result', 'b.npy', '1'],
      ['result', 'a.npy', '2'],
    ]);
    assert.deepEqual(await workspace.list('out'), []);
  });

  it('has the file on the disk in which the threads note what is theirs, and its name, before they begin', async () => {
    const file = await openFile(await workspace.write('file', ''));
    const handles = Object.getPrototypeOf(file) as { sync: (this: FileHandle) => Promise<void> };
    await file.close();
    const { sync } = handles;
    const flushed: number[] = [];
    handles.sync = function () {
      flushed.push(fstatSync(this.fd).ino);
      return sync.call(this);
    };
    try {
      const journal = await open('1');
      const claims = flushed.indexOf(statSync(journal.claims.path).ino);
      assert.ok(claims >= 0);
      if (process.platform !== 'win32') assert.ok(flushed.indexOf(statSync(root).ino, claims) > claims);
      await journal.close();
    } finally {
      handles.sync = sync;
    }
  });

  it('has few of many folders open at once to flush them', async () => {
    const file = await openFile(await workspace.write('file', ''));
    const handles = Object.getPrototypeOf(file) as { sync: (this: FileHandle) => Promise<void> };
    await file.close();
    const { sync } = handles;
    let atOnce = 0;
    let most = 0;
    handles.sync = async function () {
      most = Math.max(most, ++atOnce);
      await sync.call(this).finally(() => atOnce--);
    };
    try {
      const journal = await open('1');
      for (let index = 0; index < 50; index++) {
        const folder = workspace.path(`out/${index}`);
        await mkdir(folder);
        journal.add(result(`${index}/a.npy`), folder);
      }
      await journal.close();
    } finally {
      handles.sync = sync;
    }
    assert.ok(most < 10, `${most} at once`);
    assert.equal((await lines()).length, 51);
  });

  it('takes over what a killed run was about to publish', async () => {
    await (await open('1')).close();
    const claim = (output: string) => printLine({ kind: 'claim', output, hash: 'abc' });
    await workspace.write('out/.darkroom-2.claims', `${claim('a.npy')}${claim('b.npy').slice(0, 9)}`);
    assert.deepEqual((await readManifest(root))?.hashesAt('a.npy')[0], 'abc');
    const third = await open('3');
    assert.deepEqual(third.inheritedAt(workspace.path('out/a.npy')), ['abc']);
    await third.close();
    assert.deepEqual(await workspace.list('out'), []);
    assert.deepEqual((await readManifest(root))?.hashesAt('a.npy')[0], 'abc');
    assert.deepEqual((await readManifest(root))?.hashesAt('b.npy'), []);
  });

  it('keeps what each of several killed runs was about to publish, until one result is known', async () => {
    const claim = (hash: string) => printLine({ kind: 'claim', output: 'a.npy', hash });
    await (await open('1')).close();
    await workspace.write('out/.darkroom-2.claims', claim('abc') + claim('abc'));
    await (await open('3')).close();
    await workspace.write('out/.darkroom-4.claims', claim('def'));
    const fifth = await open('5');
    assert.deepEqual(fifth.inheritedAt(workspace.path('out/a.npy')), ['abc', 'def']);
    fifth.add(result('a.npy', '1'), workspace.path('out'));
    await fifth.close();
    await (await open('6')).close();
    assert.deepEqual(
      (await lines()).map(({ kind }) => kind),
      ['run', 'result'],
    );
  });

  it('tells what work that failed was about to publish, unless a line has told of it', async () => {
    const journal = await open('1');
    const claims = ['a', 'b'].map(name =>
      printLine({ kind: 'claim', output: `${name}.npy`, hash: mark(name).hash }),
    );
    await workspace.write('out/.darkroom-1.claims', claims.join(''));
    await assert.rejects(journal.follow(Promise.reject(new Error('The process died.'))), /died/);
    journal.add(result('a.npy', 'a'), workspace.path('out'));
    await journal.close();
    assert.deepEqual(
      (await lines()).map(line => [line.kind, 'output' in line && line.output]),
      [
        ['run', 'npy'],
        ['result', 'a.npy'],
        ['claim', 'b.npy'],
      ],
    );
    assert.deepEqual(await workspace.list('out'), []);
  });

  it('tells of named outputs without reading what else it has told, and not of those that came out after all', async () => {
    const journal = await open('1');
    const names = ['a', 'b', 'c'];
    const claims = names.map(name =>
      printLine({ kind: 'claim', output: `${name}.npy`, hash: mark(name).hash }),
    );
    await workspace.write('out/.darkroom-1.claims', claims.join(''));
    const [a, b, c] = names.map(name => [workspace.path(`out/${name}.npy`)]);
    const died = () => Promise.reject(new Error('The process died.'));
    await journal.follow(Promise.resolve(), a);
    await assert.rejects(journal.follow(died(), b), /died/);
    await assert.rejects(journal.follow(died(), c), /died/);
    await journal.follow(Promise.resolve(), c);
    await journal.close();
    assert.deepEqual(
      (await lines()).map(line => [line.kind, 'output' in line && line.output]),
      [
        ['run', 'npy'],
        ['claim', 'b.npy'],
      ],
    );
  });

  it('is not begun when that was aborted, and is as it was', async () => {
    const first = await open('1');
    first.add(result('a.npy', '1'), workspace.path('out'));
    await first.close({ done: 1, failed: 0 });
    await workspace.write(
      'out/.darkroom-2.claims',
      printLine({ kind: 'claim', output: 'b.npy', hash: 'abc' }),
    );
    const before = await lines();
    await assert.rejects(open('3', AbortSignal.abort()), { name: 'AbortError' });
    assert.deepEqual(await lines(), before);
    assert.deepEqual(await workspace.list('out'), ['.darkroom-2.claims.over']);
    const fourth = await open('4');
    assert.deepEqual(fourth.inheritedAt(workspace.path('out/b.npy')), ['abc']);
    await fourth.close();
  });

  /** Ends a run that was aborted, with as many open claims, and gives the last of them. */
  async function endAborted(count: number): Promise<{ output: string; hash: string }> {
    const aborting = new AbortController();
    const journal = await open('1', aborting.signal);
    const claims = Array.from({ length: count }, (_, index) => ({
      kind: 'claim' as const,
      output: `${index}.npy`,
      hash: mark(String(index)).hash,
    }));
    await workspace.write('out/.darkroom-1.claims', claims.map(printLine).join(''));
    await assert.rejects(journal.follow(Promise.reject(new Error('The process died.'))), /died/);
    aborting.abort();
    await journal.close();
    return claims.at(-1)!;
  }

  it('tells the open claims of an aborted run', async () => {
    const last = await endAborted(100);
    assert.deepEqual((await lines()).at(-1), last);
    assert.deepEqual(await workspace.list('out'), []);
  });

  it('leaves many claims of an aborted run to the next one, and keeps nobody waiting', async () => {
    const { output, hash } = await endAborted(20_000);
    assert.deepEqual(await workspace.list('out'), ['.darkroom-1.claims.over']);
    assert.equal((await readManifest(root))?.hashesAt(output)[0], hash);
    const next = await open('2');
    assert.deepEqual(next.inheritedAt(workspace.path('out', output)), [hash]);
    await next.close();
    assert.deepEqual(await workspace.list('out'), []);
  });

  it('does not begin where another run has written since the plan was made', async () => {
    await (await open('1')).close();
    const { stamp } = (await readManifest(root))!;
    await (await open('2')).close();
    await assert.rejects(Journal.open({ root, header: manifestHeader, folders: [], room: 100, stamp }), {
      code: 'in_use',
      message: /since this one was planned/,
    });
    assert.deepEqual(await workspace.list('out'), []);
  });

  it('takes little memory with 100,000 entries', async () => {
    await mkdir(root);
    const stream = createWriteStream(`${root}/darkroom.manifest.jsonl`);
    stream.write(printLine(manifestHeader));
    for (let index = 0; index < 100_000; index++) stream.write(printLine(result(`folder/${index}.npy`)));
    stream.end();
    await finished(stream);
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    collect();
    const before = process.memoryUsage().heapUsed;
    const manifest = await readManifest(root);
    collect();
    const used = (process.memoryUsage().heapUsed - before) / 2 ** 20;
    assert.equal(manifest?.resultOf('folder/99999.npy')?.size, 1000);
    assert.ok(used < 150, `${used} MiB`);
    const journal = await open('2');
    collect();
    const more = (process.memoryUsage().heapUsed - before) / 2 ** 20 - used;
    assert.ok(more < 20, `${more} MiB`);
    await journal.close();
    assert.equal((await lines()).length, 100_001);
  });
});
