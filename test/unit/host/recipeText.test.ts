import assert from 'node:assert/strict';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import { pipelinePath, recipeText } from '../../../src/host/recipeText.ts';
import type { RecipeStep } from '../../../src/shared/recipe.ts';

const step = (operation: string, values: RecipeStep['values'], enabled = true): RecipeStep => ({
  operation,
  enabled,
  values,
});

function problemsOf(recipe: readonly RecipeStep[]) {
  const { text, problemOf } = recipeText(recipe);
  return parsePipeline(text, 'json').diagnostics.map(problemOf);
}

describe('recipe as text', () => {
  it('reads as the pipeline that the forms describe', () => {
    const { text } = recipeText([
      step('flip', { axis: 'vertical' }),
      step('rescale', { scale: 2, offset: undefined }),
    ]);
    const { pipeline } = parsePipeline(text, 'json');
    assert.deepEqual(
      pipeline?.steps.map(({ operation, values }) => [operation, values]),
      [
        ['flip', { axis: 'vertical' }],
        ['rescale', { scale: 2, offset: 0 }],
      ],
    );
  });

  it('leaves out steps that are not enabled, whatever is typed there', () => {
    const { text } = recipeText([step('flip', { axis: 'half ty' }, false), step('rescale', {})]);
    assert.deepEqual(
      parsePipeline(text, 'json').pipeline?.steps.map(({ operation }) => operation),
      ['rescale'],
    );
  });

  it('finds the step and the parameter behind each problem', () => {
    const problems = problemsOf([
      step('flip', { axis: 'sideways' }, false),
      step('rescale', { scale: 1 }),
      step('rescale', { scale: 1, offset: 'much' }),
      step('flip', { axis: 'sideways' }),
    ]);
    assert.deepEqual(
      problems.map(({ step, parameter, code }) => ({ step, parameter, code })),
      [
        { step: 2, parameter: 'offset', code: 'bad_argument' },
        { step: 3, parameter: 'axis', code: 'bad_argument' },
      ],
    );
    assert.match(problems[1]!.message, /horizontal, vertical/);
  });

  it('keeps text that looks like syntax inside of its value', () => {
    const problems = problemsOf([step('flip', { axis: '"}}],"steps":[{' })]);
    assert.equal(problems.length, 1);
    assert.equal(problems[0]?.parameter, 'axis');
  });
});

describe('name of a saved recipe', () => {
  it('is one that pipelines are known by', () => {
    for (const [typed, expected] of [
      ['/a/b.darkroom.yaml', '/a/b.darkroom.yaml'],
      ['/a/darkroom.yml', '/a/darkroom.yml'],
      ['/a/b', '/a/b.darkroom.yaml'],
      ['/a/b.yml', '/a/b.darkroom.yml'],
      ['/a/b.json', '/a/b.darkroom.json'],
      ['/a.b/c.txt', '/a.b/c.txt.darkroom.yaml'],
    ] as const)
      assert.equal(pipelinePath(typed), expected);
  });
});
