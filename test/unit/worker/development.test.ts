import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { hashBytes } from '../../../src/dataset/manifest/hash.ts';
import type { DevelopFilesRequest } from '../../../src/shared/development.ts';
import { DevelopmentWork } from '../../../src/worker/development.ts';
import { writeTemporary } from '../../../src/worker/temporaryFile.ts';
import type { ThreadPool } from '../../../src/worker/threadPool.ts';
import { Workspace } from './workspace.ts';

describe('results that are written when their job ends', () => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await Workspace.create();
  });
  afterEach(() => workspace.remove());

  const name = (index: number) => `${index}.npy`;
  const bytesOf = (index: number) => Uint8Array.of(index);

  /** Has a thread hand over three results, and ends their job before the first is on the disk. */
  async function develop(finishWritten: boolean) {
    const request = { job: 'job', files: Array(3).fill({}) } as unknown as DevelopFilesRequest;
    const outcomes = await Promise.all(
      request.files.map(async (_file, index) => {
        const written = await writeTemporary(bytesOf(index), {
          input: workspace.path('in.png'),
          output: workspace.path(name(index)),
          outputFolder: workspace.root,
          temporary: workspace.path(`.${index}`),
          overwrite: false,
        });
        return { made: { written } };
      }),
    );
    const calls: string[] = [];
    const work = new DevelopmentWork({
      run: () => {
        calls.push('run');
        return Promise.resolve(outcomes);
      },
      cancelJob: () => Promise.resolve(),
      finishJob: () => Promise.resolve(),
    } as unknown as ThreadPool);
    const developed = work.developFiles(request, new AbortController().signal);
    await Promise.resolve();
    await work.cancelJob('job', finishWritten);
    await assert.rejects(work.developFiles(request, new AbortController().signal), { name: 'AbortError' });
    assert.deepEqual(calls, ['run']);
    return { told: await developed, names: (await readdir(workspace.root)).sort() };
  }

  it('get no name when a person cancels, and are removed', async () => {
    const { told, names } = await develop(false);
    assert.deepEqual(
      told.map(outcome => outcome && 'problem' in outcome && outcome.problem.code),
      Array(3).fill('aborted'),
    );
    assert.deepEqual(names, []);
  });

  it('take their masks with them when they get no name', async () => {
    const made = async (name: string) =>
      writeTemporary(bytesOf(1), {
        input: workspace.path('in.png'),
        output: workspace.path(name),
        outputFolder: workspace.root,
        temporary: workspace.path(`.${name}`),
        overwrite: false,
      });
    await workspace.write('taken.npy', 'someone’s');
    const outcome = { made: { written: await made('taken.npy'), mask: { written: await made('mask.png') } } };
    const work = new DevelopmentWork({ run: () => Promise.resolve([outcome]) } as unknown as ThreadPool);
    const request = { job: 'job', files: [{}] } as unknown as DevelopFilesRequest;
    const [told] = await work.developFiles(request, new AbortController().signal);
    assert.equal(told && 'problem' in told && told.problem.code, 'exists');
    assert.deepEqual(await readdir(workspace.root), ['taken.npy']);
  });

  it('get their names when the run cannot go on, and nothing is begun any more', async () => {
    const { told, names } = await develop(true);
    assert.deepEqual(
      told.map(outcome => outcome && 'result' in outcome && outcome.result.result.hash),
      await Promise.all([0, 1, 2].map(index => hashBytes(bytesOf(index)))),
    );
    assert.deepEqual(names, [0, 1, 2].map(name));
  });
});
