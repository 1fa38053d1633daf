import assert from 'node:assert/strict';
import { applyMap, compose, type Affine } from '../../src/shared/affine.ts';
import type { Shape } from '../../src/shared/shape.ts';
import { arrange, possibleMode, toBefore, type Frames } from '../../webview/arrangement.ts';
import { frameOf } from '../../webview/frame.ts';
import { fitted, panned, pointAt, transformOf, visibleRegion, zoomedAround } from '../../webview/viewport.ts';

const frame = (width: number, height: number) =>
  frameOf({ width, height, channels: 3, dtype: 'uint8', orientation: 1 } satisfies Shape);
const canvas = { width: 1000, height: 600 };
const pane = { x: 0, y: 0, ...canvas };

function near(actual: readonly number[], expected: readonly number[], tolerance = 1e-6): void {
  for (const [index, value] of expected.entries())
    assert.ok(
      Math.abs(actual[index]! - value) <= tolerance,
      `${actual.join(', ')} is not ${expected.join(', ')}`,
    );
}

describe('viewport', () => {
  it('fits a frame with its middle in the middle of the pane', () => {
    const view = fitted({ width: 400, height: 200 }, pane);
    near([view.x, view.y], [200, 100]);
    assert.ok(view.scale * 400 <= 1000 && view.scale * 200 <= 600);
    assert.ok(view.scale * 400 > 900);
  });

  it('keeps the point under the cursor when zooming', () => {
    const view = { scale: 0.7, x: 812, y: 333 };
    for (const scale of [0.1, 1, 3.3, 64]) {
      const zoomed = zoomedAround(view, pane, 130, 480, scale);
      near(pointAt(zoomed, pane, 130, 480), pointAt(view, pane, 130, 480));
      assert.equal(zoomed.scale, scale);
    }
  });

  it('pans by what the picture is dragged, and not off the frame', () => {
    near([panned({ scale: 2, x: 50, y: 50 }, { width: 100, height: 100 }, 20, -10).x], [40]);
    near([panned({ scale: 2, x: 50, y: 50 }, { width: 100, height: 100 }, 1e6, 0).x], [0]);
  });

  it('sees the part of the frame that is in the pane', () => {
    const transform = transformOf({ scale: 10, x: 50, y: 50 }, pane);
    assert.deepEqual(visibleRegion(transform, pane, { width: 100, height: 100 }), {
      x: 0,
      y: 20,
      width: 100,
      height: 60,
    });
    assert.equal(visibleRegion(transform, { ...pane, x: 2000 }, { width: 100, height: 100 }), undefined);
  });
});

describe('arrangement', () => {
  // A quarter turn clockwise of 400×300, then half the size.
  const turned: Affine = compose([0, 1, -1, 0, 300, 0], [0.5, 0, 0, 0.5, 0, 0]);
  const frames: Frames = { before: frame(400, 300), after: frame(150, 200), map: turned };

  it('lays the before on the same places as the after for the slider', () => {
    const { placements } = arrange('slider', canvas, frames, { scale: 4, x: 70, y: 90 }, 0.25);
    const [before, after] = placements;
    for (const [x, y] of [
      [0, 0],
      [400, 0],
      [123, 45],
    ] as const) {
      near(applyMap(before!.transform, x, y), applyMap(after!.transform, ...applyMap(turned, x, y)));
    }
    assert.equal(before!.clip.width, 250);
    assert.deepEqual([after!.clip.x, after!.clip.width], [250, 750]);
  });

  it('keeps both panes in step: the middle of one shows the place in the middle of the other', () => {
    const view = { scale: 40, x: 30, y: 150 };
    const { placements, sideBySide } = arrange('side_by_side', canvas, frames, view, 0.5);
    const [before, after] = placements;
    assert.equal(sideBySide, true);
    const middle = ({ clip }: typeof before & object) => [clip.x + clip.width / 2, clip.y + clip.height / 2];
    const place = toBefore(frames, view.x, view.y);
    near(applyMap(before!.transform, ...place), middle(before!), 1);
    near(applyMap(after!.transform, view.x, view.y), middle(after!), 1);
    // Things are equally large: the before has twice the pixels along each side.
    near([Math.abs(before!.transform[0]) * 2], [after!.transform[0]]);
    assert.ok(before!.transform[0] > 0 && before!.transform[1] === 0, 'the before stands in its own frame');
  });

  it('shows both frames whole when fitted, also of a small crop', () => {
    const crop: Frames = {
      before: frame(4000, 3000),
      after: frame(100, 100),
      map: [1, 0, 0, 1, -3800, -2800],
    };
    const { placements } = arrange('side_by_side', canvas, crop, undefined, 0.5);
    for (const { transform, clip, frame: shown } of placements) {
      const [left, top] = applyMap(transform, 0, 0);
      const [right, bottom] = applyMap(transform, shown.width, shown.height);
      assert.ok(left >= clip.x && right <= clip.x + clip.width && top >= 0 && bottom <= clip.height);
      assert.ok(right - left > 400, 'each fills its pane');
    }
  });

  it('can only show vectors side by side', () => {
    const vector: Frames = {
      before: frame(64, 64),
      after: frameOf({
        width: 12288,
        height: 1,
        channels: 1,
        dtype: 'float32',
        orientation: 1,
        vector: true,
      }),
    };
    assert.equal(possibleMode('slider', vector), 'side_by_side');
    assert.deepEqual([vector.after.width, vector.after.height], [111, 111]);
    const { placements } = arrange('difference', canvas, vector, undefined, 0.5);
    assert.deepEqual(
      placements.map(({ side }) => side),
      ['before', 'after'],
    );
  });
});
