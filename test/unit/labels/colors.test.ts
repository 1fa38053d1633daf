import assert from 'node:assert/strict';
import { colorMask, shrinkMask } from '../../../src/engine/labels/colors.ts';
import type { Image } from '../../../src/engine/image.ts';
import { colorOfId, colorOfName } from '../../../src/shared/labelColors.ts';

const mask = (
  rows: readonly (readonly number[])[],
  Ids: typeof Uint8Array | typeof Uint16Array = Uint8Array,
): Image => ({
  data: Ids.from(rows.flat()),
  width: rows[0]!.length,
  height: rows.length,
  channels: 1,
  orientation: 1,
});

/** One number for each pixel: which id it has the colour of, 0 where it is see-through. */
function painted(pixels: Uint8Array, ids: readonly number[]): readonly number[] {
  return Array.from({ length: pixels.length / 4 }, (_, index) => {
    const [red, green, blue, alpha] = pixels.subarray(index * 4, index * 4 + 4);
    if (alpha === 0) return 0;
    return ids.find(id => String(colorOfId(id)) === String([red, green, blue])) ?? -1;
  });
}

describe('colours of labels', () => {
  it('paints the part of a mask that is asked for, nearest pixels, without background and ignored ones', () => {
    const image = mask([
      [0, 1, 2],
      [255, 3, 0],
    ]);
    const whole = colorMask(image, { x: 0, y: 0, width: 3, height: 2 }, 3, 2);
    assert.deepEqual(painted(whole, [1, 2, 3]), [0, 1, 2, 0, 3, 0]);
    const part = colorMask(image, { x: 1, y: 0, width: 2, height: 1 }, 4, 1);
    assert.deepEqual(painted(part, [1, 2]), [1, 1, 2, 2]);
    const beyond = colorMask(image, { x: 2, y: -1, width: 2, height: 2 }, 2, 2);
    assert.deepEqual(painted(beyond, [2]), [0, 0, 2, 0]);
  });

  it('paints 255 where ids above it show that it is an object', () => {
    const runs = shrinkMask(mask([[0, 255, 300]], Uint16Array), 3, 1).runs;
    assert.deepEqual([...runs], [0, 1, 255, 1, 300, 1]);
  });

  it('paints 255 where a mask has nothing else, and nothing where there are no places', () => {
    const image = mask([[0, 255]]);
    assert.deepEqual(painted(colorMask(image, { x: 0, y: 0, width: 2, height: 1 }, 2, 1), [255]), [0, 255]);
    assert.deepEqual([...colorMask(undefined, { x: 0, y: 0, width: 1, height: 1 }, 1, 1)], [0, 0, 0, 0]);
  });

  it('shrinks a mask to runs of the ids that would be painted, along its rows', () => {
    const image = mask([
      [0, 0, 7, 7],
      [0, 0, 7, 7],
      [255, 255, 7, 7],
      [255, 255, 7, 9],
    ]);
    const { width, height, runs } = shrinkMask(image, 2, 2);
    assert.deepEqual([width, height, ...runs], [2, 2, 0, 1, 7, 1, 0, 1, 9, 1]);
    assert.deepEqual([...shrinkMask(mask([[0, 255]]), 2, 1).runs], [0, 1, 255, 1]);
    const long = shrinkMask(mask([[1]]), 300, 300).runs;
    assert.deepEqual(
      [...long],
      [1, 65_535, 1, 90_000 - 65_535],
      'a run that is too long for its number is two',
    );
  });

  it('gives a class the same colour every time, and different classes mostly different ones', () => {
    assert.deepEqual(colorOfName('cat'), colorOfName('cat'));
    const names = ['cat', 'cup', 'dog', 'person', 'car', 'rocket'];
    assert.ok(new Set(names.map(name => String(colorOfName(name)))).size >= 4);
  });
});
