import assert from 'node:assert/strict';
import { describeProgress } from '../../../src/host/developProgress.ts';

describe('the notification of a run', () => {
  const images = {
    total: 12_000,
    done: 3000,
    failed: 2,
    perSecond: 44.5,
    secondsLeft: 200,
    current: '/data/a.png',
  };

  it('tells count, failures, rate, time left and the current file', () => {
    const text = describeProgress(images);
    assert.equal(text, '3,002 of 12,000 · 2 failed · 44.5 images/s · about 3 min left · a.png');
  });

  it('tells the files of labels that are written when the images are done', () => {
    const labels = { total: 12_000, done: 1200 };
    const progress = { total: 12_000, done: 12_000, failed: 0, perSecond: 0, secondsLeft: 30, labels };
    assert.equal(
      describeProgress({ ...progress, current: '/data/labels' }),
      '1,200 of 12,000 files of labels · about 30 s left · labels',
    );
  });
});
