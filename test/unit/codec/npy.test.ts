import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { encode, probe } from '../../../src/codec/index.ts';
import { lookedUp } from '../../../src/engine/color/look-up.ts';
import { castOutput } from '../../../src/engine/pipeline/apply.ts';
import { DarkroomError } from '../../../src/shared/errors.ts';
import { defaultOutput } from '../../../src/shared/pipeline.ts';
import { read } from '../../fixtures/codec/manifest.ts';
import { image, noise } from '../../fixtures/image.ts';

/** A file as NumPy writes it. */
function npy(description: string, shape: string, values: Uint8Array, version = 1, fortran = 'False') {
  const header = `{'descr': ${description}, 'fortran_order': ${fortran}, 'shape': ${shape}, }`;
  const length = version === 1 ? [header.length + 1, 0] : [header.length + 1, 0, 0, 0];
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), version, 0, ...length]);
  return new Uint8Array(Buffer.concat([start, Buffer.from(`${header}\n`), values]));
}

const times = (factor: number) => Float32Array.from({ length: 256 }, (_value, level) => level * factor);
const counting = (count: number) => Uint8Array.from({ length: count }, (_value, index) => index);

describe('npy', () => {
  it('is written in version 1.0, aligned to 64 bytes, with NumPy’s header', async () => {
    const bytes = await encode(image([[1, 2, 3]], 'uint16'), { ...defaultOutput, format: 'npy' });
    const header = Buffer.from(bytes.subarray(0, 128)).toString('latin1');
    assert.equal(
      header,
      `\x93NUMPY\x01\x00\x76\x00${"{'descr': '<u2', 'fortran_order': False, 'shape': (1, 3), }".padEnd(117)}\n`,
    );
    assert.deepEqual([...bytes.subarray(128)], [1, 0, 2, 0, 3, 0]);
  });

  it('writes images through tables of floats without making their values, whatever the layout', async () => {
    for (const channels of [1, 3, 4] as const) {
      const bytes = noise(67, 63, channels, 'uint8', channels);
      const tables = [0.5, 3, -1, 1].slice(0, channels).map(times);
      for (const layout of ['hwc', 'chw'] as const) {
        const output = { ...defaultOutput, format: 'npy', layout, dtype: 'float32' } as const;
        const through = lookedUp(bytes, tables);
        const expected = await encode({ ...bytes, data: through.data }, output);
        const isPlanarWithAlpha = layout === 'chw' && channels === 4;
        const unread = lookedUp(bytes, tables);
        if (!isPlanarWithAlpha)
          Object.defineProperty(unread, 'data', { get: () => assert.fail('The values were made.') });
        assert.deepEqual(await encode(castOutput(unread, output), output), expected);
      }
    }
  });

  it('reads (H, W), (H, W, C), (C, H, W) and vectors', async () => {
    const twoByThree = (await read(npy("'|u1'", '(2, 3)', counting(6)))).image;
    assert.deepEqual([twoByThree.width, twoByThree.height, twoByThree.channels], [3, 2, 1]);
    const interleaved = (await read(npy("'|u1'", '(2, 5, 3)', counting(30)))).image;
    assert.deepEqual([interleaved.width, interleaved.height, interleaved.channels], [5, 2, 3]);
    const { image: planes, facts } = await read(npy("'|u1'", '(3, 2, 5)', counting(30)));
    assert.deepEqual([planes.width, planes.height, planes.channels], [5, 2, 3]);
    assert.deepEqual([...planes.data.subarray(0, 6)], [0, 10, 20, 1, 11, 21]);
    assert.match(facts.notes[0] ?? '', /\(C, H, W\)/);
    const vector = (await read(npy("'|u1'", '(7,)', counting(7)))).image;
    assert.deepEqual([vector.vector, vector.width, vector.height], [true, 7, 1]);
  });

  it('reads both byte orders and narrows float64', async () => {
    const values = (bytes: number[]) => Uint8Array.from(bytes);
    assert.equal((await read(npy("'<u2'", '(1, 1)', values([1, 2])))).image.data[0], 0x0201);
    assert.equal((await read(npy("'>u2'", '(1, 1)', values([1, 2])))).image.data[0], 0x0102);
    const big = Buffer.alloc(4);
    big.writeFloatBE(-1.5);
    assert.deepEqual((await read(npy("'>f4'", '(1, 1)', big))).image.data, Float32Array.of(-1.5));
    for (const order of ['<', '>']) {
      const double = Buffer.alloc(8);
      if (order === '<') double.writeDoubleLE(0.1);
      else double.writeDoubleBE(0.1);
      const { image: read64, facts } = await read(npy(`'${order}f8'`, '(1, 1)', double));
      assert.deepEqual(read64.data, Float32Array.of(0.1));
      assert.deepEqual(facts.notes, ['float64, read as float32']);
    }
  });

  it('reads format versions 2 and 3', async () => {
    for (const version of [2, 3]) {
      assert.equal((await read(npy("'|u1'", '(2, 2)', counting(4), version))).image.data[3], 3);
    }
  });

  const refused: readonly [string, Uint8Array, RegExp][] = [
    ['int64', npy("'<i8'", '(1, 1)', counting(8)), /type <i8/],
    ['booleans', npy("'|b1'", '(1, 1)', counting(1)), /type \|b1/],
    ['half floats', npy("'<f2'", '(1, 1)', counting(2)), /type <f2/],
    ['objects', npy("'|O'", '(1, 1)', counting(8)), /type \|O/],
    ['structures', npy("[('x', '<f4')]", '(1, 1)', counting(4)), /structured/],
    ['Fortran order', npy("'|u1'", '(2, 2)', counting(4), 1, 'True'), /Fortran/],
    ['a scalar', npy("'|u1'", '()', counting(1)), /shape \(\)/],
    ['a batch', npy("'|u1'", '(2, 2, 2, 3)', counting(24)), /shape \(2, 2, 2, 3\)/],
    ['two channels', npy("'|u1'", '(5, 5, 2)', counting(50)), /shape \(5, 5, 2\)/],
    ['nothing', npy("'|u1'", '(0, 5)', counting(0)), /no values/],
  ];
  for (const [what, bytes, message] of refused) {
    it(`refuses ${what} with a hint`, () => {
      assert.throws(
        () => probe(bytes, 'x.npy'),
        thrown =>
          thrown instanceof DarkroomError && message.test(thrown.message) && thrown.hint !== undefined,
      );
    });
  }

  it('says that a file is truncated', async () => {
    await assert.rejects(read(npy("'<f4'", '(10, 10)', counting(399))), /truncated/);
  });
});
