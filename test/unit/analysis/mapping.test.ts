import assert from 'node:assert/strict';
import { mappingsOf, rangeOf } from '../../../src/engine/analysis/mapping.ts';
import { render } from '../../../src/engine/analysis/render.ts';
import type { Image } from '../../../src/engine/image.ts';
import { applySteps } from '../../../src/engine/pipeline/apply.ts';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import type { Step } from '../../../src/shared/pipeline.ts';
import { image, noise } from '../../fixtures/image.ts';

function stepsOf(...written: unknown[]): readonly Step[] {
  const { pipeline, diagnostics } = parsePipeline(JSON.stringify({ steps: written }), 'json');
  assert.ok(pipeline, diagnostics.map(({ message }) => message).join('\n'));
  return pipeline.steps;
}

const ids = (pixels: Image, steps: readonly Step[] = []) => mappingsOf(pixels, steps).map(({ id }) => id);
const labels = (pixels: Image) => mappingsOf(pixels, []).map(({ label }) => label);

function shown(pixels: Image, steps: readonly Step[]): Uint8Array {
  const region = { x: 0, y: 0, width: pixels.width, height: pixels.height };
  return render(pixels, region, pixels.width, pixels.height, mappingsOf(pixels, steps)[0]!);
}

describe('mappings', () => {
  it('show integers over the range of their type, and from lowest to highest', () => {
    assert.deepEqual(labels(image([[10, 20]])), ['0 to 255 as black to white', '10 to 20 as black to white']);
    const [levels, range] = mappingsOf(image([[0, 65535]], 'uint16'), []);
    assert.deepEqual([levels!.scale, levels!.offset], [[1 / 257], [0]]);
    assert.deepEqual(range!.scale, levels!.scale);
  });

  it('show floats as 0 to 1 or 0 to 255 when they lie inside, otherwise by their range', () => {
    assert.deepEqual(labels(image([[0, 0.5]], 'float32')), [
      '0 to 1 as black to white',
      '0 to 0.5 as black to white',
    ]);
    assert.equal(labels(image([[0, 254.9745]], 'float32'))[0], '0 to 255 as black to white');
    assert.deepEqual(labels(image([[-2.1179, 2.64]], 'float32')), ['−2.12 to 2.64 as black to white']);
    assert.deepEqual(ids(image([[0, 256]], 'float32')), ['range']);
  });

  it('show a constant image as mid gray, and nothing but not-a-number at all', () => {
    const [, range] = mappingsOf(image([[7, 7]]), []);
    assert.equal(range!.label, '7 everywhere, as mid gray');
    assert.deepEqual([range!.scale, range!.offset], [[2 ** -149], [127.5]]);
    assert.deepEqual(rangeOf(image([[NaN, Infinity]], 'float32')), [0, 0]);
  });

  it('undo normalize, geometry after it included', () => {
    const steps = stepsOf('normalize', 'flip', { rotate90: { turns: 1 } });
    const moved = stepsOf('flip', { rotate90: { turns: 1 } });
    for (const channels of [3, 4] as const) {
      const pixels = noise(5, 4, channels, 'uint8');
      const normalized = applySteps(pixels, steps, 'inference');
      assert.deepEqual(ids(normalized, steps), ['unnormalized', 'range']);
      assert.deepEqual(shown(normalized, steps), shown(applySteps(pixels, moved, 'inference'), moved));
    }
  });

  it('undo normalize of 16 bits to the same levels', () => {
    const pixels = noise(5, 4, 1, 'uint16');
    const steps = stepsOf({ normalize: { mean: 0.3, std: [0.2], max_pixel_value: 65535 } });
    assert.deepEqual(shown(applySteps(pixels, steps, 'inference'), steps), shown(pixels, []));
  });

  it('do not undo what other steps have changed since, nor a step that is off', () => {
    const normalized = applySteps(noise(5, 4, 3, 'uint8'), stepsOf('normalize'), 'inference');
    assert.deepEqual(ids(normalized, stepsOf('normalize', 'relu')), ['range']);
    assert.deepEqual(ids(normalized, stepsOf({ normalize: { enabled: false } })), ['range']);
    assert.deepEqual(ids(normalized, stepsOf('normalize', { relu: { enabled: false } }))[0], 'unnormalized');
  });

  it('leave alpha out of the range and show it in its own unit', () => {
    const pixels = image([[[10, 10, 10, 255]], [[20, 20, 20, 0]]]);
    const [, range] = mappingsOf(pixels, []);
    assert.deepEqual(range!.scale, [25.5, 25.5, 25.5, 1]);
    const floats = image([[[0, 0.5, 1, 1]]], 'float32');
    assert.deepEqual(mappingsOf(floats, [])[0]!.scale, [255, 255, 255, 255]);
    const deep = image([[[0, 0, 40000, 65535]]], 'uint16');
    assert.deepEqual(mappingsOf(deep, [])[0]!.scale[3], 255 / 65535);
  });
});
