import { DarkroomError } from '../../../shared/errors.ts';
import { describeShape, valueCount, type Shape } from '../../../shared/shape.ts';
import { shapeOf, type Image } from '../../image.ts';
import { activate } from '../../numeric/activation.ts';
import { heUniform } from '../../numeric/he-uniform.ts';
import { defineOperation, type Files } from '../../operation.ts';
import { array, choice, integer, maximumSide } from '../../parameters.ts';

/** The most weights of one layer: drawing as many takes seconds for every image, and a file of more is over 1 GiB. */
const maximumWeights = 2 ** 28;

export const dense = defineOperation({
  id: 'dense',
  title: 'Dense',
  family: 'numeric',
  doc: 'A fully connected layer: every output is a weighted sum of all values, through an activation function.',
  reference:
    'y = f(Wx + b), summed in double precision; torch.nn.functional.linear, tf.keras.layers.Dense. Drawn weights: torch.nn.init.kaiming_uniform_ (±√(6 / inputs)), drawn from Philox 4×32',
  parameters: {
    units: integer({ minimum: 1, maximum: maximumSide, required: true, doc: 'Number of outputs.' }),
    weights: array({
      axes: 2,
      default: 'he_uniform',
      named: { he_uniform: { doc: 'Drawn from seed, uniform in ±√(6 / number of inputs).' } },
      doc: 'One row per output, with one weight per value of the input, in row-major order.',
    }),
    bias: array({
      axes: 1,
      default: 'zeros',
      named: { zeros: { doc: 'Nothing is added.' } },
      doc: 'Added to the sums, one number per output.',
    }),
    activation: choice({
      default: 'none',
      doc: 'The function that the sums go through.',
      choices: [
        { value: 'none', doc: 'The sums themselves.' },
        { value: 'relu', doc: 'max(0, x).' },
        { value: 'sigmoid', doc: '1 / (1 + e⁻ˣ).' },
        { value: 'softmax', doc: 'eˣ divided by the sum of all eˣ: shares that add up to 1.' },
      ],
    }),
    seed: integer({
      minimum: 0,
      maximum: 4294967295,
      default: 0,
      inherited: true,
      doc: 'Key of drawn weights; when not written, the pipeline’s `seed`. Layers of one size and seed have the same weights.',
    }),
  },
  accepts: { vectors: true },
  examples: [
    {
      doc: 'Two weighted sums and what is added to them.',
      parameters: {
        units: 2,
        weights: [
          [1, 2],
          [3, -4],
        ],
        bias: [10, 0],
      },
      input: [[5, 6]],
      output: [[27, -9]],
    },
    {
      doc: 'Below zero is cut off.',
      parameters: {
        units: 2,
        weights: [
          [1, 2],
          [3, -4],
        ],
        activation: 'relu',
      },
      input: [[5, 6]],
      output: [[17, 0]],
    },
    {
      doc: 'Of a black image, drawn weights make equal shares.',
      parameters: { units: 4, activation: 'softmax' },
      input: [[0, 0, 0]],
      output: [[0.25, 0.25, 0.25, 0.25]],
    },
  ],
  check({ units, weights, bias }) {
    const faults = [];
    if (typeof weights !== 'string' && weights.length !== units) {
      const message = `Expected ${units} rows in weights, one per unit, but received ${weights.length}.`;
      faults.push({ parameter: 'weights', message });
    }
    if (typeof bias !== 'string' && bias.length !== units) {
      const message = `Expected ${units} numbers in bias, one per unit, but received ${bias.length}.`;
      faults.push({ parameter: 'bias', message });
    }
    return faults;
  },
  shape(input, { units, weights }) {
    const inputs = valueCount(input);
    if (units * inputs > maximumWeights) {
      throw new DarkroomError(
        'out_of_domain',
        `Dense would need ${units} × ${inputs} weights, but at most ${maximumWeights} are taken.`,
        { hint: 'Make the image smaller before, or ask for fewer units.' },
      );
    }
    if (typeof weights !== 'string') checkColumns(weights.length, weights[0]!.length, units, input);
    return {
      width: units,
      height: 1,
      channels: 1,
      dtype: 'float32',
      orientation: input.orientation,
      vector: true,
    };
  },
  map: () => undefined,
  apply(image, values, files) {
    const { units, bias, activation } = values;
    const { data } = image;
    const rowOf = rowsOf(shapeOf(image), values, files);
    const added = biasOf(bias, units, files);
    const sums = new Float64Array(units);
    for (let unit = 0; unit < units; unit++) {
      const row = rowOf(unit);
      let sum = 0;
      for (let index = 0; index < data.length; index++) sum += row[index]! * data[index]!;
      sums[unit] = sum + (added?.[unit] ?? 0);
    }
    activate(sums, activation);
    const { orientation } = image;
    return { data: Float32Array.from(sums), width: units, height: 1, channels: 1, orientation, vector: true };
  },
});

type Numbers = ArrayLike<number>;

interface Weighted {
  readonly units: number;
  readonly weights: string | readonly (readonly number[])[];
  readonly seed: number;
}

function rowsOf(input: Shape, { units, weights, seed }: Weighted, files: Files): (unit: number) => Numbers {
  const inputs = valueCount(input);
  if (weights === 'he_uniform') return heUniform(seed, units, inputs);
  if (typeof weights !== 'string') return unit => weights[unit]!;
  const { data, width, height, channels } = fileNamed(weights, files);
  if (channels !== 1) {
    throw new DarkroomError('out_of_domain', `Expected rows of weights in ${weights} but found three axes.`, {
      hint: 'Save the weights as an array of shape (units, values of the input).',
    });
  }
  checkColumns(height, width, units, input);
  return unit => data.subarray(unit * inputs, (unit + 1) * inputs);
}

function biasOf(bias: string | readonly number[], units: number, files: Files): Numbers | undefined {
  if (bias === 'zeros') return undefined;
  if (typeof bias !== 'string') return bias;
  const { data } = fileNamed(bias, files);
  if (data.length === units) return data;
  throw new DarkroomError(
    'out_of_domain',
    `Expected ${units} numbers in ${bias}, one per unit, but found ${data.length}.`,
  );
}

function checkColumns(rows: number, columns: number, units: number, input: Shape): void {
  const inputs = valueCount(input);
  if (rows === units && columns === inputs) return;
  throw new DarkroomError(
    'out_of_domain',
    `Expected weights of ${units} × ${inputs}, units by values of the input (${describeShape(input)}), but received ${rows} × ${columns}.`,
    { hint: 'Bring the image to the size that the weights were made for, or choose other weights.' },
  );
}

function fileNamed(path: string, files: Files): Image {
  const file = files.get(path);
  if (!file) throw new Error(`${path} was not read before dense was applied.`);
  return file;
}
