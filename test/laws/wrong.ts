import type { Parameter } from '../../src/shared/catalogue.ts';

/** Values that a parameter must refuse: of the wrong type, and just outside its range. */
export function wrongValues(parameter: Parameter): readonly unknown[] {
  const text = ['some text', null, {}];
  switch (parameter.kind) {
    case 'integer':
      return [...text, parameter.minimum - 1, parameter.maximum + 1, parameter.minimum + 0.5, [1]];
    case 'number':
      return [
        ...text,
        parameter.maximum * 2 + 1,
        parameter.exclusiveMinimum ? parameter.minimum : parameter.minimum - Math.abs(parameter.minimum) - 1,
      ];
    case 'boolean':
      return [...text, 0, 1];
    case 'choice':
      return [...text, 1, ''];
    case 'numbers':
      return [...text, [1, 2], [], [null]];
    case 'color':
      return [...text, [1, 2], [], ['1']];
    case 'size':
      return [...text, parameter.minimum - 1, [1, 2, 3], [1, 1.5]];
    case 'pair':
      return [
        ...text,
        1,
        [1],
        [1, 2, 3],
        [parameter.minimum, parameter.maximum + 1],
        ['1', 0],
        ...(parameter.range ? [[parameter.maximum, parameter.minimum]] : []),
      ];
    case 'array':
      return [
        ...text,
        '',
        '.npy',
        '/weights.npy',
        'C:\\weights.npy',
        '../weights.npy',
        'a/../../weights.npy',
        1,
        [],
        ['1'],
        parameter.axes === 1 ? [[1]] : [1],
      ];
    case 'matrix':
      return [...text, 1, [], [[]], [['1']]];
    case 'steps':
      return [...text, 1, [], [[]], ['no_such_operation'], [{ flip: { axis: 'sideways' } }], ['flip', 1]];
  }
}
