import assert from 'node:assert/strict';
import { decode, encode } from '../../../src/codec/index.ts';
import type { Image } from '../../../src/engine/image.ts';
import { defaultLimits } from '../../../src/shared/image.ts';
import type { Labels } from '../../../src/shared/labels.ts';
import { defaultOutput } from '../../../src/shared/pipeline.ts';
import { ArrayFiles } from '../../../src/worker/arrayFiles.ts';
import { Cancellation } from '../../../src/worker/cancellation.ts';
import { thumbnail } from '../../../src/worker/thumbnail.ts';
import { pipeline } from './pipelines.ts';
import { Workspace } from './workspace.ts';

const surroundings = {
  limits: defaultLimits,
  cancellation: new Cancellation(),
  arrayFiles: new ArrayFiles(),
  onSize: () => undefined,
};

/** The left half of one colour, the right half of another. */
function halves(left: readonly number[], right: readonly number[], width = 64, height = 32): Image {
  const channels = left.length as 3 | 4;
  const data = new Uint8Array(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel++) {
    data.set(pixel % width < width / 2 ? left : right, pixel * channels);
  }
  return { data, width, height, channels, orientation: 1 };
}

describe('a thumbnail', () => {
  let workspace: Workspace;
  before(async () => {
    workspace = await Workspace.create();
  });
  after(() => workspace.remove());

  const stored = async (name: string, image: Image) =>
    workspace.write(name, await encode(image, { ...defaultOutput, format: 'png' }));
  const of = (path: string, longest: number, text?: string, labels?: Labels) =>
    thumbnail(
      {
        source: { kind: 'file', path, version: '1' },
        longest,
        job: 'gallery',
        ...(labels && { labels }),
        ...(text !== undefined && {
          through: {
            steps: pipeline(text).steps,
            mode: 'train',
            seed: 0,
            labelRules: pipeline(text).labels,
            relativePath: 'a.png',
          },
        }),
      },
      surroundings,
    );
  const pixelsOf = async (bytes: Uint8Array) => (await decode(bytes, 'thumbnail', defaultLimits)).image;
  const near = (image: Image, x: number, y: number, color: readonly number[]) => {
    const at = (y * image.width + x) * image.channels;
    for (const [channel, level] of color.entries())
      assert.ok(
        Math.abs(image.data[at + channel]! - level) <= 12,
        `${x}, ${y}: ${image.data[at + channel]!}`,
      );
  };

  it('is the image shrunk to the longer side, as a JPEG, and tells the whole size', async () => {
    const path = await stored('a.png', halves([200, 40, 40], [30, 60, 210]));
    const { bytes, shape } = await of(path, 16);
    assert.deepEqual([shape.width, shape.height], [64, 32]);
    assert.deepEqual([...bytes.subarray(0, 2)], [0xff, 0xd8]);
    const small = await pixelsOf(bytes);
    assert.deepEqual([small.width, small.height], [16, 8]);
    near(small, 2, 4, [200, 40, 40]);
    near(small, 13, 4, [30, 60, 210]);
  });

  it('is never larger than its image', async () => {
    const { bytes } = await of(await workspace.image('tiny.png', { width: 5, height: 3 }), 256);
    const small = await pixelsOf(bytes);
    assert.deepEqual([small.width, small.height], [5, 3]);
  });

  it('keeps alpha, as a PNG', async () => {
    const path = await stored('alpha.png', halves([10, 20, 30, 255], [10, 20, 30, 0]));
    const small = await pixelsOf((await of(path, 16)).bytes);
    assert.equal(small.channels, 4);
    assert.equal(small.data[3], 255);
    assert.equal(small.data[15 * 4 + 3], 0);
  });

  it('is turned as the image is displayed, but shows through a pipeline what the pipeline leaves', async () => {
    const path = new URL('../../../media/sample/home/cat_rotated.jpg', import.meta.url).pathname;
    const plain = await of(path, 64);
    const through = await of(path, 64, 'steps: [invert]');
    assert.deepEqual(
      [plain.shape.width, plain.shape.height],
      [through.shape.height, through.shape.width],
      'the sample is stored turned by a quarter',
    );
    const small = await pixelsOf(plain.bytes);
    assert.equal(small.width > small.height, plain.shape.width > plain.shape.height);
  });

  it('shows floats in the mapping that the view prefers', async () => {
    const path = await stored('b.png', halves([200, 40, 40], [30, 60, 210]));
    const { bytes, shape } = await of(path, 16, 'steps: [normalize: { mean: imagenet, std: imagenet }]');
    assert.equal(shape.dtype, 'float32');
    near(await pixelsOf(bytes), 2, 4, [200, 40, 40]);
  });

  it('takes labels along, in pixels of what is shown', async () => {
    const path = await stored('labelled.png', halves([200, 40, 40], [30, 60, 210]));
    const box = { id: 0, label: 'left', box: [0, 0, 0.5, 1] } as const;
    const labels: Labels = { units: 'fractions', classes: [], objects: [box] };
    assert.deepEqual((await of(path, 16, undefined, labels)).labels?.objects[0]?.box, [0, 0, 32, 32]);
    const flipped = await of(path, 16, 'steps: [flip: { axis: horizontal }]', labels);
    assert.deepEqual(flipped.labels?.objects[0]?.box, [32, 0, 64, 32]);
    const other = { ...labels, units: 'pixels', width: 640, height: 320 } as const;
    assert.equal((await of(path, 16, undefined, other)).labels, undefined, 'they are of another image');
  });

  it('has the ids of a mask beside the picture, which stays as it is', async () => {
    const path = await stored('masked.png', halves([10, 10, 10], [10, 10, 10]));
    const gray: Image = { ...halves([0, 0, 0], [0, 0, 0]), channels: 1, data: new Uint8Array(64 * 32) };
    for (let at = 0; at < gray.data.length; at++) if (at % 64 >= 32) gray.data[at] = 3;
    const mask = await stored('mask.png', gray);
    const labels = { classes: [], objects: [], mask };
    const made = await of(path, 16, undefined, labels);
    near(await pixelsOf(made.bytes), 13, 4, [10, 10, 10]);
    const half = Array.from({ length: 8 }, () => [0, 8, 3, 8]).flat();
    assert.deepEqual(made.mask, { width: 16, height: 8, runs: Uint16Array.from(half) });
    const flipped = await of(path, 16, 'steps: [horizontal_flip: { p: 1 }]', labels);
    assert.deepEqual([...flipped.mask!.runs.subarray(0, 4)], [3, 8, 0, 8]);
    const other = await stored('other.png', halves([10, 10, 10], [10, 10, 10], 32));
    assert.equal((await of(other, 16, undefined, labels)).mask, undefined, 'it is of another image');
  });

  it('says which step failed, and that a vector has no picture', async () => {
    const path = await workspace.image('c.png', { width: 8, height: 6 });
    await assert.rejects(of(path, 16, 'steps: [invert, crop: { x: 100, y: 0, width: 4, height: 4 }]'), {
      name: 'DarkroomError',
      step: 1,
    });
    await assert.rejects(of(path, 16, 'steps: [flatten]'), /is a vector/);
  });

  it('says what is wrong with a file', async () => {
    const path = await workspace.write('text.png', 'This is no image.');
    await assert.rejects(of(path, 16), { name: 'DarkroomError', code: 'unreadable' });
  });
});
