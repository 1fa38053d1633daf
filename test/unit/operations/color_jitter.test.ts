import assert from 'node:assert/strict';
import { applySteps } from '../../../src/engine/pipeline/apply.ts';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import { image, rows } from '../../fixtures/image.ts';
import { assertUniform } from '../../fixtures/spread.ts';
import { sampled } from '../../fixtures/sampled.ts';

const stepsOf = (parameters: Readonly<Record<string, unknown>>, draw: number) =>
  sampled('color_jitter', { p: 1, ...parameters }, draw);

describe('color_jitter', () => {
  const draws = Array.from({ length: 2400 }, (_, draw) => stepsOf({}, draw));
  const drawn = (name: string, parameter: string) =>
    draws.map(steps => steps.find(({ operation }) => operation === name)!.values[parameter] as number);

  it('draws every amount uniformly around no change', () => {
    assertUniform(drawn('brightness', 'factor'), 0.8, 1.2);
    assertUniform(drawn('contrast', 'factor'), 0.8, 1.2);
    assertUniform(drawn('saturation', 'factor'), 0.8, 1.2);
    assertUniform(drawn('hue', 'degrees'), -180, 180);
  });

  it('applies the four in every order, each equally often', () => {
    const counts = new Map<string, number>();
    for (const steps of draws) {
      const order = steps.map(({ operation }) => operation).join(' ');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    assert.equal(counts.size, 24);
    for (const [order, count] of counts) {
      assert.ok(Math.abs(count - 100) < 5 * Math.sqrt(100 * (23 / 24)), `${order}: ${count}`);
    }
  });

  it('changes contrast about the mean of the image: an even image stays', () => {
    const steps = [{ color_jitter: { brightness: 0, contrast: 1, saturation: 0, hue: 0, p: 1 } }];
    const { pipeline } = parsePipeline(JSON.stringify({ steps }), 'json');
    const even = image([[40, 40]]);
    for (let draw = 0; draw < 20; draw++) {
      const key = { seed: 1, path: `${draw}.png`, version: 0 };
      // Both products are rounded to float32, and their sum is cut off.
      for (const value of rows(applySteps(even, pipeline!.steps, 'train', key))[0]!) {
        assert.ok(value === 39 || value === 40, String(value));
      }
    }
  });

  it('leaves out what has a limit of 0, and hands on whose arithmetic to follow', () => {
    const steps = stepsOf({ brightness: 0, match: 'pillow' }, 0);
    assert.deepEqual(steps.map(({ operation }) => operation).sort(), ['contrast', 'hue', 'saturation']);
    for (const { values } of steps) assert.equal(values['match'], 'pillow');
  });
});
