import assert from 'node:assert/strict';
import { innerHomes, neighbourHome, outerHome, staysIn } from '../../../src/shared/homes.ts';
import type { Step } from '../../../src/shared/pipeline.ts';

const step = (operation: string, steps?: readonly Step[]): Step => ({
  operation,
  values: steps ? { steps } : {},
  enabled: true,
  mode: 'always',
});

/** Steps 2 (with 2.2 inside it) and 4 hold others. */
const steps = [
  step('orient'),
  step('one_of', [step('flip'), step('sequence', [step('invert')])]),
  step('resize'),
  step('some_of', [step('gamma'), step('clahe')]),
];

describe('where a step can be moved', () => {
  it('is every list but its own, those inside it and those around it', () => {
    const of = (path: Parameters<typeof innerHomes>[1]) =>
      innerHomes(steps, path).map(({ at, holder }) => [at.join('.'), holder?.operation]);
    assert.deepEqual(of([0]), [
      ['1.0', 'one_of'],
      ['1.1.0', 'sequence'],
      ['3.0', 'some_of'],
    ]);
    assert.deepEqual(of([2]), [
      ['1.2', 'one_of'],
      ['1.1.1', 'sequence'],
      ['3.0', 'some_of'],
    ]);
    assert.deepEqual(of([1]), [['3.0', 'some_of']]);
    assert.deepEqual(of([1, 0]), [
      ['1.1.0', 'sequence'],
      ['3.0', 'some_of'],
    ]);
    assert.deepEqual(of([3, 1]), [
      ['1.2', 'one_of'],
      ['1.1.1', 'sequence'],
    ]);
  });

  it('is right behind what holds it, on the way out', () => {
    assert.equal(outerHome(steps, [2]), undefined);
    assert.deepEqual(outerHome(steps, [3, 0]), { at: [4] });
    assert.deepEqual(outerHome(steps, [1, 1, 0]), { at: [1, 2], holder: { path: [1], operation: 'one_of' } });
  });

  it('is a neighbour that holds steps', () => {
    assert.deepEqual(neighbourHome(steps, [2], -1)?.at, [1, 2]);
    assert.deepEqual(neighbourHome(steps, [2], 1)?.at, [3, 0]);
    assert.deepEqual(neighbourHome(steps, [1, 0], 1)?.at, [1, 1, 0]);
    for (const [path, towards] of [
      [[0], -1],
      [[3], 1],
      [[1, 1], -1],
    ] as const)
      assert.equal(neighbourHome(steps, path, towards), undefined);
  });

  it('is nowhere for a step that its holder needs', () => {
    assert.equal(staysIn(steps, [0]), undefined);
    assert.equal(staysIn(steps, [1, 0]), undefined);
    assert.match(staysIn(steps, [1, 1, 0])!, /only step inside/);
    // One that is never chosen may go, the other one not.
    const weighted = [step('one_of', [step('flip'), { ...step('gamma'), p: 0 }])];
    assert.match(staysIn(weighted, [0, 0])!, /One step to choose from, with p above 0, must stay on/);
    assert.equal(staysIn(weighted, [0, 1]), undefined);
  });
});
