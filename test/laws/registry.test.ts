import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { dataTypeOf, shapeOf } from '../../src/engine/image.ts';
import { augmentations, deterministicOperations } from '../../src/engine/operations/index.ts';
import { landingPoint } from '../../src/engine/geometry/point-map.ts';
import { resolveStep } from '../../src/engine/pipeline/resolve.ts';
import type { PixelRows } from '../../src/shared/catalogue.ts';
import { image, rows } from '../fixtures/image.ts';
import { forEachCase, valuesToTry } from './cases.ts';
import { wrongValues } from './wrong.ts';

const root = new URL('../../', import.meta.url);

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith(ending))
    .map(path => basename(path, ending))
    .filter(name => name !== 'index')
    .sort();
}

describe('the registry', () => {
  const ids = [...deterministicOperations, ...augmentations].map(({ id }) => id).sort();

  it('lists exactly the files of its folder, and each has its test', () => {
    assert.ok(ids.length > 0);
    assert.deepEqual(filesIn('src/engine/operations', '.ts'), ids);
    assert.deepEqual(filesIn('test/unit/operations', '.test.ts'), ids);
    assert.equal(new Set(ids).size, ids.length);
  });

  for (const operation of deterministicOperations) {
    describe(operation.id, () => {
      it('describes itself and every parameter', () => {
        assert.match(operation.id, /^[a-z][a-z0-9_]*$/);
        assert.match(operation.doc, /^[A-Z].*\.$/);
        assert.ok(operation.reference.length > 0);
        for (const [name, parameter] of Object.entries(operation.parameters)) {
          assert.match(parameter.doc, /\.$/, name);
          const presence = [parameter.required, 'default' in parameter || undefined, parameter.absent];
          assert.equal(
            presence.filter(entry => entry !== undefined).length,
            1,
            `${name}: required, default or absent`,
          );
        }
      });

      it('does what its examples say', () => {
        assert.ok(operation.examples.length >= 2);
        for (const { doc, parameters, input, output } of operation.examples) {
          const { values, faults } = resolveStep(operation, parameters, 'opencv');
          assert.deepEqual(faults, []);
          const expected = rows(image(output, 'float32'));
          assert.deepEqual(rows(withFloats(operation.apply(example(input), values))), expected, doc);
        }
      });

      it('leaves its input untouched, gives the same result twice, and of the declared shape', () => {
        const count = forEachCase(operation, (input, values, what) => {
          const copy = input.data.slice();
          const result = operation.apply(input, values);
          assert.deepEqual(input.data, copy, `${what}: input was written`);
          assert.deepEqual(shapeOf(result), operation.shape(shapeOf(input), values), what);
          assert.equal(result.data.length, result.width * result.height * result.channels, what);
          assert.deepEqual(
            operation.apply(input, values).data,
            result.data,
            `${what}: differs the second time`,
          );
        });
        assert.ok(count > 0, 'no case was in the domain');
      });

      it('has a finite map for every shape', () => {
        forEachCase(operation, (input, values, what) => {
          const map = operation.map(shapeOf(input), values);
          assert.ok(map === undefined || landingPoint(map, 1.5, 0.5).every(Number.isFinite), what);
        });
      });

      it('refuses values outside their range and of the wrong type', () => {
        const complete = operation.examples[0]!.parameters;
        for (const [name, parameter] of Object.entries(operation.parameters)) {
          for (const wrong of wrongValues(parameter)) {
            const { faults } = resolveStep(operation, { ...complete, [name]: wrong }, 'opencv');
            assert.ok(
              faults.some(fault => fault.parameter === name && fault.message.includes(name)),
              `${name}: ${JSON.stringify(wrong)} was accepted`,
            );
          }
        }
        const { faults } = resolveStep(operation, { ...complete, no_such_parameter: 1 }, 'opencv');
        assert.equal(faults[0]?.code, 'unknown-parameter');
      });
    });
  }

  it('has values to try for every operation', () => {
    for (const operation of deterministicOperations)
      assert.ok(valuesToTry(operation).length > 0, operation.id);
  });
});

/** Examples are of 8 bits, or float where their numbers are not. */
function example(input: PixelRows) {
  const isByte = (value: number) => Number.isInteger(value) && value >= 0 && value <= 255;
  return image(input, input.flat(2).every(isByte) ? 'uint8' : 'float32');
}

function withFloats(result: ReturnType<typeof image>) {
  return dataTypeOf(result.data) === 'float32' ? result : { ...result, data: Float32Array.from(result.data) };
}
