import assert from 'node:assert/strict';
import { deterministicOperations, findDeterministic } from '../../src/engine/operations/index.ts';
import { shapeOf } from '../../src/engine/image.ts';
import type { Operation } from '../../src/engine/operation.ts';
import { resolveStep } from '../../src/engine/pipeline/resolve.ts';
import { compare, frameOf, imageOf, type GoldenCase } from './golden.ts';
import { goldenOperations, goldensOf } from './goldenFiles.ts';
import { operationsWithoutGolden } from './operations-without-golden.ts';

/** Applies one case; returns its worst difference. */
function check(operation: Operation, golden: GoldenCase, index: number): number {
  const label = `case ${index}: ${JSON.stringify(golden.parameters)} of ${golden.reference}`;
  const input = imageOf(golden.input, golden.orientation);
  const expected = imageOf(golden.output);
  const { values, faults } = resolveStep(operation, golden.parameters, 'opencv');
  assert.deepEqual(faults, [], label);
  const got = operation.apply(input, values);
  assert.equal(frameOf(got), frameOf(expected), `${label}, from ${frameOf(input)}`);
  assert.deepEqual(operation.shape(shapeOf(input), values), shapeOf(got), `${label}: shape() says otherwise`);
  const { worst, first } = compare(got, expected, golden.tolerance);
  if (first) {
    const { x, y, channel, got: value, expected: wanted } = first;
    assert.fail(
      `${label}, ${frameOf(input)} → ${frameOf(expected)}\n` +
        `      at x ${x}, y ${y}, channel ${channel}: got ${value}, expected ${wanted} (worst difference ${worst})`,
    );
  }
  return worst;
}

describe('goldens', () => {
  for (const id of goldenOperations) {
    it(id, () => {
      const operation = findDeterministic(id);
      assert.ok(operation, `${id} is of no operation in the list`);
      const { cases, libraries } = goldensOf(id);
      assert.ok(cases.length > 0, `${id} has no case`);
      assert.ok(Object.keys(libraries).length > 0, `${id} does not say which libraries made it`);
      const worst = cases.map((golden, index) => check(operation, golden, index));
      console.log(
        `      ${id}: ${cases.length} cases, worst difference ${Math.max(...worst).toPrecision(2)}`,
      );
    });
  }

  it('has a file for every operation that a library has', () => {
    const missing = deterministicOperations
      .map(operation => operation.id)
      .filter(id => !goldenOperations.includes(id) && !Object.hasOwn(operationsWithoutGolden, id));
    assert.deepEqual(missing, []);
  });

  it('explains only the absence of files that are absent', () => {
    const stale = Object.keys(operationsWithoutGolden).filter(
      id => goldenOperations.includes(id) || !findDeterministic(id),
    );
    assert.deepEqual(stale, []);
  });
});
