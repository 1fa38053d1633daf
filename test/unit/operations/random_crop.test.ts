import assert from 'node:assert/strict';
import { sampled } from '../../fixtures/sampled.ts';

describe('random_crop', () => {
  it('reaches every place, the corners included', () => {
    const places = Array.from({ length: 300 }, (_, draw) => {
      const [crop] = sampled('random_crop', { width: 38, height: 29 }, draw);
      return `${crop?.values['x'] as number},${crop?.values['y'] as number}`;
    });
    assert.deepEqual([...new Set(places)].sort(), ['0,0', '0,1', '1,0', '1,1', '2,0', '2,1']);
  });

  it('refuses an image that is too small, naming the sizes, or pads it when told to', () => {
    assert.throws(() => sampled('random_crop', { width: 41, height: 30 }), {
      code: 'out_of_domain',
      message: /at least 41×30 .* received 40×30×3/,
      step: 0,
    });
    const [pad, crop] = sampled('random_crop', { width: 50, height: 20, pad_if_needed: true, fill: 7 });
    assert.deepEqual([pad?.operation, pad?.values['width'], pad?.values['height']], ['pad', 50, 30]);
    assert.deepEqual([crop?.values['x'], crop?.values['width']], [0, 50]);
  });
});
