import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import { allOperations } from '../../src/engine/operations/index.ts';
import { parsePipeline } from '../../src/engine/pipeline/parse.ts';
import { pipelineSchema } from '../../src/engine/pipeline/schema.ts';
import { wrongValues } from './wrong.ts';

const accepts = new Ajv({ strict: false }).compile(pipelineSchema());

/** Parser and schema must be of one mind; rules between parameters are beyond a schema and are left out. */
function assertAgree(pipeline: unknown, expected: boolean): void {
  const text = JSON.stringify(pipeline);
  const { diagnostics } = parsePipeline(text, 'json');
  const faults = diagnostics.filter(({ severity, code }) => severity === 'error' && code !== 'inconsistent');
  assert.equal(faults.length === 0, expected, `parser on ${text}: ${faults[0]?.message ?? 'accepted'}`);
  assert.equal(accepts(pipeline), expected, `schema on ${text}: ${JSON.stringify(accepts.errors)}`);
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

describe('the JSON schema', () => {
  for (const operation of allOperations) {
    it(`accepts what the parser accepts: ${operation.id}`, () => {
      for (const { parameters } of operation.examples) {
        assertAgree({ steps: [{ [operation.id]: parameters }] }, true);
        assertAgree({ steps: [{ [operation.id]: { ...parameters, mode: 'train', enabled: false } }] }, true);
        assertAgree({ steps: [{ [operation.id]: { ...parameters, mode: 'sometimes' } }] }, false);
        assertAgree({ steps: [{ [operation.id]: { ...parameters, no_such_parameter: 1 } }] }, false);
      }
      const isComplete = Object.values(operation.parameters).every(({ required }) => !required);
      assertAgree({ steps: [operation.id] }, isComplete);
      assertAgree({ steps: [{ [operation.id]: null }] }, isComplete);
      const complete = operation.examples[0]!.parameters;
      for (const [name, parameter] of Object.entries(operation.parameters)) {
        for (const wrong of wrongValues(parameter)) {
          // That the lower end comes first is beyond a schema.
          if (parameter.kind === 'pair' && same(wrong, [parameter.maximum, parameter.minimum])) continue;
          assertAgree({ steps: [{ [operation.id]: { ...complete, [name]: wrong } }] }, false);
        }
      }
    });
  }

  it('agrees on p, and on steps inside steps', () => {
    assertAgree({ steps: [{ flip: { p: 0.5 } }] }, true);
    assertAgree({ steps: [{ flip: { p: 1.5 } }] }, false);
    const inside = (step: unknown) => ({ steps: [{ one_of: { steps: [{ sequence: { steps: [step] } }] } }] });
    assertAgree(inside({ flip: { p: 0.5, enabled: false, mode: 'train' } }), true);
    assertAgree(inside({ flip: { axis: 'sideways' } }), false);
    assertAgree(inside('no_such_operation'), false);
    assertAgree(inside('resize'), false);
  });

  it('agrees on the keys beside the steps', () => {
    assertAgree({ steps: [] }, true);
    assertAgree(
      { version: 1, match: 'pillow', seed: 7, steps: [], output: { format: 'npy', layout: 'chw' } },
      true,
    );
    assertAgree({ steps: [], labels: { min_area: 4, min_visibility: 0.1, frame: 'stored' } }, true);
    assertAgree({ steps: [], labels: null }, true);
    assertAgree({ steps: [], labels: { min_area: -1 } }, false);
    assertAgree({ steps: [], labels: { min_visibility: 2 } }, false);
    assertAgree({ steps: [], labels: { frame: 'exif' } }, false);
    assertAgree({ steps: [], labels: { minArea: 1 } }, false);
    assertAgree({ steps: [], labels: [] }, false);
    assertAgree({ steps: [], exclude: ['bad/*.jpg', 'a.png'] }, true);
    assertAgree({ steps: [], exclude: 'lists/excluded.TXT' }, true);
    assertAgree({ steps: [], exclude: null }, true);
    assertAgree({ steps: [], exclude: 'bad/*.jpg' }, false);
    assertAgree({ steps: [], exclude: [1] }, false);
    assertAgree({ steps: [], exclude: [''] }, false);
    assertAgree({ steps: [], exclude: ['!a.png'] }, false);
    assertAgree({ steps: [], exclude: { file: 'excluded.txt' } }, false);
    assertAgree({ steps: [], output: null }, true);
    assertAgree({ steps: [], output: { format: 'gif' } }, false);
    assertAgree({ steps: [], output: { quality: 0, format: 'jpeg' } }, false);
    assertAgree({ version: 2, steps: [] }, false);
    assertAgree({ steps: 'flip' }, false);
    assertAgree({ steps: ['no_such_operation'] }, false);
    assertAgree({ steps: [{ flip: null, rescale: null }] }, false);
    assertAgree({ steps: [], no_such_key: 1 }, false);
    assertAgree({ seed: 1 }, false);
    assertAgree([], false);
  });
});
