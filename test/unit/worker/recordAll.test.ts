import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { recordPath } from '../../../src/dataset/records/lines.ts';
import type { DatasetImage } from '../../../src/shared/dataset.ts';
import { DarkroomError } from '../../../src/shared/errors.ts';
import type { ImageRecord } from '../../../src/shared/imageRecord.ts';
import { CrashError, StartError } from '../../../src/worker/client/crash.ts';
import { recordAll, type RecordAllOptions } from '../../../src/worker/client/recordAll.ts';
import { canMount, mount, unmount } from '../../fixtures/disk.ts';
import { Workspace } from './workspace.ts';

function image(relativePath: string, modified = 1, changed = modified): DatasetImage {
  return { relativePath, classes: [], size: 5, modified, changed };
}

describe('recording a dataset', () => {
  let workspace: Workspace;
  let asked: string[];
  beforeEach(async () => {
    workspace = await Workspace.create();
    asked = [];
  });
  afterEach(() => workspace.remove());

  async function record(
    images: readonly DatasetImage[],
    deed: (path: string) => ImageRecord = path => ({ bytes: 5, sha256: path }),
    more: Partial<RecordAllOptions> = {},
  ) {
    const records = new Map<string, ImageRecord>();
    const summary = await recordAll({
      client: {
        service: {
          recordFile: ({ path }) => {
            asked.push(path);
            return Promise.resolve().then(() => deed(path));
          },
          cancelJob: () => Promise.resolve(),
        },
      },
      dataset: { root: '/set', images },
      folder: workspace.path('known'),
      workers: 2,
      onRecord: ({ relativePath }, made) => records.set(relativePath, made),
      ...more,
    });
    return { ...summary, made: records };
  }

  it('makes each record once, and again when the file has changed', async () => {
    const first = await record([image('a'), image('b')]);
    assert.deepEqual([first.measured, [...first.made.keys()].sort()], [2, ['a', 'b']]);
    const second = await record([image('a'), image('b', 2), image('c')]);
    assert.deepEqual(asked.slice(2).sort(), [join('/set', 'b'), join('/set', 'c')]);
    assert.deepEqual([...second.made.keys()].sort(), ['a', 'b', 'c']);
    const lines = (await readFile(second.records, 'utf8')).trimEnd().split('\n');
    assert.deepEqual(
      lines.slice(1).map(line => (JSON.parse(line) as unknown[])[0]),
      ['a', 'b', 'c'],
    );
  });

  it('makes the record of a file again that has taken the place of an equally large and old one', async () => {
    await record([image('a'), image('b')]);
    asked = [];
    await record([image('a', 1, 2), image('b')]);
    assert.deepEqual(asked, [join('/set', 'a')]);
  });

  it('keeps what it has when the worker process cannot be started again', async () => {
    const deed = (path: string): ImageRecord => {
      if (path.endsWith('b')) throw new StartError('exit code 1', 'No memory.');
      return { bytes: 5, sha256: 'x' };
    };
    const images = [image('a'), image('b')];
    const { stopped } = await record(images, deed);
    assert.equal(stopped?.code, 'not_started');
    asked = [];
    await record(images);
    assert.deepEqual(asked, [join('/set', 'b')]);
  });

  it('gives records of what cannot be read or opened, and tries that again', async () => {
    const deed = (path: string): ImageRecord => {
      if (path.endsWith('crash')) throw new CrashError('signal SIGABRT', true);
      if (path.endsWith('slow')) throw new DarkroomError('timeout', 'It took too long.');
      return path.endsWith('gone')
        ? { bytes: 0, fault: { code: 'not_found', message: 'The file is not there.' } }
        : { bytes: 5, sha256: 'x', fault: { code: 'unreadable', message: 'Cut off.' } };
    };
    const names = ['crash', 'slow', 'gone', 'cut'];
    const { made } = await record(
      names.map(name => image(name)),
      deed,
    );
    assert.deepEqual(
      names.map(name => made.get(name)?.fault?.code),
      ['crashed', 'timeout', 'not_found', 'unreadable'],
    );
    asked = [];
    await record(
      names.map(name => image(name)),
      deed,
    );
    // What is damaged stays so until it changes.
    assert.deepEqual(
      [...new Set(asked)].sort(),
      ['crash', 'gone', 'slow'].map(name => join('/set', name)),
    );
  });

  it('tries again what was larger than the limit, which may be another by now', async () => {
    const fault = { code: 'too_large', message: 'More than the limit.' } as const;
    await record([image('a'), image('b')], path =>
      path.endsWith('a') ? { bytes: 5, sha256: 'x', fault } : { bytes: 5, sha256: 'y' },
    );
    asked = [];
    const { made } = await record([image('a'), image('b')]);
    assert.deepEqual(asked, [join('/set', 'a')]);
    assert.equal(made.get('a')?.fault, undefined);
  });

  if (canMount())
    it('keeps the former records whole when the disk takes only a part of the new ones', async () => {
      const known = workspace.path('known');
      mount('size=64k', known);
      try {
        const { records } = await record([image('a')]);
        const former = await readFile(records, 'utf8');
        const many = Array.from({ length: 400 }, (_value, index) => image(`${index}-${'x'.repeat(200)}`));
        await assert.rejects(record(many), { code: 'no_space' });
        assert.equal(await readFile(records, 'utf8'), former);
        assert.deepEqual(await workspace.list('known'), [basename(records)]);
      } finally {
        unmount(known);
      }
    });

  it('measures again what stands in a damaged line or a file of another version', async () => {
    const { records } = await record([image('a'), image('b')]);
    const text = await readFile(records, 'utf8');
    await writeFile(records, text.replace('["b"', '["b'));
    asked = [];
    await record([image('a'), image('b')]);
    assert.deepEqual(asked, [join('/set', 'b')]);
    await writeFile(records, text.replace(/"version":\d+/, '"version":0'));
    asked = [];
    await record([image('a'), image('b')]);
    assert.equal(asked.length, 2);
  });

  it('keeps what was made when it is cancelled', async () => {
    const controller = new AbortController();
    const images = Array.from({ length: 40 }, (_value, index) => image(`${index}`));
    const { cancelled, measured } = await record(
      images,
      path => {
        if (asked.length >= 10) controller.abort();
        return { bytes: 5, sha256: path };
      },
      { signal: controller.signal },
    );
    assert.ok(cancelled && measured < 40 && measured > 0);
    asked = [];
    await record(images);
    assert.equal(asked.length, 40 - measured);
  });

  it('makes room by removing the records that were used longest ago', async () => {
    const folder = workspace.path('known');
    for (const root of ['/one', '/two', '/three']) {
      await record([image('a')], undefined, { dataset: { root, images: [image('a')] } });
      // Times of files count in milliseconds.
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    const size = (await readFile(recordPath(folder, '/one'))).length;
    await record([], undefined, { dataset: { root: '/three', images: [image('a')] }, mostBytes: 2.5 * size });
    const left = await workspace.list('known');
    assert.deepEqual(
      left.map(name => join(folder, name)).sort(),
      [recordPath(folder, '/two'), recordPath(folder, '/three')].sort(),
    );
  });

  it('removes as well what a process was writing when it was killed', async () => {
    const { records } = await record([image('a')]);
    const size = (await readFile(records)).length;
    await workspace.write(`known/${basename(records)}.0123abcd.tmp`, 'x'.repeat(10 * size));
    await workspace.write('known/notes.tmp', 'x'.repeat(10 * size));
    await record([image('a')], undefined, { mostBytes: 5 * size });
    assert.deepEqual(await workspace.list('known'), [basename(records), 'notes.tmp'].sort());
  });
});
