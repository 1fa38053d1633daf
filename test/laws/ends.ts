import type { Parameter } from '../../src/shared/catalogue.ts';

/** Values at both ends of what a parameter takes, and each of its names. */
export function ends(parameter: Parameter): readonly unknown[] {
  switch (parameter.kind) {
    case 'integer': {
      const inwards = parameter.odd ? 1 : 0;
      const { minimum, maximum } = parameter;
      return [
        minimum === 0 || minimum % 2 !== 0 ? minimum : minimum + inwards,
        maximum - ((maximum + 1) % 2) * inwards,
      ];
    }
    case 'number':
      return [lowest(parameter), parameter.maximum];
    case 'boolean':
      return [false, true];
    case 'choice':
      return parameter.choices.map(({ value }) => value);
    case 'numbers': {
      const [low, high] = [lowest(parameter), parameter.maximum];
      return [low, high, [low, high, low], ...Object.keys(parameter.named ?? {})];
    }
    case 'color':
      return [-1e9, 1e9, [1, 2, 3], [1, 2, 3, 4]];
    case 'size':
      return [parameter.minimum, parameter.maximum, [parameter.minimum, parameter.maximum]];
    case 'pair': {
      const { minimum, maximum } = parameter;
      return [
        [minimum, minimum],
        [minimum, maximum],
        [maximum, maximum],
      ];
    }
    case 'matrix':
      return [[[1e9, -1e9]], [[1e9], [-1e9]]];
    case 'array':
    case 'steps':
      return [];
  }
}

function lowest({
  minimum,
  exclusiveMinimum,
}: {
  readonly minimum: number;
  readonly exclusiveMinimum?: true;
}) {
  return exclusiveMinimum ? minimum + 1e-9 : minimum;
}
