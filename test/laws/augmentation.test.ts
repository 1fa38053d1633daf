import assert from 'node:assert/strict';
import { shapeOf } from '../../src/engine/image.ts';
import { augmentations, findDeterministic } from '../../src/engine/operations/index.ts';
import { applyStep, applySteps, concreteSteps, inferShapes } from '../../src/engine/pipeline/apply.ts';
import { parsePipeline } from '../../src/engine/pipeline/parse.ts';
import { resolveStep } from '../../src/engine/pipeline/resolve.ts';
import type { Step } from '../../src/shared/pipeline.ts';
import { image, noise, rows } from '../fixtures/image.ts';
import { wrongValues } from './wrong.ts';

const input = noise(40, 30, 3, 'uint8');
const keyOf = (draw: number) => ({ seed: 7, path: `images/${draw}.png`, version: 0 });

function stepOf(id: string, parameters: Readonly<Record<string, unknown>>): Step {
  const { pipeline, diagnostics } = parsePipeline(JSON.stringify({ steps: [{ [id]: parameters }] }), 'json');
  assert.deepEqual(diagnostics, []);
  return pipeline!.steps[0]!;
}

/** As if its values had been written in a pipeline file. */
function assertAccepted(part: Step): void {
  const operation = findDeterministic(part.operation);
  assert.ok(operation, `${part.operation} is not a deterministic operation`);
  const written = Object.fromEntries(Object.entries(part.values).filter(([, value]) => value !== undefined));
  const { values, faults } = resolveStep(operation, written, 'opencv');
  assert.deepEqual(faults, []);
  assert.deepEqual(Object.keys(values).sort(), Object.keys(operation.parameters).sort());
  for (const [name, value] of Object.entries(values)) assert.deepEqual(part.values[name], value, name);
}

describe('augmentations', () => {
  for (const augmentation of augmentations) {
    describe(augmentation.id, () => {
      const complete = augmentation.examples[0]!.parameters;

      it('describes itself, and does what its examples say whatever is drawn', () => {
        assert.match(augmentation.doc, /^[A-Z].*\.$/);
        assert.ok(augmentation.examples.length >= 2);
        for (const { doc, parameters, input: before, output } of augmentation.examples) {
          const step = stepOf(augmentation.id, parameters);
          for (let draw = 0; draw < 20; draw++) {
            assert.deepEqual(rows(applySteps(image(before), [step], 'train', keyOf(draw))), output, doc);
          }
        }
      });

      it('comes to deterministic steps with values that these accept', () => {
        const step = stepOf(augmentation.id, complete);
        for (let draw = 0; draw < 50; draw++) {
          concreteSteps(step, 0, shapeOf(input), keyOf(draw)).forEach(assertAccepted);
        }
      });

      for (const extreme of ['lowest', 'highest'] as const) {
        it(`comes at its ${extreme} to what the ${extreme} ends of its ranges give`, () => {
          const key = { ...keyOf(0), extreme };
          // Beside what must be written, the defaults: examples have ranges without chance.
          const required = Object.entries(complete).filter(
            ([name]) => augmentation.parameters[name]?.required,
          );
          const written = {
            ...Object.fromEntries(required),
            ...('p' in augmentation.parameters && { p: 0.01 }),
          };
          const parts = concreteSteps(stepOf(augmentation.id, written), 0, shapeOf(input), key);
          assert.ok(parts.length > 0, 'chance was taken');
          parts.forEach(assertAccepted);
          assert.doesNotThrow(() => parts.reduce((image, part) => applyStep(image, part, 0), input));
          const { values } = stepOf(augmentation.id, written);
          const ends = Object.entries(augmentation.parameters).flatMap(([name, parameter]) => {
            if (parameter.kind !== 'pair' || !parameter.range) return [];
            const end = (values[name] as readonly number[])[extreme === 'lowest' ? 0 : 1]!;
            return [[name, [end, end]]] as const;
          });
          const atEnds = stepOf(augmentation.id, { ...written, ...Object.fromEntries(ends) });
          assert.deepEqual(
            concreteSteps(atEnds, 0, shapeOf(input), key),
            parts.map(part => ({ ...part, place: atEnds.place, name: atEnds.name })),
          );
        });
      }

      it('draws the same for the same sample, and leaves inference alone', () => {
        const step = stepOf(augmentation.id, complete);
        for (let draw = 0; draw < 20; draw++) {
          const once = applySteps(input, [step], 'train', keyOf(draw));
          assert.deepEqual(applySteps(input, [step], 'train', keyOf(draw)), once);
          assert.deepEqual(inferShapes(shapeOf(input), [step], 'train', keyOf(draw)).shapes, [shapeOf(once)]);
        }
        assert.equal(applySteps(input, [step], 'inference', keyOf(0)), input);
      });

      it('is applied as often as p says, drawn independently of other steps', () => {
        const before = { ...stepOf('horizontal_flip', { p: 0.5 }) };
        const step = stepOf(augmentation.id, { ...complete, p: 0.3 });
        const draws = 4000;
        let applied = 0;
        let both = 0;
        for (let draw = 0; draw < draws; draw++) {
          const first = concreteSteps(before, 0, shapeOf(input), keyOf(draw)).length > 0;
          const second = concreteSteps(step, 1, shapeOf(input), keyOf(draw)).length > 0;
          if (second) applied++;
          if (first && second) both++;
        }
        const near = (count: number, share: number) =>
          Math.abs(count - draws * share) < 5 * Math.sqrt(draws * share * (1 - share));
        assert.ok(near(applied, 0.3), `${applied} of ${draws}`);
        assert.ok(near(both, 0.15), `${both} of ${draws} together with the step before`);
      });

      it('refuses values outside their range and of the wrong type', () => {
        for (const [name, parameter] of Object.entries(augmentation.parameters)) {
          for (const wrong of wrongValues(parameter)) {
            const { faults } = resolveStep(augmentation, { ...complete, [name]: wrong }, 'opencv');
            assert.ok(
              faults.some(fault => fault.parameter === name),
              `${name}: ${JSON.stringify(wrong)} was accepted`,
            );
          }
        }
      });
    });
  }

  it('run in training only, whether that is written or not', () => {
    assert.equal(stepOf('horizontal_flip', {}).mode, 'train');
    assert.equal(stepOf('horizontal_flip', { mode: 'train' }).mode, 'train');
    const { diagnostics } = parsePipeline('steps:\n  - horizontal_flip: { mode: always }\n', 'yaml');
    assert.deepEqual(
      diagnostics.map(({ code, place }) => [code, place.line, place.column]),
      [['inconsistent', 2, 30]],
    );
  });

  it('need a sample to draw for', () => {
    assert.throws(() => applySteps(input, [stepOf('horizontal_flip', {})], 'train'), /no sample to draw for/);
  });
});
