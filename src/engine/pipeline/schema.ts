import { arrayPath, families, maximumWritten, type Parameter } from '../../shared/catalogue.ts';
import type { OperationEntry } from '../../shared/catalogue.ts';
import { allOperations } from '../operations/index.ts';
import type { ParameterMap } from '../parameters.ts';
import { excludeFile } from '../../shared/pipeline.ts';
import { excludeDoc, labelKeys, outputKeys, pipelineKeys, stepParameters } from './declaration.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The JSON schema (draft 7) of a pipeline file, made from the registry. */
export function pipelineSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Darkroom pipeline',
    type: 'object',
    additionalProperties: false,
    required: ['steps'],
    properties: {
      ...propertiesOf(pipelineKeys),
      steps: {
        description: 'Operations, applied in order.',
        type: 'array',
        items: { $ref: '#/definitions/step' },
      },
      labels: {
        description: 'How labels follow the image.',
        anyOf: [objectOf(labelKeys), { type: 'null' }],
      },
      exclude: {
        description: excludeDoc,
        anyOf: [
          { type: 'array', items: { type: 'string', minLength: 1, not: { pattern: '^!' } } },
          { type: 'string', pattern: excludeFile.source },
          { type: 'null' },
        ],
      },
      output: {
        description: 'What is written.',
        anyOf: [objectOf(outputKeys), { type: 'null' }],
      },
    },
    definitions: {
      step: { anyOf: [namesOfSteps(), ...allOperations.map(stepOf)] },
      ...Object.fromEntries(
        allOperations.map(operation => [operation.id, objectOf(stepParameters(operation))]),
      ),
    },
  };
}

/** The schema of one parameter's written value. */
function parameterSchema(parameter: Parameter): Schema {
  const described = {
    description: parameter.unit === undefined ? parameter.doc : `${parameter.doc} (${parameter.unit})`,
    ...('default' in parameter && { default: parameter.default }),
  };
  switch (parameter.kind) {
    case 'integer': {
      const { minimum, maximum } = parameter;
      if (!parameter.odd) return { ...described, type: 'integer', minimum, maximum };
      const odd = { type: 'integer', minimum, maximum, not: { multipleOf: 2 } };
      return minimum === 0 ? { ...described, anyOf: [odd, { const: 0 }] } : { ...described, ...odd };
    }
    case 'number':
      return { ...described, ...numberSchema(parameter) };
    case 'boolean':
      return { ...described, type: 'boolean' };
    case 'choice':
      return { ...described, enum: parameter.choices.map(({ value }) => value) };
    case 'numbers': {
      const names = Object.keys(parameter.named ?? {});
      const named = names.length > 0 ? [{ enum: names }] : [];
      return { ...described, anyOf: [...named, ...perChannel(numberSchema(parameter))] };
    }
    case 'color':
      return { ...described, anyOf: perChannel(numberSchema({ minimum: -1e9, maximum: 1e9 })) };
    case 'size': {
      const one = { type: 'integer', minimum: parameter.minimum, maximum: parameter.maximum };
      return { ...described, anyOf: [one, { type: 'array', items: one, minItems: 2, maxItems: 2 }] };
    }
    case 'pair':
      return { ...described, type: 'array', items: numberSchema(parameter), minItems: 2, maxItems: 2 };
    case 'matrix': {
      const row = { type: 'array', items: numberSchema({ minimum: -1e9, maximum: 1e9 }), minItems: 1 };
      return {
        ...described,
        type: 'array',
        minItems: 1,
        maxItems: parameter.maximumRows,
        items: { ...row, maxItems: parameter.maximumColumns },
      };
    }
    case 'array': {
      const names = Object.keys(parameter.named ?? {});
      const list = (items: Schema) => ({ type: 'array', items, minItems: 1, maxItems: maximumWritten });
      const row = list(numberSchema({ minimum: -1e9, maximum: 1e9 }));
      const path = { type: 'string', pattern: arrayPath.source };
      return { ...described, anyOf: [{ enum: names }, path, parameter.axes === 1 ? row : list(row)] };
    }
    case 'steps':
      return { ...described, type: 'array', minItems: 1, items: { $ref: '#/definitions/step' } };
  }
}

/** Operations that need no parameters can be written as their bare name. */
function namesOfSteps(): Schema {
  const bare = allOperations.filter(({ parameters }) =>
    Object.values(parameters).every(({ required }) => !required),
  );
  return { enum: bare.map(({ id }) => id) };
}

function stepOf({ id, title, family, doc, parameters }: OperationEntry): Schema {
  const needsParameters = Object.values(parameters).some(({ required }) => required);
  const definition = { $ref: `#/definitions/${id}` };
  return {
    description: `${title} (${families[family]}): ${doc}`,
    type: 'object',
    additionalProperties: false,
    required: [id],
    properties: { [id]: needsParameters ? definition : { anyOf: [definition, { type: 'null' }] } },
  };
}

function objectOf(parameters: ParameterMap): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    properties: propertiesOf(parameters),
    required: Object.entries(parameters).flatMap(([name, { required }]) => (required ? [name] : [])),
  };
}

function propertiesOf(parameters: ParameterMap): Schema {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [name, parameterSchema(parameter)]),
  );
}

function numberSchema(range: { minimum: number; maximum: number; exclusiveMinimum?: true }): Schema {
  const { minimum, maximum } = range;
  return {
    type: 'number',
    maximum,
    ...(range.exclusiveMinimum ? { exclusiveMinimum: minimum } : { minimum }),
  };
}

function perChannel(one: Schema): readonly Schema[] {
  return [one, ...[1, 3, 4].map(count => ({ type: 'array', items: one, minItems: count, maxItems: count }))];
}
