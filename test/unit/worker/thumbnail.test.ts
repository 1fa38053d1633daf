import assert from 'node:assert/strict';
import { decode, encode } from '../../../src/codec/index.ts';
import type { Image } from '../../../src/engine/image.ts';
import { defaultLimits } from '../../../src/shared/image.ts';
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
  const of = (path: string, longest: number, text?: string) =>
    thumbnail(
      {
        source: { kind: 'file', path, version: '1' },
        longest,
        job: 'gallery',
        ...(text !== undefined && {
          through: { steps: pipeline(text).steps, mode: 'train', seed: 0, relativePath: 'a.png' },
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
