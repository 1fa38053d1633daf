import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode, encode } from '../../src/codec/index.ts';
import { applySteps } from '../../src/engine/pipeline/apply.ts';
import { parsePipeline } from '../../src/engine/pipeline/parse.ts';
import { defaultOutput } from '../../src/shared/pipeline.ts';
import { defaultLimits } from '../../src/shared/image.ts';
import { median, python } from './tools.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const contenders = join(root, 'test/benchmark/contenders');

const pipeline = `steps:
  - orient
  - resize: { width: 224, height: 224 }
  - gaussian_blur: { kernel_size: 5 }
  - normalize
output: { format: npy, layout: chw }
`;

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  /** Slow ones are measured on fewer images; figures are per image. */
  readonly share: number;
}

/**
 * Darkroom's command line beside the scripts a person would otherwise write, on the same generated JPEGs, in turn.
 * Prints the median and the spread of the wall time per image.
 */
export async function benchBatch(images: number, rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-bench-'));
  try {
    await makeImages(join(folder, 'all'), images);
    writeFileSync(join(folder, 'bench.darkroom.yaml'), pipeline);
    print(measure(contendersThatRun(folder), { folder, images, rounds }), images, rounds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Crops of 500×375 from the sample photographs, each at another place, as JPEG of quality 90. */
async function makeImages(target: string, count: number): Promise<void> {
  mkdirSync(target, { recursive: true });
  const sample = join(root, 'media/sample');
  const photographs = readdirSync(sample, { recursive: true, encoding: 'utf8' }).filter(name =>
    /\.jpe?g$/i.test(name),
  );
  const sources = await Promise.all(
    photographs
      .sort()
      .map(async name => (await decode(readFileSync(join(sample, name)), name, defaultLimits)).image),
  );
  for (let index = 0; index < count; index++) {
    const source = sources[index % sources.length]!;
    const steps = [
      'grayscale: { channels: 3 }',
      `resize: { width: ${600 + (index % 7) * 10}, height: ${450 + (index % 5) * 10} }`,
      `crop: { x: ${index % 100}, y: ${index % 75}, width: 500, height: 375 }`,
    ].slice(source.channels === 3 ? 1 : 0);
    const parsed = parsePipeline(`steps: [${steps.join(', ')}]`, 'yaml');
    const image = applySteps(source, parsed.pipeline!.steps, 'train');
    const bytes = await encode(image, { ...defaultOutput, format: 'jpeg', quality: 90 });
    writeFileSync(join(target, `${String(index).padStart(5, '0')}.jpg`), bytes);
  }
}

function contendersThatRun(folder: string): readonly Contender[] {
  const script = (name: string) => [python, join(contenders, `${name}.py`), '{input}', '{output}'];
  const darkroom = [process.execPath, join(root, 'dist/cli.js'), 'run', join(folder, 'bench.darkroom.yaml')];
  const all: (Contender & { readonly needs: string })[] = [
    { name: 'Darkroom', command: [...darkroom, '{input}', '--out', '{output}'], share: 1, needs: '' },
    { name: 'OpenCV script', command: script('opencv'), share: 1, needs: 'cv2, numpy' },
    { name: 'Pillow script', command: script('pillow'), share: 1, needs: 'PIL, numpy' },
    {
      name: 'stock jimp',
      command: [process.execPath, join(contenders, 'jimp.mjs'), '{input}', '{output}'],
      share: 0.05,
      needs: '',
    },
  ];
  return all.filter(({ name, needs }) => {
    const runs = needs === '' || spawnSync(python, ['-c', `import ${needs}`]).status === 0;
    if (!runs) console.log(`${name}: left out, ${python} cannot import ${needs} (set DARKROOM_PYTHON)`);
    return runs;
  });
}

/** Milliseconds per image, per contender and round; the contenders take turns. */
function measure(
  entrants: readonly Contender[],
  { folder, images, rounds }: { readonly folder: string; readonly images: number; readonly rounds: number },
): ReadonlyMap<string, number[]> {
  const times = new Map(entrants.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, command, share } of entrants) {
      const count = Math.max(1, Math.round(images * share));
      const input = count === images ? join(folder, 'all') : subset(folder, count);
      const output = join(folder, 'developed');
      rmSync(output, { recursive: true, force: true });
      mkdirSync(output);
      const [program, ...args] = command.map(part =>
        part.replace('{input}', input).replace('{output}', output),
      );
      const start = performance.now();
      const { status, stderr } = spawnSync(program!, args, { encoding: 'utf8' });
      const milliseconds = performance.now() - start;
      const written = readdirSync(output).length;
      if (status !== 0 || written !== count)
        throw new Error(`${name} wrote ${written} of ${count}: ${stderr}`);
      times.get(name)!.push(milliseconds / count);
    }
  }
  return times;
}

function subset(folder: string, count: number): string {
  const target = join(folder, `first-${count}`);
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(join(folder, 'all')).slice(0, count))
    cpSync(join(folder, 'all', name), join(target, name));
  return target;
}

function print(times: ReadonlyMap<string, number[]>, images: number, rounds: number): void {
  const own = median(times.get('Darkroom')!);
  console.log(`${images} JPEG of 500×375: orient, resize 224, gaussian blur 5, normalize, NPY CHW`);
  console.log(
    `${cpus().length} cores, Node ${process.version}, ${rounds} rounds; wall time per image, start-up included\n`,
  );
  console.log(
    `${'contender'.padEnd(16)}${'median'.padStart(10)}${'lowest'.padStart(10)}${'highest'.padStart(10)}${'ratio'.padStart(9)}`,
  );
  for (const [name, values] of times) {
    const figures = [median(values), Math.min(...values), Math.max(...values)];
    const cells = figures.map(value => `${value.toFixed(2)} ms`.padStart(10)).join('');
    console.log(`${name.padEnd(16)}${cells}${`${(median(values) / own).toFixed(2)}×`.padStart(9)}`);
  }
}
