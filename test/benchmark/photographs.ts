import { linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode, encode } from '../../src/codec/index.ts';
import type { Image } from '../../src/engine/image.ts';
import { applySteps } from '../../src/engine/pipeline/apply.ts';
import { parsePipeline } from '../../src/engine/pipeline/parse.ts';
import { defaultLimits } from '../../src/shared/image.ts';
import { defaultOutput } from '../../src/shared/pipeline.ts';

const sample = fileURLToPath(new URL('../../media/sample/', import.meta.url));

/** How many different files there are at most; the others of a folder are hard links to them, read anew each time. */
const different = 300;

/** Fills a folder with JPEG files of quality 90, 4:2:0: parts of the sample photographs, the same on every run. */
export async function makePhotographs(
  folder: string,
  count: number,
  width: number,
  height: number,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const sources = await photographs();
  const pathOf = (index: number) => join(folder, `${String(index).padStart(5, '0')}.jpg`);
  for (let index = 0; index < count; index++) {
    if (index >= different) {
      linkSync(pathOf(index % different), pathOf(index));
      continue;
    }
    const image = partOf(sources[index % sources.length]!, index, width, height);
    writeFileSync(pathOf(index), await encode(image, { ...defaultOutput, format: 'jpeg', quality: 90 }));
  }
}

async function photographs(): Promise<readonly Image[]> {
  const names = readdirSync(sample, { recursive: true, encoding: 'utf8' }).filter(name =>
    /\.jpe?g$/i.test(name),
  );
  const decoded = names.sort().map(name => decode(readFileSync(join(sample, name)), name, defaultLimits));
  return (await Promise.all(decoded)).map(({ image }) => image);
}

/** Scaled to a size a little larger, cut out at a place of its own, with the grain that a camera's picture has. */
function partOf(source: Image, index: number, width: number, height: number): Image {
  const [across, down] = [Math.round(width * (1.2 + (index % 7) / 50)), Math.round(height * 1.3)];
  const [x, y] = [(index * 7) % (across - width), (index * 11) % (down - height)];
  const steps = [
    'grayscale: { channels: 3 }',
    `resize: { width: ${across}, height: ${down}, interpolation: bicubic }`,
    `crop: { x: ${x}, y: ${y}, width: ${width}, height: ${height} }`,
    'gaussian_noise: { std_range: [0.012, 0.012], p: 1 }',
  ].slice(source.channels === 3 ? 1 : 0);
  const { pipeline } = parsePipeline(`steps: [${steps.join(', ')}]`, 'yaml');
  return applySteps(source, pipeline!.steps, 'train', { seed: 1, path: String(index), version: 0 });
}
