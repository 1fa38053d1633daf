import assert from 'node:assert/strict';
import { shapeOf } from '../../src/engine/image.ts';
import { augmentations, deterministicOperations } from '../../src/engine/operations/index.ts';
import { applySteps, followShapes } from '../../src/engine/pipeline/apply.ts';
import { resolveStep } from '../../src/engine/pipeline/resolve.ts';
import { valueCount, type Shape } from '../../src/shared/shape.ts';
import { noise } from '../fixtures/image.ts';
import { ends } from './ends.ts';

const sizes = [
  [1, 1],
  [1, 5],
  [5, 3],
] as const;

/** More is a matter of memory, which the declared shape tells. */
const mostValues = 2 ** 16;

const typeOf = ({ width, height, channels, dtype, vector }: Shape) =>
  `${width}×${height}×${channels} ${dtype}${vector ? ' vector' : ''}`;

describe('at the ends of its parameters', () => {
  for (const operation of [...deterministicOperations, ...augmentations]) {
    // What is inside of those that hold steps is tried by itself.
    if ('choose' in operation) continue;
    it(`${operation.id} gives numbers of the declared shape in a moment, or says why not`, () => {
      const base = operation.examples[0]!.parameters;
      const written = Object.entries(operation.parameters).flatMap(([name, parameter]) => {
        const { [name]: _without, ...others } = base;
        return [others, ...ends(parameter).map(value => ({ ...base, [name]: value }))];
      });
      let count = 0;
      for (const parameters of [base, ...written]) {
        const { values, faults } = resolveStep(operation, parameters, 'opencv');
        if (faults.length > 0) continue;
        const mode = operation.random ? 'train' : 'always';
        const step = { operation: operation.id, values, enabled: true, mode } as const;
        for (const [width, height] of sizes) {
          for (const channels of [1, 3, 4] as const) {
            for (const dtype of ['uint8', 'uint16', 'float32'] as const) {
              const input = noise(width, height, channels, dtype);
              const sample = { seed: 0, path: 'a.png', version: count };
              const what = `${JSON.stringify(parameters)} on ${typeOf(shapeOf(input))}`;
              const { shapes, failed } = followShapes(shapeOf(input), [step], 'train', sample);
              if (failed)
                assert.match(failed.code, /^(?:out_of_domain|too_large)$/, `${what}: ${failed.message}`);
              const [shape] = shapes;
              if (!shape || valueCount(shape) > mostValues) continue;
              const begin = process.cpuUsage();
              const result = applySteps(input, [step], 'train', sample);
              const { user } = process.cpuUsage(begin);
              assert.equal(typeOf(shapeOf(result)), typeOf(shape), what);
              assert.ok(!result.data.some(Number.isNaN), `${what}: not a number`);
              assert.ok(user < 5e6, `${what}: ${user / 1e6} s`);
              count++;
            }
          }
        }
      }
      assert.ok(count > 0, 'no case was in the domain');
    });
  }
});
