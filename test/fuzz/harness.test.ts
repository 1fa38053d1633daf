import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { caseOf, fileCase, Seeds } from './cases.ts';
import { Subject } from './subject.ts';
import { attempt, minimise } from './trial.ts';

const faulty = fileURLToPath(new URL('faulty.cjs', import.meta.url));

describe('the fuzzer', () => {
  let subject: Subject;
  before(async () => {
    subject = await Subject.create(faulty, 1);
  });
  after(() => subject.dispose());

  /** What is found in a process that does what the text says. */
  async function foundIn(text: string, by = subject): Promise<string> {
    const tried = fileCase('file.png', Buffer.from(text));
    const outcome = await attempt(by, tried, tried.content);
    return 'finding' in outcome ? outcome.finding.kind : 'nothing';
  }

  for (const [text, kind] of [
    ['sound', 'nothing'],
    ['crash', 'crash'],
    ['hang', 'hang'],
    ['bug', 'bug'],
    ['nameless', 'message'],
    ['wordless', 'message'],
    ['shape', 'size'],
    ['short', 'size'],
    ['header', 'disagreement'],
  ] as const) {
    it(`finds what must not be: ${text}`, async () => {
      assert.equal(await foundIn(text), kind);
    });
  }

  if (process.platform === 'linux') {
    it('finds what must not be: memory', async () => {
      // Some machines take more than the second that the others have to give a gigabyte.
      const patient = await Subject.create(faulty, 20);
      try {
        assert.equal(await foundIn('memory', patient), 'memory');
      } finally {
        await patient.dispose();
      }
    });
  }

  it('tells results apart that ought to be equal', async () => {
    const tried = fileCase('file.png', Buffer.from('chance'));
    const [first, second] = [
      await attempt(subject, tried, tried.content),
      await attempt(subject, tried, tried.content),
    ];
    assert.ok('result' in first && 'result' in second);
    assert.notEqual(first.result, second.result);
  });

  it('leaves out what does not matter', async () => {
    const tried = fileCase('file.png', Buffer.from(`${' '.repeat(200)}bug${'\n'.repeat(333)}`));
    assert.equal(Buffer.from(await minimise(subject, tried, 'bug')).toString(), 'bug');
  });

  it('makes the same cases of the same numbers', () => {
    const seeds = new Seeds();
    const kinds = new Set<string>();
    for (let index = 0; index < 200; index++) {
      const [one, other] = [caseOf(seeds, 3, index), caseOf(seeds, 3, index)];
      assert.deepEqual(one.content, other.content);
      assert.equal(one.what, other.what);
      kinds.add(one.what.split(/,| in |:/)[0]!);
    }
    for (const kind of ['jpeg', 'png', 'webp', 'bmp', 'gif', 'tiff', 'npy', 'a pipeline', 'annotations'])
      assert.ok(kinds.has(kind), kind);
  });
});
