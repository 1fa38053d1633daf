export type Activation = 'none' | 'relu' | 'sigmoid' | 'softmax';

/** Applies an activation function in place; neither large nor small values overflow. */
export function activate(values: Float64Array, activation: Activation): void {
  switch (activation) {
    case 'none':
      return;
    case 'relu':
      // Not a number stays so.
      for (let index = 0; index < values.length; index++) if (values[index]! <= 0) values[index] = 0;
      return;
    case 'sigmoid':
      for (let index = 0; index < values.length; index++) values[index] = sigmoid(values[index]!);
      return;
    case 'softmax': {
      let highest = -Infinity;
      for (const value of values) if (value > highest) highest = value;
      let sum = 0;
      for (let index = 0; index < values.length; index++) {
        values[index] = Math.exp(values[index]! - highest);
        sum += values[index]!;
      }
      for (let index = 0; index < values.length; index++) values[index]! /= sum;
    }
  }
}

function sigmoid(value: number): number {
  if (value >= 0) return 1 / (1 + Math.exp(-value));
  const exponential = Math.exp(value);
  return exponential / (1 + exponential);
}
