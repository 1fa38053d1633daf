import assert from 'node:assert/strict';
import { hardest, type Candidate } from '../../../src/host/hardest.ts';
import type { Shape } from '../../../src/shared/shape.ts';

function candidate(id: string, shape: Partial<Shape>, brightness?: number): Candidate<string> {
  const whole: Shape = { width: 100, height: 100, channels: 3, dtype: 'uint8', orientation: 1, ...shape };
  const facts = { format: 'png', shape: whole, orientation: whole.orientation, bytes: 1, notes: [] } as const;
  return { id, facts, ...(brightness !== undefined && { brightness }) };
}

function labels(candidates: readonly Candidate<string>[]): Record<string, string[]> {
  return Object.fromEntries(
    hardest(candidates).map(({ id, reasons }) => [id, reasons.map(({ label }) => label)]),
  );
}

describe('hard samples of a dataset', () => {
  it('are the ends of shape, size and brightness, each named once with all its reasons', () => {
    const found = labels([
      candidate('usual', { width: 100, height: 80 }, 0.5),
      candidate('tower', { width: 40, height: 200 }, 0.4),
      candidate('strip', { width: 900, height: 30 }, 0.6),
      candidate('dot', { width: 8, height: 8 }, 0.01),
      candidate('white', { width: 100, height: 100 }, 0.99),
    ]);
    assert.deepEqual(found, {
      tower: ['tallest'],
      strip: ['widest', 'largest'],
      dot: ['smallest', 'darkest'],
      white: ['brightest'],
    });
  });

  it('are the first of every kind that is not the rule', () => {
    const found = labels([
      candidate('usual', {}),
      candidate('gray', { channels: 1 }),
      candidate('other gray', { channels: 1 }),
      candidate('cut out', { channels: 4 }),
      candidate('deep', { dtype: 'uint16' }),
      candidate('array', { dtype: 'float32' }),
      candidate('turned', { orientation: 3 }),
    ]);
    assert.deepEqual(found, {
      gray: ['one channel'],
      'cut out': ['alpha'],
      deep: ['16-bit'],
      array: ['float'],
      turned: ['EXIF-turned'],
    });
  });

  it('are measured as displayed: a stored landscape that EXIF turns is tall', () => {
    const [tall] = hardest([
      candidate('turned', { width: 300, height: 100, orientation: 6 }),
      candidate('square', {}),
    ]);
    assert.equal(tall!.id, 'turned');
    assert.deepEqual(tall!.reasons[0], { label: 'tallest', detail: '100 × 300' });
  });

  it('say how many there are of a kind, and how dark', () => {
    const found = hardest([
      candidate('a', { channels: 1 }, 0.031),
      candidate('b', {}, 0.5),
      candidate('c', { channels: 1 }, 0.5),
    ]);
    const details = found.find(({ id }) => id === 'a')!.reasons.map(({ detail }) => detail);
    assert.deepEqual(details, ['Mean at 3.1 % of the range', 'One channel, like 2 of 3 images']);
  });

  it('are none where all images are alike, and none of nothing', () => {
    assert.deepEqual(
      hardest([candidate('a', { channels: 1 }, 0.5), candidate('b', { channels: 1 }, 0.5)]),
      [],
    );
    assert.deepEqual(hardest([]), []);
    assert.deepEqual(hardest([candidate('vector', { width: 9, height: 1, vector: true })]), []);
  });
});
