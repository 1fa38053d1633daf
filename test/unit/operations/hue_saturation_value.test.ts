import { assertUniform } from '../../fixtures/spread.ts';
import { sampled } from '../../fixtures/sampled.ts';

const drawn = (parameters: Readonly<Record<string, unknown>>, name: string) =>
  Array.from(
    { length: 1000 },
    (_, draw) => sampled('hue_saturation_value', { p: 1, ...parameters }, draw)[0]?.values[name] as number,
  );

describe('hue_saturation_value', () => {
  it('draws the three uniformly within their limits', () => {
    assertUniform(drawn({}, 'hue'), -20, 20);
    assertUniform(drawn({}, 'saturation'), -30, 30);
    assertUniform(drawn({}, 'value'), -20, 20);
  });

  it('takes limits that are not symmetric', () => {
    assertUniform(drawn({ hue_shift_limit: [0, 45] }, 'hue'), 0, 45);
    assertUniform(drawn({ sat_shift_limit: [-100, -50] }, 'saturation'), -100, -50);
    assertUniform(drawn({ val_shift_limit: [5, 6] }, 'value'), 5, 6);
  });
});
