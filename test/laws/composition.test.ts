import assert from 'node:assert/strict';
import { landingPoint } from '../../src/engine/geometry/point-map.ts';
import { allocate, shapeOf, type Image } from '../../src/engine/image.ts';
import { applySteps, inferShapes } from '../../src/engine/pipeline/apply.ts';
import { parsePipeline } from '../../src/engine/pipeline/parse.ts';
import { randomOfKey, type Random } from '../../src/engine/random.ts';
import type { Step } from '../../src/shared/pipeline.ts';

const width = 160;
const height = 120;
/** Pixels around a mark that have to stay inside the frame after every step. */
const margin = 12;

/** Steps that move things, with amounts drawn anew; none makes things much larger or smaller. */
const movers: readonly ((random: Random) => Readonly<Record<string, unknown>>)[] = [
  random => ({
    affine: {
      scale: random.uniform(0.85, 1.2),
      translate: [random.uniform(-0.1, 0.1), random.uniform(-0.1, 0.1)],
      rotate: random.uniform(-180, 180),
      shear: [random.uniform(-15, 15), random.uniform(-15, 15)],
    },
  }),
  random => {
    const inset = () => random.uniform(0, 0.1);
    const corners = [
      [inset(), inset()],
      [1 - inset(), inset()],
      [1 - inset(), 1 - inset()],
      [inset(), 1 - inset()],
    ];
    return { perspective: { corners } };
  },
  random => ({ rotate: { angle: random.uniform(-60, 60), expand: random.chance(0.5) } }),
  random => ({ rotate90: { turns: random.integer(1, 3) } }),
  random => ({ flip: { axis: random.chance(0.5) ? 'horizontal' : 'vertical' } }),
  random => ({ resize: { width: random.integer(140, 190), height: random.integer(100, 150) } }),
  random => ({ pad: { width: random.integer(160, 240), height: random.integer(150, 220) } }),
  random => ({ center_crop: { width: random.integer(100, 140), height: 100, pad_if_needed: true } }),
  random => ({ elastic: { alpha: random.uniform(50, 300), sigma: random.uniform(12, 30), p: 1 } }),
  () => ({ grid_distortion: { num_steps: 4, distort_limit: [-0.15, 0.15], p: 1 } }),
  () => ({ random_affine: { rotate: [-20, 20], translate: [-0.05, 0.05], p: 1 } }),
  () => ({ random_perspective: { p: 1 } }),
  () => ({ horizontal_flip: { p: 1 } }),
];

/** Two to four different movers in random order. */
function chain(random: Random): readonly Step[] {
  const left = [...movers];
  const steps = Array.from({ length: random.integer(2, 4) }, () => {
    const [mover] = left.splice(random.integer(0, left.length - 1), 1);
    return mover!(random);
  });
  const { pipeline, diagnostics } = parsePipeline(JSON.stringify({ steps }), 'json');
  assert.deepEqual(diagnostics, []);
  return pipeline!.steps;
}

/** A soft spot on black around a point in continuous coordinates, 1.2 pixels in deviation: of a wide one, a bent map moves the centre. */
function spot(x: number, y: number): Image {
  const data = allocate('float32', width * height);
  for (let index = 0; index < data.length; index++) {
    const [left, top] = [(index % width) + 0.5 - x, Math.floor(index / width) + 0.5 - y];
    data[index] = Math.exp(-(left * left + top * top) / (2 * 1.2 ** 2));
  }
  return { data, width, height, channels: 1, orientation: 1 };
}

function centreOfMass({ data, width: columns }: Image): readonly [number, number] {
  let [sum, sumX, sumY] = [0, 0, 0];
  for (const [index, value] of data.entries()) {
    sum += value;
    sumX += value * ((index % columns) + 0.5);
    sumY += value * (Math.floor(index / columns) + 0.5);
  }
  return [sumX / sum, sumY / sum];
}

describe('the geometry of a pipeline is that of its steps', () => {
  it('marks that go through random chains are found where the composed map says', () => {
    const random = randomOfKey(20_240);
    let followed = 0;
    let farthest = 0;
    for (let number = 0; number < 120; number++) {
      const steps = chain(random);
      const key = { seed: 3, path: `${number}.png`, version: 0 };
      const [x, y] = [random.uniform(30, width - 30), random.uniform(30, height - 30)];
      const input = spot(x, y);
      const staysInside = steps.every((_step, last) => {
        const { map, shapes } = inferShapes(shapeOf(input), steps.slice(0, last + 1), 'train', key);
        const [landedX, landedY] = landingPoint(map!, x, y);
        const frame = shapes.at(-1)!;
        return (
          Math.min(landedX, landedY) > margin &&
          landedX < frame.width - margin &&
          landedY < frame.height - margin
        );
      });
      if (!staysInside) continue;
      const { map } = inferShapes(shapeOf(input), steps, 'train', key);
      const expected = landingPoint(map!, x, y);
      const found = centreOfMass(applySteps(input, steps, 'train', key));
      const off = Math.hypot(found[0] - expected[0], found[1] - expected[1]);
      const names = steps.map(({ operation }) => operation).join(', ');
      // Where two cells of a grid meet, two pixels show the same place.
      const allowed = names.includes('grid_distortion') ? 1 : 0.5;
      assert.ok(
        off < allowed,
        `chain ${number} (${names}): (${x}, ${y}) expected at ${expected.join(', ')}, found at ${found.join(', ')}`,
      );
      farthest = Math.max(farthest, off);
      followed++;
    }
    assert.ok(followed >= 60, `only ${followed} of 120 marks stayed inside`);
    console.log(`      ${followed} chains, at most ${farthest.toFixed(2)} pixels off`);
  });

  it('composing maps step by step or all at once lands points in the same place', () => {
    const random = randomOfKey(77);
    for (let number = 0; number < 40; number++) {
      const steps = chain(random);
      const key = { seed: 5, path: `${number}.png`, version: 1 };
      const { map } = inferShapes(shapeOf(spot(0, 0)), steps, 'train', key);
      const [x, y] = [random.uniform(0, width), random.uniform(0, height)];
      let shape = shapeOf(spot(0, 0));
      let place: readonly [number, number] = [x, y];
      for (const [index, step] of steps.entries()) {
        // A step keeps its place in the pipeline, on which its draws depend; those before it are switched off.
        const alone = steps.map((other, at) => ({ ...other, enabled: at === index }));
        const single = inferShapes(shape, alone.slice(0, index + 1), 'train', key);
        assert.equal(alone[index]!.operation, step.operation);
        place = landingPoint(single.map!, ...place);
        shape = single.shapes.at(-1)!;
      }
      const [composedX, composedY] = landingPoint(map!, x, y);
      assert.ok(Math.hypot(composedX - place[0], composedY - place[1]) < 1e-3, `chain ${number}`);
    }
  });
});
