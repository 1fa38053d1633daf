import assert from 'node:assert/strict';
import { shapeOf } from '../../../src/engine/image.ts';
import { resize } from '../../../src/engine/operations/geometry/resize.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { landingPoint } from '../../../src/engine/geometry/point-map.ts';
import type { Match } from '../../../src/shared/pipeline.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

const ramp = image([[0, 10, 20, 30, 40, 50, 60, 70]]);

function resized(input: ReturnType<typeof image>, written: Record<string, unknown>, match: Match = 'opencv') {
  return rows(applied(resize, written, input, match));
}

describe('resize', () => {
  it('samples at pixel centres: opencv takes two neighbours, pillow the mean of all that shrink together', () => {
    assert.deepEqual(resized(ramp, { width: 2, height: 1 }), [[15, 55]]);
    assert.deepEqual(resized(ramp, { width: 2, height: 1 }, 'pillow'), [[19, 51]]);
  });

  it('takes the step’s match before the pipeline’s', () => {
    assert.deepEqual(resized(ramp, { width: 2, height: 1, match: 'opencv' }, 'pillow'), [[15, 55]]);
  });

  it('filters rows first where an image is more than a hundred times as high as wide, as Pillow does', () => {
    // The left column is 255 in every other row, the right one everywhere. Values of Pillow 12.3.
    const tall = (scale: number, dtype?: 'uint16' | 'float32') =>
      image(
        Array.from({ length: 201 }, (_row, y) => [y % 2 === 0 ? 255 * scale : 0, 255 * scale]),
        dtype,
      );
    const size = { width: 3, height: 3 };
    const by = (interpolation: string, input = tall(1)) =>
      resized(input, { ...size, interpolation }, 'pillow').map(row => row.slice(0, 2));
    assert.deepEqual(by('bicubic'), [
      [120, 192],
      [119, 191],
      [120, 192],
    ]);
    assert.deepEqual(by('lanczos'), [
      [112, 192],
      [111, 191],
      [112, 192],
    ]);
    assert.deepEqual(by('bicubic', tall(257, 'uint16')), [
      [30771, 49226],
      [30580, 49137],
      [30771, 49226],
    ]);
    const colours = Array.from({ length: 201 }, (_row, y) =>
      (y % 2 === 0 ? [255, 255] : [0, 255]).map(level => [level, 255 - level, 100, 255 - (level >> 1)]),
    );
    assert.deepEqual(resized(image(colours), { ...size, interpolation: 'bicubic' }, 'pillow')[0], [
      [78, 176, 100, 195],
      [153, 102, 100, 160],
      [255, 0, 98, 124],
    ]);
    // At a hundred times, columns go first: what they overshoot is cut off before it is averaged away.
    const less = image((rows(tall(1)) as number[][]).slice(0, 200));
    assert.deepEqual(resized(less, { width: 3, height: 3, interpolation: 'lanczos' }, 'pillow')[1]![0], 128);
  });

  it('filters columns first where a tall image grows, however little cover keeps of it, as Pillow does', () => {
    // The first rows of ImageOps.cover(image, (5, 4), LANCZOS) of Pillow 12.3, which scales to 5×502.
    const tall = image(Array.from({ length: 201 }, (_row, y) => [y % 2 === 0 ? 255 : 0, 255]));
    const written = { width: 5, height: 4, fit: 'cover', position: 'top_left', interpolation: 'lanczos' };
    assert.deepEqual(resized(tall, written, 'pillow'), [
      [255, 255, 255, 255, 255],
      [232, 234, 243, 253, 255],
      [109, 121, 182, 242, 255],
      [6, 27, 131, 233, 255],
    ]);
  });

  it('takes the left edge with opencv’s nearest, the centre with pillow’s', () => {
    const written = { width: 2, height: 1, interpolation: 'nearest' };
    assert.deepEqual(resized(ramp, written), [[0, 40]]);
    assert.deepEqual(resized(ramp, written, 'pillow'), [[20, 60]]);
  });

  it('takes the mean of the covered area, parts of pixels included', () => {
    const row = image([[0, 60, 120]]);
    const written = { width: 2, height: 1, interpolation: 'area' };
    assert.deepEqual(resized(row, written), [[20, 100]]);
    assert.deepEqual(resized(image([[1, 2]]), { ...written, width: 1 }), [[2]]);
  });

  it('overshoots at edges with bicubic, more with opencv’s than with pillow’s kernel, and saturates', () => {
    const edge = image([[0, 0, 100, 100]], 'float32');
    const lowest = (match: Match) => {
      const output = applied(resize, { width: 8, height: 1, interpolation: 'bicubic' }, edge, match);
      return Math.min(...output.data);
    };
    assert.equal(Math.round(lowest('opencv')), -11);
    assert.equal(Math.round(lowest('pillow')), -7);
    const bytes = applied(
      resize,
      { width: 8, height: 1, interpolation: 'bicubic' },
      image([[0, 0, 255, 255]]),
    );
    assert.equal(Math.min(...bytes.data), 0);
    assert.equal(Math.max(...bytes.data), 255);
  });

  describe('antialias', () => {
    it('widens opencv’s kernels so that every pixel counts', () => {
      const single = image([[0, 0, 0, 0, 0, 0, 0, 255]]);
      for (const interpolation of ['bilinear', 'bicubic', 'lanczos']) {
        const written = { width: 2, height: 1, interpolation };
        const [left, right] = resized(single, { ...written, antialias: true })[0] as [number, number];
        assert.ok(left < right && right > 30, interpolation);
      }
      assert.deepEqual(resized(single, { width: 2, height: 1 }), [[0, 0]]);
      assert.deepEqual(resized(ramp, { width: 2, height: 1, antialias: true }), [[19, 51]]);
    });

    it('is what pillow does unless told otherwise', () => {
      const written = { width: 2, height: 1 };
      assert.deepEqual(
        resized(ramp, { ...written, antialias: true }, 'pillow'),
        resized(ramp, written, 'pillow'),
      );
      assert.deepEqual(resized(ramp, { ...written, antialias: false }, 'pillow'), [[15, 55]]);
    });

    it('changes nothing where the image grows', () => {
      const input = noise(7, 5, 3, 'uint8');
      const written = { width: 9, height: 11 };
      assert.deepEqual(
        applied(resize, { ...written, antialias: true }, input),
        applied(resize, written, input),
      );
    });

    it('keeps a flat colour flat in every type', () => {
      for (const dtype of ['uint8', 'uint16', 'float32'] as const) {
        const flat = image(
          Array.from({ length: 9 }, () => new Array<number>(13).fill(200)),
          dtype,
        );
        for (const interpolation of ['bilinear', 'bicubic', 'lanczos']) {
          const output = applied(resize, { width: 5, height: 4, interpolation, antialias: true }, flat);
          for (const value of output.data) assert.ok(Math.abs(value - 200) < 1e-4);
        }
      }
    });
  });

  describe('fit', () => {
    const wide = image([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);

    it('contain pads what is missing, the odd row at the bottom', () => {
      assert.deepEqual(resized(wide, { width: 4, height: 5, fit: 'contain', fill: 9 }), [
        [9, 9, 9, 9],
        [1, 2, 3, 4],
        [5, 6, 7, 8],
        [9, 9, 9, 9],
        [9, 9, 9, 9],
      ]);
    });

    it('contain puts the image where position says', () => {
      const written = { width: 4, height: 3, fit: 'contain', position: 'bottom_left' };
      assert.deepEqual(resized(wide, written)[0], [0, 0, 0, 0]);
    });

    it('cover cuts what is too much', () => {
      assert.deepEqual(resized(wide, { width: 2, height: 2, fit: 'cover' }), [
        [2, 3],
        [6, 7],
      ]);
      assert.deepEqual(resized(wide, { width: 2, height: 2, fit: 'cover', position: 'top_right' }), [
        [3, 4],
        [7, 8],
      ]);
    });

    it('cover computes the same pixels as scaling everything and cutting', () => {
      for (const dtype of ['uint8', 'uint16', 'float32'] as const) {
        const input = noise(31, 12, 3, dtype);
        for (const match of ['opencv', 'pillow'] as const) {
          for (const interpolation of ['nearest', 'bilinear', 'bicubic', 'area', 'lanczos']) {
            const written = { width: 9, height: 7, fit: 'cover', interpolation };
            const covering = applied(resize, written, input, match);
            const whole = resized(input, { width: 18, height: 7, interpolation }, match);
            assert.deepEqual(
              rows(covering),
              whole.map(row => row.slice(4, 13)),
              `${dtype} ${match} ${interpolation}`,
            );
          }
        }
      }
    });

    it('cover of a long thin image stays small', () => {
      const output = applied(resize, { width: 400, height: 400, fit: 'cover' }, noise(60000, 1, 3, 'uint8'));
      assert.equal(output.data.length, 400 * 400 * 3);
    });

    it('inside keeps at least one pixel and adds none', () => {
      const output = applied(resize, { width: 10, height: 10, fit: 'inside' }, noise(50, 1, 1, 'uint8'));
      assert.deepEqual([output.width, output.height], [10, 1]);
    });

    it('rounds the other side to even where it falls on a half', () => {
      const output = applied(resize, { width: 4, height: 9, fit: 'inside' }, noise(8, 5, 1, 'uint8'));
      assert.deepEqual([output.width, output.height], [4, 2]);
    });
  });

  it('lends no colour from transparent pixels with pillow, and mixes all alike with opencv', () => {
    const pixels = image([
      [
        [200, 100, 50, 255],
        [0, 255, 0, 0],
      ],
    ]);
    const written = { width: 1, height: 1 };
    assert.deepEqual(resized(pixels, written, 'pillow'), [[[199, 99, 49, 128]]]);
    assert.deepEqual(resized(pixels, written, 'opencv'), [[[100, 178, 25, 128]]]);
  });

  it('maps the corners of the image onto the corners of what is seen of it', () => {
    const mapped = (written: Record<string, unknown>, x: number, y: number) => {
      const { values } = resolveStep(resize, { width: 100, height: 100, ...written }, 'opencv');
      return landingPoint(resize.map(shapeOf(noise(40, 20, 1, 'uint8')), values)!, x, y);
    };
    assert.deepEqual(mapped({}, 40, 20), [100, 100]);
    assert.deepEqual(mapped({ fit: 'contain' }, 0, 0), [0, 25]);
    assert.deepEqual(mapped({ fit: 'contain' }, 40, 20), [100, 75]);
    assert.deepEqual(mapped({ fit: 'cover' }, 0, 0), [-50, 0]);
    assert.deepEqual(mapped({ fit: 'inside' }, 40, 20), [100, 50]);
  });

  it('refuses a fill that does not fit, but only where it would be used', () => {
    const written = { width: 2, height: 2, fill: [1, 2, 3] };
    assert.throws(() => applied(resize, { ...written, fit: 'contain' }, ramp), {
      code: 'out_of_domain',
      message: /one number for fill on 8×1×1 uint8 but received 3/,
    });
    assert.equal(applied(resize, written, ramp).width, 2);
  });
});
