import assert from 'node:assert/strict';
import { describeProgress, describeSeconds, withProgress } from '../../../src/cli/progressLine.ts';
import type { Progress } from '../../../src/worker/client.ts';

describe('progress on a terminal', () => {
  it('leaves its line free for what is said next, also when the work fails', async () => {
    let text = '';
    const terminal = { isTTY: true, columns: 80, write: (more: string) => (text += more) };
    const working = withProgress(
      'developed',
      async onProgress => {
        onProgress({ total: 3, done: 1, failed: 0, perSecond: 0 });
        return Promise.reject(new Error('The disk is gone.'));
      },
      terminal,
    );
    await assert.rejects(working, { message: 'The disk is gone.' });
    assert.equal(text, '\r\u001b[2K\u001b[?7l1 of 3 developed\u001b[?7h\r\u001b[2K');
  });

  it('is told in plain lines where signs are shown in place of being obeyed', async () => {
    const { TERM } = process.env;
    process.env['TERM'] = 'dumb';
    let text = '';
    const terminal = { isTTY: true, columns: 80, write: (more: string) => (text += more) };
    try {
      const progress = { total: 3, done: 1, failed: 0, perSecond: 0 };
      const work = (show: (state: Progress) => void) => {
        show(progress);
        return Promise.resolve();
      };
      await withProgress('developed', work, terminal);
    } finally {
      if (TERM === undefined) delete process.env['TERM'];
      else process.env['TERM'] = TERM;
    }
    assert.equal(text, '');
  });
});

describe('progress in words', () => {
  it('tells count, failures, rate, time left and the current file', () => {
    const progress = {
      total: 300,
      done: 120,
      failed: 2,
      perSecond: 44.5,
      secondsLeft: 4,
      current: '/data/a.png',
    };
    assert.equal(
      describeProgress(progress, 'developed', true),
      '120 of 300 developed, 2 failed, 44.5 images/s, 4.0 s left  /data/a.png',
    );
    assert.equal(
      describeProgress({ total: 3, done: 0, failed: 0, perSecond: 0 }, 'read', true),
      '0 of 3 read',
    );
    assert.equal(
      describeProgress({ total: 9000, done: 4000, failed: 0, perSecond: 1794.2 }, 'read', true),
      '4000 of 9000 read, 1790 images/s',
    );
  });

  it('tells the files of labels that are written when the images are done', () => {
    const labels = { total: 300, done: 120 };
    const progress = { total: 300, done: 298, failed: 2, perSecond: 0, secondsLeft: 4, labels };
    assert.equal(
      describeProgress(progress, 'developed', false),
      '120 of 300 files of labels written, 2 failed, 4.0 s left',
    );
  });

  it('tells time as a person would', () => {
    assert.deepEqual([0, 0.44, 9.99, 59.4, 125, 4800].map(describeSeconds), [
      '0.1 s',
      '0.4 s',
      '10 s',
      '59 s',
      '2 min 5 s',
      '1 h 20 min',
    ]);
  });
});
