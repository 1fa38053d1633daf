import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shapeOf } from '../../src/engine/image.ts';
import { findDeterministic } from '../../src/engine/operations/index.ts';
import { resolveStep } from '../../src/engine/pipeline/resolve.ts';
import { distanceOf, imageOf, isFloat, type Distance, type GoldenCase } from './golden.ts';
import { goldenOperations, goldensOf } from './goldenFiles.ts';
import { operationsWithoutGolden } from './operations-without-golden.ts';

/** What an import in `cases/` says about who made a golden. */
const packages = [
  { imported: 'cv2', name: 'OpenCV', distribution: 'opencv-python-headless' },
  { imported: 'PIL', name: 'Pillow', distribution: 'pillow' },
  { imported: 'albumentations', name: 'Albumentations', distribution: 'albumentations' },
  { imported: 'skimage', name: 'scikit-image', distribution: 'scikit-image' },
  { imported: 'torchvision', name: 'torchvision', distribution: 'torchvision' },
  { imported: 'torch', name: 'PyTorch', distribution: undefined },
  { imported: 'numpy', name: 'NumPy', distribution: 'numpy' },
] as const;

interface Row {
  readonly operation: string;
  readonly libraries: readonly string[];
  readonly cases: number;
  readonly dtypes: readonly string[];
  readonly integers: Distance | undefined;
  readonly floats: Distance | undefined;
}

/** The page `media/docs/exactness.md`, from what the goldens give now. */
export function exactnessPage(): string {
  const rows = goldenOperations.map(measure);
  const versions = goldensOf(goldenOperations[0]!).libraries;
  const named = packages
    .flatMap(({ name, distribution }) => (distribution ? [`${name} ${versions[distribution]}`] : []))
    .join(', ');
  const reference = rows.map(
    ({ operation }) => `| \`${operation}\` | ${escape(entryOf(operation).reference)} |`,
  );
  const without = Object.entries(operationsWithoutGolden).map(([id, why]) => `- \`${id}\`: ${why}`);
  return `# How exact the operations are

Every operation is run on stored inputs, and its results are compared with what the reference libraries themselves made of them: ${named}, and the PyTorch that belongs to torchvision. The stored results are in \`test/parity/goldens\`, the calls that made them in \`test/parity/cases\`. \`npm run exactness\` writes this page; a test holds it equal to what the code gives.

Integers are results of type uint8 and uint16; their worst difference is in levels. Floats are results of type float32; their worst difference is a fraction of the expected value, or of a tenth of the result’s largest value where that is more. The share is of values that are not equal to the last bit.

| operation | libraries | cases | input types | integers: worst | differing | floats: worst | differing |
| --- | --- | ---: | --- | ---: | ---: | ---: | ---: |
${rows.map(printRow).join('\n')}

Where a library has an arithmetic rule of its own, the integers are equal. One level is left where the library computes in floats whose order depends on the processor, or has no such type and a formula stands in for it.

## What is reproduced

| operation | reference |
| --- | --- |
${reference.join('\n')}

## Without stored results

${without.join('\n')}
`;
}

function measure(operation: string): Row {
  const { cases } = goldensOf(operation);
  const measured = cases.map(golden => apply(operation, golden));
  return {
    operation,
    libraries: librariesOf(operation),
    cases: cases.length,
    dtypes: ['uint8', 'uint16', 'float32'].filter(dtype => cases.some(({ input }) => input.dtype === dtype)),
    integers: sum(measured.filter(({ float }) => !float)),
    floats: sum(measured.filter(({ float }) => float)),
  };
}

function apply(id: string, golden: GoldenCase): Distance & { readonly float: boolean } {
  const operation = entryOf(id);
  const input = imageOf(golden.input, golden.orientation);
  const expected = imageOf(golden.output);
  const { values } = resolveStep(operation, golden.parameters, 'opencv');
  operation.shape(shapeOf(input), values);
  return { ...distanceOf(operation.apply(input, values), expected), float: isFloat(expected) };
}

function entryOf(id: string) {
  const operation = findDeterministic(id);
  if (!operation) throw new Error(`There are goldens of ${id}, but no such operation.`);
  return operation;
}

function librariesOf(operation: string): readonly string[] {
  const source = readFileSync(join(import.meta.dirname, 'cases', `${operation}.py`), 'utf8');
  return packages
    .filter(({ imported }) => new RegExp(`^(import|from) ${imported}\\b`, 'm').test(source))
    .map(({ name }) => name);
}

function sum(distances: readonly Distance[]): Distance | undefined {
  if (distances.length === 0) return undefined;
  return {
    worst: Math.max(...distances.map(({ worst }) => worst)),
    differing: distances.reduce((total, { differing }) => total + differing, 0),
    values: distances.reduce((total, { values }) => total + values, 0),
  };
}

function printRow({ operation, libraries, cases, dtypes, integers, floats }: Row): string {
  const cells = [
    `\`${operation}\``,
    libraries.join(', '),
    cases,
    dtypes.join(', '),
    integers?.worst ?? '',
    integers ? share(integers) : '',
    floats ? scientific(floats.worst) : '',
    floats ? share(floats) : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Rounded up to one digit: machines differ in the last bits of what is no longer exact. */
function scientific(worst: number): string {
  if (worst === 0) return '0';
  const exponent = Math.floor(Math.log10(worst));
  const digit = Math.ceil(worst / 10 ** exponent);
  return digit === 10 ? `1e${exponent + 1}` : `${digit}e${exponent}`;
}

function share({ differing, values }: Distance): string {
  if (differing === 0) return '0';
  const percent = (100 * differing) / values;
  return percent < 0.01 ? '< 0.01 %' : `${percent.toPrecision(2)} %`;
}

function escape(text: string): string {
  return text.replaceAll('|', '\\|');
}
