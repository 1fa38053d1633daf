import assert from 'node:assert/strict';
import type { Parameter } from '../../src/shared/catalogue.ts';
import { highestShown, roundTicks, sharesOf } from '../../webview/bins.ts';
import {
  formatBytes,
  formatFigure,
  formatShare,
  formatShareChange,
  formatValue,
} from '../../webview/format.ts';
import { parseLiteral, printLiteral } from '../../webview/literal.ts';
import { freshMemory, restoreMemory } from '../../webview/memory.ts';
import { visibleRange } from '../../webview/ranges.ts';
import { fromHex, toHex } from '../../webview/swatch.ts';

const doc = 'A parameter.';
const numbers: Parameter = { kind: 'numbers', minimum: -10, maximum: 10, doc };
const matrix: Parameter = { kind: 'matrix', maximumRows: 9, maximumColumns: 9, doc };
const number: Parameter = { kind: 'number', minimum: 0, maximum: 1, doc };
const size: Parameter = { kind: 'size', minimum: 1, maximum: 9, doc };

describe('literals of the form', () => {
  it('reads numbers, lists, names and rows as a pipeline file has them', () => {
    assert.equal(parseLiteral(number, ' 0.5 '), 0.5);
    assert.equal(parseLiteral(number, '\u22120.5'), -0.5);
    assert.equal(parseLiteral(number, '1/4'), 0.25);
    assert.deepEqual(parseLiteral(numbers, '0.5, 0.25 1'), [0.5, 0.25, 1]);
    assert.equal(parseLiteral(numbers, '0.5'), 0.5);
    assert.deepEqual(parseLiteral(numbers, '[0.5]'), [0.5]);
    assert.equal(parseLiteral(numbers, 'imagenet'), 'imagenet');
    assert.deepEqual(parseLiteral(size, '2, 3'), [2, 3]);
    assert.deepEqual(parseLiteral(matrix, '0 -1\n1, 1'), [
      [0, -1],
      [1, 1],
    ]);
  });

  it('leaves empty text out and hands on what it cannot read', () => {
    assert.equal(parseLiteral(number, '  '), undefined);
    assert.equal(parseLiteral(number, '0x10'), '0x10');
    assert.equal(parseLiteral(number, 'many'), 'many');
    assert.equal(parseLiteral(numbers, '1, two'), '1, two');
  });

  it('prints what it reads', () => {
    for (const [parameter, value] of [
      [number, 0.5],
      [numbers, [0.485, 0.456, 0.406]],
      [numbers, 'imagenet'],
      [
        matrix,
        [
          [0, -1, 0],
          [1, 1, 2],
        ],
      ],
    ] as const)
      assert.deepEqual(parseLiteral(parameter, printLiteral(value)), value);
  });

  it('turns colours into image units and back', () => {
    assert.equal(toHex([255, 128, 0], 255), '#ff8000');
    assert.equal(toHex(114, 255), '#727272');
    assert.deepEqual(fromHex('#ff8000', 255), [255, 128, 0]);
    assert.equal(fromHex('#727272', 255), 114);
    assert.deepEqual(fromHex('#ffff00', 65535), [65535, 65535, 0]);
  });

  it('offers sliders where they help, on odd values only where odd is asked for', () => {
    const kernel = { kind: 'integer', minimum: 0, maximum: 1023, odd: true, unit: 'px', doc } as const;
    assert.deepEqual(visibleRange(kernel, 255), { minimum: 1, maximum: 31, step: 2 });
    const seed = { kind: 'integer', minimum: 0, maximum: 4294967295, doc } as const;
    assert.equal(visibleRange(seed, 255), undefined);
  });

  it('covers what lies around the default where the declared range is huge', () => {
    const values = { kind: 'number', minimum: -1e9, maximum: 1e9, doc } as const;
    assert.deepEqual(visibleRange(values, 255), { minimum: -255, maximum: 255, step: 1 });
    assert.deepEqual(visibleRange({ ...values, default: 2 }, 255), { minimum: -8, maximum: 8, step: 0.1 });
    const scale = { kind: 'number', minimum: 0.001, maximum: 1000, default: 1, doc } as const;
    assert.deepEqual(visibleRange(scale, 255), { minimum: 0.1, maximum: 10, step: 0, logarithmic: true });
    const amount = { kind: 'number', minimum: 0, maximum: 100, default: 1, doc } as const;
    assert.deepEqual(visibleRange(amount, 255), { minimum: 0, maximum: 10, step: 0.1 });
  });
});

describe('figures', () => {
  it('keeps whole numbers and rounds floats', () => {
    assert.equal(formatValue(12, false), '12');
    assert.equal(formatValue(-2.1179039, true), '\u22122.118');
    assert.equal(formatValue(0, true), '0');
    assert.equal(formatValue(Number.NaN, true), 'NaN');
    assert.equal(formatFigure(null), '–');
    assert.equal(formatFigure(-0.00001234), '\u22121.234e\u22125');
    assert.equal(formatShare(0.00001), '<0.01 %');
    assert.equal(formatShareChange(-0.00001), '−0.00 %');
    assert.equal(formatShareChange(0.25), '+25.0 %');
    assert.equal(formatBytes(51_234), '51 kB');
  });

  it('puts round values on the axis, and one on that of a constant image', () => {
    const histogram = { low: -2.1, high: 2.6, counts: [] };
    assert.deepEqual(
      roundTicks(histogram, 5).map(({ value }) => value),
      [-2, -1, 0, 1, 2],
    );
    assert.deepEqual(roundTicks({ low: 7, high: 7, counts: [] }, 5), [{ position: 0, value: 7 }]);
  });

  it('has no place for nothing on a logarithmic axis', () => {
    const counts = new Uint32Array(256);
    counts[3] = 5;
    const histogram = { low: 0, high: 255, counts: [counts] };
    assert.equal(sharesOf(histogram, 0, false)[0], 0);
    assert.equal(sharesOf(histogram, 0, true)[0], null);
    assert.equal(sharesOf(histogram, 0, true)[3], 1);
    assert.ok(highestShown([sharesOf(histogram, 0, false)]) >= 1, 'the only bin is seen whole');
    assert.equal(highestShown([sharesOf({ ...histogram, counts: [new Uint32Array(256)] }, 0, false)]), 1);
  });
});

describe('memory', () => {
  it('takes what fits of what was saved, and nothing else', () => {
    assert.deepEqual(restoreMemory(undefined), freshMemory);
    assert.deepEqual(
      restoreMemory({
        compare: 'blink',
        divider: 3,
        view: { x: 1 },
        mappings: { after: 'x' },
        closed: [1, 'a'],
      }),
      { ...freshMemory, closed: ['a'] },
    );
    const whole = {
      compare: 'difference',
      divider: 0.25,
      view: { scale: 2, x: 3, y: 4 },
      mappings: { after: 'range' },
      logarithmic: true,
      labels: false,
      closed: [],
      tab: 'versions',
    };
    assert.deepEqual(restoreMemory(structuredClone(whole)), whole);
  });
});
