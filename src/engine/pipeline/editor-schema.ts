import type { ParameterMap } from '../parameters.ts';
import { allOperations } from '../operations/index.ts';
import { labelKeys, outputKeys, pipelineKeys, stepParameters } from './declaration.ts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * The schema that editors are given for pipeline files: every key there is, and nothing that is refused, suggested or
 * explained. Darkroom does that itself, with exact places and nearest names; by a full schema the editor's own JSON
 * support, and YAML tools, would say everything a second time and less well. Without any schema they would make
 * suggestions of their own from whatever stands in the file. The full schema is `pipelineSchema`, for use outside of
 * an editor.
 */
export function editorSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    properties: {
      ...keysOf(pipelineKeys),
      steps: { doNotSuggest: true, items: { $ref: '#/definitions/step' } },
      labels: mapOf(labelKeys),
      exclude: { doNotSuggest: true },
      output: mapOf(outputKeys),
    },
    definitions: {
      step: {
        properties: Object.fromEntries(
          allOperations.map(operation => [operation.id, mapOf(stepParameters(operation))]),
        ),
      },
    },
  };
}

function mapOf(keys: ParameterMap): Schema {
  return { doNotSuggest: true, properties: keysOf(keys) };
}

function keysOf(keys: ParameterMap): Schema {
  return Object.fromEntries(
    Object.entries(keys).map(([name, { kind }]) => {
      const items = kind === 'steps' && { items: { $ref: '#/definitions/step' } };
      return [name, { doNotSuggest: true, ...items }];
    }),
  );
}
