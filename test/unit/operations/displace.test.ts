import assert from 'node:assert/strict';
import { ElasticField } from '../../../src/engine/geometry/elastic-field.ts';
import { landingPoint } from '../../../src/engine/geometry/point-map.ts';
import type { Shape } from '../../../src/shared/shape.ts';
import { displace } from '../../../src/engine/operations/drawn/displace.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, noise } from '../../fixtures/image.ts';

const shape: Shape = { width: 64, height: 48, channels: 1, dtype: 'float32', orientation: 1 };

/** x of every pixel, which a lookup between pixels gives back as the place it looked at. */
function ramp(axis: 'x' | 'y') {
  const rows = Array.from({ length: shape.height }, (_row, y) =>
    Array.from({ length: shape.width }, (_column, x) => (axis === 'x' ? x : y)),
  );
  return image(rows, 'float32');
}

/** How far across pixels are looked up, at (x, y), for many keys. */
function drawn(parameters: object, places: readonly (readonly [number, number])[]): number[][] {
  const found: number[][] = places.map(() => []);
  const input = ramp('x');
  for (let key = 0; key < 600; key++) {
    // Less than half a pixel, so that no lookup in the middle of the image leaves it.
    const written = { alpha: 2, sigma: 6, border_mode: 'replicate', key, ...parameters };
    const { data } = applied(displace, written, input);
    places.forEach(([x, y], place) => found[place]!.push((data[y * 64 + x]! - x) / 2));
  }
  return found;
}

const deviation = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

function assertNear(value: number, expected: number, share: number): void {
  assert.ok(Math.abs(value - expected) < expected * share, `${value}, expected ${expected}`);
}

const middle = [32, 20] as const;
const top = [32, 0] as const;

describe('displace', () => {
  it('blurs far wider than a small image in a moment, to the one mean of its noise', () => {
    const begin = performance.now();
    const input = noise(2, 2, 1, 'float32');
    const written = {
      alpha: 1,
      sigma: 1000,
      noise_distribution: 'uniform',
      border_mode: 'replicate',
      key: 3,
    };
    applied(displace, written, input);
    const field = new ElasticField(input, {
      ...written,
      noise_distribution: 'uniform',
      approximate: false,
      same_dxdy: false,
    });
    assert.ok(performance.now() - begin < 2000);
    const corners = [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ].map(([x, y]) => field.across(x!, y!));
    assert.ok(Math.max(...corners) - Math.min(...corners) < 0.002, corners.join());
    assert.ok(Math.abs(corners[0]!) < 1 && corners[0] !== 0);
  });

  // Standard deviations of 4000 fields of 64×48 that generate_displacement_fields of Albumentations 2.0.8 made.
  for (const [what, parameters, inTheMiddle, atTheTop] of [
    ['a whole Gaussian', {}, 0.0122, 0.0316],
    ['17 pixels of it', { approximate: true }, 0.0165, 0.0375],
    ['even noise', { noise_distribution: 'uniform' }, 0.0274, 0.0683],
    ['a narrow Gaussian', { sigma: 2 }, 0.0369, 0.0643],
  ] as const) {
    it(`moves pixels as far as Albumentations does, in the middle and at the edge: ${what}`, () => {
      const [inside, edge] = drawn(parameters, [middle, top]);
      assertNear(deviation(inside!), inTheMiddle, 0.12);
      assertNear(deviation(edge!), atTheTop, 0.15);
    });
  }

  it('moves neighbours alike, and pixels far apart each on its own', () => {
    const [here, near, far] = drawn({}, [middle, [35, 20], [56, 40]]);
    const together = (other: number[]) =>
      here!.reduce((sum, value, draw) => sum + value * other[draw]!, 0) /
      (600 * deviation(here!) * deviation(other));
    // exp(−d² / 4σ²) for two pixels at a distance d.
    assertNear(together(near!), Math.exp(-9 / 144), 0.05);
    assert.ok(Math.abs(together(far!)) < 5 / Math.sqrt(600), String(together(far!)));
  });

  it('draws by the key alone', () => {
    const input = noise(20, 15, 3, 'uint8');
    const of = (key: number) => applied(displace, { alpha: 50, sigma: 3, key }, input).data;
    assert.deepEqual(of(3), of(3));
    assert.notDeepEqual(of(3), of(4));
  });

  it('moves down as across when told, and apart otherwise', () => {
    const written = { alpha: 2, sigma: 6, border_mode: 'replicate', key: 9 };
    const moved = (axis: 'x' | 'y', same_dxdy: boolean) => {
      const input = ramp(axis);
      const { data } = applied(displace, { ...written, same_dxdy }, input);
      return data[20 * 64 + 32]! - input.data[20 * 64 + 32]!;
    };
    assert.ok(Math.abs(moved('x', true) - moved('y', true)) < 1e-5);
    assert.ok(Math.abs(moved('x', false) - moved('y', false)) > 1e-3);
  });

  it('lands points where the kernel looks them up, to a thousandth of a pixel', () => {
    const written = { alpha: 150, sigma: 8, border_mode: 'replicate', key: 11 };
    const { values } = resolveStep(displace, written, 'opencv');
    const map = displace.map(shape, values)!;
    const [across, down] = [ramp('x'), ramp('y')].map(input => applied(displace, written, input).data);
    let most = 0;
    for (let y = 8; y < 40; y++) {
      for (let x = 8; x < 56; x++) {
        const [fromX, fromY] = [across![y * 64 + x]!, down![y * 64 + x]!];
        most = Math.max(most, Math.hypot(fromX - x, fromY - y));
        const [landedX, landedY] = landingPoint(map, fromX + 0.5, fromY + 0.5);
        const off = Math.hypot(landedX - x - 0.5, landedY - y - 0.5);
        assert.ok(off < 1e-3, `(${x}, ${y}) is looked up at (${fromX}, ${fromY}), which lands ${off} away`);
      }
    }
    assert.ok(most > 2, `only ${most} pixels were moved`);
  });

  it('works on a single pixel and a single row', () => {
    for (const [width, height] of [
      [1, 1],
      [9, 1],
      [1, 2],
    ] as const) {
      const input = noise(width, height, 3, 'uint8');
      const written = { alpha: 10, sigma: 50, border_mode: 'replicate', key: 2 };
      assert.equal(applied(displace, written, input).data.length, width * height * 3);
    }
  });
});
