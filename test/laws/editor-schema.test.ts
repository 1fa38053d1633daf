import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import { allOperations } from '../../src/engine/operations/index.ts';
import { editorSchema } from '../../src/engine/pipeline/editor-schema.ts';

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
}

describe('the schema for editors', () => {
  const schema = editorSchema() as unknown as Node & { readonly definitions: { readonly step: Node } };

  it('knows every operation and parameter', () => {
    const steps = schema.definitions.step.properties!;
    assert.deepEqual(
      Object.keys(steps),
      allOperations.map(({ id }) => id),
    );
    for (const { id, parameters } of allOperations) {
      const keys = Object.keys(steps[id]!.properties!);
      for (const name of Object.keys(parameters)) assert.ok(keys.includes(name), `${id}.${name}`);
    }
    assert.deepEqual(Object.keys(schema.properties!).sort(), [
      'exclude',
      'labels',
      'match',
      'output',
      'seed',
      'steps',
      'version',
    ]);
  });

  it('refuses nothing, which is Darkroom’s to do, and says nothing twice', () => {
    const accepts = new Ajv({ strict: false }).compile(schema);
    for (const document of [
      {},
      { steps: 3, oops: 1 },
      { steps: [{ resize: { width: 'wide' } }, 'no_such_operation', { one_of: { steps: [1] } }] },
      { output: { format: 'gif' } },
      [],
      'text',
    ]) {
      assert.ok(accepts(document), JSON.stringify(document));
    }
    assert.doesNotMatch(JSON.stringify(schema), /"(?:description|title|enum|default|examples)":/);
  });
});
