import assert from 'node:assert/strict';
import { assertUniform } from '../../fixtures/spread.ts';
import { sampled } from '../../fixtures/sampled.ts';

/** Names each step; of the two that brightness_contrast stands for, contrast is the one that also shifts. */
function stepsOf(parameters: Readonly<Record<string, unknown>>, draw: number) {
  return sampled('color_jitter', { p: 1, ...parameters }, draw).map(({ operation, values }) => {
    const name = operation !== 'brightness_contrast' || values['brightness'] === 0 ? operation : 'contrast';
    return { name, values };
  });
}

describe('color_jitter', () => {
  const draws = Array.from({ length: 2400 }, (_, draw) => stepsOf({}, draw));
  const drawn = (name: string, parameter: string) =>
    draws.map(steps => steps.find(step => step.name === name)!.values[parameter] as number);

  it('draws every amount uniformly around no change', () => {
    assertUniform(drawn('brightness_contrast', 'contrast'), -0.2, 0.2);
    assertUniform(drawn('contrast', 'contrast'), -0.2, 0.2);
    assertUniform(drawn('saturation', 'factor'), 0.8, 1.2);
    assertUniform(drawn('hue', 'degrees'), -180, 180);
  });

  it('applies the four in every order, each equally often', () => {
    const counts = new Map<string, number>();
    for (const steps of draws) {
      const order = steps.map(({ name }) => name).join(' ');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    assert.equal(counts.size, 24);
    for (const [order, count] of counts) {
      assert.ok(Math.abs(count - 100) < 5 * Math.sqrt(100 * (23 / 24)), `${order}: ${count}`);
    }
  });

  it('leaves the middle of the range where it is when contrast changes', () => {
    for (const steps of draws.slice(0, 20)) {
      const { brightness, contrast } = steps.find(({ name }) => name === 'contrast')!.values;
      const middle = 0.5 * (1 + (contrast as number)) + (brightness as number);
      assert.ok(Math.abs(middle - 0.5) < 1e-12, String(middle));
    }
  });

  it('leaves out what has a limit of 0, and hands on whose arithmetic to follow', () => {
    const steps = stepsOf({ brightness: 0, contrast: 0, match: 'pillow' }, 0);
    assert.deepEqual(steps.map(({ name }) => name).sort(), ['hue', 'saturation']);
    for (const { values } of steps) assert.equal(values['match'], 'pillow');
  });
});
