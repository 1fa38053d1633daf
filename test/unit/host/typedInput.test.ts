import assert from 'node:assert/strict';
import { parseBlockSize, parseDimensions, parseInteger } from '../../../src/host/typedInput.ts';

const side = { kind: 'integer', doc: '', minimum: 1, maximum: 1000, unit: 'px' } as const;

describe('typed input', () => {
  it('takes width × height however it is written, and one number for both', () => {
    for (const text of ['224x160', '224 × 160', ' 224 X 160 ', '224*160', '224 160', '224, 160']) {
      assert.deepEqual(parseDimensions(text, side, side), { value: { width: 224, height: 160 } }, text);
    }
    assert.deepEqual(parseDimensions('64', side, side), { value: { width: 64, height: 64 } });
  });

  it('says what was expected for what it does not take', () => {
    for (const text of ['', 'big', '10x', '1x2x3', '224 px']) {
      assert.match(JSON.stringify(parseDimensions(text, side, side)), /width × height/, text);
    }
    assert.deepEqual(parseDimensions('0x5', side, side), {
      message: 'Expected a whole number from 1 to 1000 px but received 0.',
    });
    assert.deepEqual(parseDimensions('5x1001', side, side), {
      message: 'Expected a whole number from 1 to 1000 px but received 1001.',
    });
    assert.ok('message' in parseDimensions('2.5', side, side));
  });

  it('writes block sizes as [height, width]', () => {
    const size = { kind: 'size', doc: '', minimum: 1, maximum: 64 } as const;
    assert.deepEqual(parseBlockSize('3x2', size), { value: [2, 3] });
    assert.ok('message' in parseBlockSize('65', size));
  });

  it('holds whole numbers to their range and to being odd', () => {
    const kernel = { kind: 'integer', doc: '', minimum: 1, maximum: 31, odd: true } as const;
    assert.deepEqual(parseInteger('5', kernel), { value: 5 });
    assert.match(JSON.stringify(parseInteger('4', kernel)), /odd/);
    assert.match(JSON.stringify(parseInteger('5 5', kernel)), /odd/);
    assert.ok('message' in parseInteger('33', kernel));
  });
});
