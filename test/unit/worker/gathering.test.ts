import assert from 'node:assert/strict';
import type { DevelopedFile, FileOutcome, PlannedFile } from '../../../src/shared/development.ts';
import { toProblem, DarkroomError } from '../../../src/shared/errors.ts';
import { filesPerRequest, Gathering } from '../../../src/worker/client/gathering.ts';

const planned = (name: string): PlannedFile => ({
  input: `/in/${name}`,
  output: `/out/${name}`,
  relativePath: name,
  version: 0,
});

const resultOf = ({ relativePath }: PlannedFile) => ({ name: relativePath }) as unknown as DevelopedFile;
const done = (file: PlannedFile): FileOutcome => ({ result: resultOf(file) });

const reasonOf = (outcome: PromiseSettledResult<unknown>): unknown =>
  outcome.status === 'rejected' ? outcome.reason : undefined;

describe('requests for several files', () => {
  const names = ['a', 'b', 'c'];

  /** What was asked for in each request, and what came of all files. */
  async function develop(
    files: readonly string[],
    answer: (files: readonly PlannedFile[]) => readonly FileOutcome[],
  ) {
    const requests: string[][] = [];
    const gathering = new Gathering(some => {
      requests.push(some.map(({ relativePath }) => relativePath));
      return Promise.resolve(some).then(answer);
    });
    const outcomes = await Promise.allSettled(files.map(name => gathering.develop(planned(name))));
    return { requests, outcomes };
  }

  it('are made of what is asked for in the same moment, no more at once than pays', async () => {
    const many = Array.from({ length: 2 * filesPerRequest + 1 }, (_, index) => String(index));
    const { requests, outcomes } = await develop(many, some => some.map(done));
    assert.deepEqual(
      requests.map(({ length }) => length),
      [filesPerRequest, filesPerRequest, 1],
    );
    assert.deepEqual(
      outcomes,
      many.map(name => ({ status: 'fulfilled', value: { name } })),
    );
  });

  it('are made again for files that were not begun', async () => {
    const { requests, outcomes } = await develop(names, ([first]) => [done(first!)]);
    assert.deepEqual(requests, [['a', 'b', 'c'], ['b', 'c'], ['c']]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'fulfilled'],
    );
  });

  it('tell each file what came of it', async () => {
    const problem = toProblem(new DarkroomError('unreadable', 'It is no image.', { hint: 'Replace it.' }));
    const { outcomes } = await develop(names, some =>
      some.map((file, at) => (at === 1 ? { problem } : done(file))),
    );
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(toProblem(reasonOf(outcomes[1]!)), problem);
  });

  it('fail for all files that were in them', async () => {
    const { outcomes } = await develop(names, () => {
      throw new Error('The process is gone.');
    });
    for (const outcome of outcomes) {
      assert.match(String(reasonOf(outcome)), /The process is gone\./);
    }
  });
});
