import assert from 'node:assert/strict';
import { coarseDropout } from '../../../src/engine/operations/augmentation/coarse_dropout.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { sampled } from '../../fixtures/sampled.ts';

type Written = Readonly<Record<string, unknown>>;
type Hole = readonly [x: number, y: number, width: number, height: number];

/** Images are 40×30. */
const draws = 3000;
const drawn = (parameters: Written): readonly (readonly Hole[])[] =>
  Array.from({ length: draws }, (_, draw) => {
    const [step] = sampled('coarse_dropout', { p: 1, ...parameters }, draw);
    return step?.values['holes'] as readonly Hole[];
  });

/** Every whole number from low to high was drawn, each about as often. */
function assertEven(values: readonly number[], low: number, high: number): void {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const share = 1 / (high - low + 1);
  assert.deepEqual([Math.min(...counts.keys()), Math.max(...counts.keys())], [low, high]);
  for (let value = low; value <= high; value++) {
    const count = counts.get(value) ?? 0;
    const deviation = Math.sqrt(values.length * share * (1 - share));
    assert.ok(
      Math.abs(count - values.length * share) < 5 * deviation,
      `${value}: ${count} of ${values.length}`,
    );
  }
}

describe('coarse_dropout', () => {
  it('draws the number of holes', () => {
    const counts = drawn({ num_holes_range: [2, 5] }).map(holes => holes.length);
    assertEven(counts, 2, 5);
    assertEven(drawn({}).map(holes => holes.length), 1, 2); // prettier-ignore
  });

  it('draws sizes in pixels, the ends included, no larger than the image', () => {
    const holes = drawn({
      num_holes_range: [2, 2],
      hole_height_range: [3, 6],
      hole_width_range: [36, 50],
    }).flat();
    assertEven(holes.map(([, , , height]) => height), 3, 6); // prettier-ignore
    assertEven(holes.map(([, , width]) => width), 36, 40); // prettier-ignore
  });

  it('draws sizes as fractions of the image, cut off to whole pixels', () => {
    const holes = drawn({ hole_height_range: [0.1, 0.3], hole_width_range: [0.1, 0.2] }).flat();
    assertEven(holes.map(([, , , height]) => height), 3, 8); // prettier-ignore
    assertEven(holes.map(([, , width]) => width), 4, 7); // prettier-ignore
  });

  it('places them everywhere, the edges included, and never beyond', () => {
    const holes = drawn({ hole_height_range: [22, 22], hole_width_range: [30, 30] }).flat();
    assertEven(holes.map(([x]) => x), 0, 10); // prettier-ignore
    assertEven(holes.map(([, y]) => y), 0, 8); // prettier-ignore
    for (const [x, y, width, height] of drawn({
      hole_height_range: [0, 0.9],
      hole_width_range: [0, 0.9],
    }).flat()) {
      assert.ok(x >= 0 && y >= 0 && x + width <= 40 && y + height <= 30);
    }
  });

  it('refuses pixels mixed with fractions, and fractions of holes', () => {
    const faultsOf = (written: Written) => resolveStep(coarseDropout, written, 'opencv').faults;
    const [within] = faultsOf({ hole_height_range: [0.5, 1] });
    assert.match(
      within?.message ?? '',
      /whole numbers \(pixels\) or numbers below 1 .* received \[0\.5, 1\]/,
    );
    const [between] = faultsOf({ hole_height_range: [3, 5] });
    assert.match(between?.message ?? '', /same unit but received pixels and fractions/);
    assert.equal(faultsOf({ num_holes_range: [1, 2.5] })[0]?.parameter, 'num_holes_range');
    assert.deepEqual(faultsOf({ hole_height_range: [0, 0], hole_width_range: [2, 3] }), []);
  });

  it('refuses an image that is smaller than the smallest hole', () => {
    const written = { hole_height_range: [31, 50], hole_width_range: [1, 1], p: 1 };
    assert.throws(() => sampled('coarse_dropout', written), {
      code: 'out_of_domain',
      message: /with a height of at least 31 pixels for coarse_dropout but received 30/,
    });
  });
});
