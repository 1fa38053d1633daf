import assert from 'node:assert/strict';
import { shapeOf } from '../../../src/engine/image.ts';
import { flip } from '../../../src/engine/operations/geometry/flip.ts';
import { perspective } from '../../../src/engine/operations/geometry/perspective.ts';
import { inferShapes } from '../../../src/engine/pipeline/apply.ts';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { affineOf, landingPoint } from '../../../src/engine/geometry/point-map.ts';
import { applied } from '../../fixtures/applied.ts';
import { noise } from '../../fixtures/image.ts';

const corners = [
  [0.1, 0.2],
  [0.9, 0],
  [1.1, 0.8],
  [0, 1],
];
const whole = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

const near = (got: readonly number[], expected: readonly number[]) => {
  got.forEach((value, index) => {
    assert.ok(Math.abs(value - expected[index]!) < 1e-9, `${got.join()} is not ${expected.join()}`);
  });
};

describe('perspective', () => {
  it('changes nothing when the corners stay', () => {
    const input = noise(9, 7, 3, 'uint8');
    for (const interpolation of ['nearest', 'bilinear', 'bicubic']) {
      assert.deepEqual(applied(perspective, { corners: whole, interpolation }, input).data, input.data);
    }
  });

  it('mirrors when the corners are mirrored', () => {
    const input = noise(9, 7, 3, 'uint16');
    const mirrored = [1, 0, 3, 2].map(index => whole[index]);
    assert.deepEqual(applied(perspective, { corners: mirrored }, input), applied(flip, {}, input));
  });

  it('maps the four points to the corners of the frame, and lines to lines', () => {
    const { values } = resolveStep(perspective, { corners }, 'opencv');
    const map = perspective.map(shapeOf(noise(40, 30, 1, 'uint8')), values)!;
    const at = ([x, y]: readonly number[]) => landingPoint(map, x! * 40, y! * 30);
    near(at(corners[0]!), [0, 0]);
    near(at(corners[1]!), [40, 0]);
    near(at(corners[2]!), [40, 30]);
    near(at(corners[3]!), [0, 30]);
    const [x, y] = at([(0.1 + 0.9) / 2, 0.1]);
    assert.ok(Math.abs(y) < 1e-9 && x > 0 && x < 40);
  });

  it('is composed with the steps around it', () => {
    const steps = [{ flip: null }, { perspective: { corners } }, { resize: { width: 80, height: 90 } }];
    const { pipeline } = parsePipeline(JSON.stringify({ steps }), 'json');
    const { map } = inferShapes(shapeOf(noise(40, 30, 1, 'uint8')), pipeline!.steps, 'inference');
    assert.ok(map && !affineOf(map));
    near(landingPoint(map, 40 - 1.1 * 40, 0.8 * 30), [80, 90]);
    near(landingPoint(map, 40 - 0.1 * 40, 0.2 * 30), [0, 0]);
  });

  it('refuses corners that are no convex quadrilateral', () => {
    const faultsOf = (written: unknown) => resolveStep(perspective, { corners: written }, 'opencv').faults;
    assert.deepEqual(faultsOf(corners), []);
    assert.match(faultsOf(whole.slice(1))[0]!.message, /four \[x, y\] points/);
    assert.match(faultsOf([0, 2, 1, 3].map(index => whole[index]))[0]!.message, /convex/);
    assert.match(faultsOf([...whole.slice(0, 3), [0.9, 0.8]])[0]!.message, /convex/);
    assert.match(faultsOf([...whole.slice(0, 3), [1, 0.5]])[0]!.message, /convex/);
    assert.match(faultsOf([...whole.slice(0, 3), [0, 11]])[0]!.message, /−10 to 10/);
  });

  it('refuses corners that single precision cannot tell apart', () => {
    const thin = [
      [-10, 9.9999999],
      [10, 9.9999999],
      [10, 10],
      [-10, 10],
    ];
    assert.throws(() => applied(perspective, { corners: thin }, noise(9, 7, 1, 'uint8')), {
      code: 'out_of_domain',
      message: /corners that single precision tells apart on 9×7 pixels/,
    });
  });
});
