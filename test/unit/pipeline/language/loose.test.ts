import assert from 'node:assert/strict';
import { complete } from '../../../../src/engine/pipeline/language/complete.ts';
import { hover } from '../../../../src/engine/pipeline/language/hover.ts';
import { parseLoosely } from '../../../../src/engine/pipeline/language/loose.ts';
import type { LooseNode } from '../../../../src/engine/pipeline/language/looseNode.ts';
import { symbolsOf } from '../../../../src/engine/pipeline/language/symbols.ts';
import { parseSyntax, toPlain } from '../../../../src/engine/pipeline/syntax.ts';

/** As values of text, which is all that the loose tree knows. */
function texts(node: LooseNode | undefined): unknown {
  if (!node) return null;
  if (node.kind === 'scalar') return node.text;
  if (node.kind === 'list') return node.items.map(({ value }) => texts(value));
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, texts(value)]));
}

function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asTexts(inner)]));
  }
  return value === null || typeof value === 'string' ? value : JSON.stringify(value);
}

const good = [
  'version: 1\nsteps:\n  - orient\n  - resize: { width: 3, height: 4 } # px\n\n# end\noutput:\n  format: npy\n',
  'steps:\n- a:\n    b: [1, 2, [3]]\n    "c d": \'it: # is\'\n- x\nz: 1\r\n',
  'a:\n  - - 1\n    - 2\n  - {b: {c: d}}\n---x: y\n',
  '%YAML 1.2\n---\na: { "b":1,\n  c: 2 }\n',
  '- a: 1\n  b: 2\n-\n  c: 3\n',
];

describe('the loose tree', () => {
  it('is that of the parser for a text without errors', () => {
    for (const text of good) {
      const { root } = parseSyntax(text, 'yaml');
      assert.ok(root, text);
      assert.deepEqual(texts(parseLoosely(text, 'yaml')), asTexts(toPlain(root)), text);
    }
    const json = '{"a": [1, {"b": "c, {d}"}], "e": {}, "f": true}';
    assert.deepEqual(texts(parseLoosely(json, 'json')), asTexts(JSON.parse(json)));
  });

  it('keeps what stands around something that is not closed', () => {
    const text = 'steps:\n  - resize: { width: 3,\n  - orient\noutput: { format: png }\n';
    assert.deepEqual(texts(parseLoosely(text, 'yaml')), {
      steps: [{ resize: { width: '3' } }, 'orient'],
      output: { format: 'png' },
    });
    assert.deepEqual(texts(parseLoosely('{"steps": [{"resize": {"width": 3, ], "seed": 1}', 'json')), {
      steps: [{ resize: { width: '3' } }],
      seed: '1',
    });
    assert.deepEqual(texts(parseLoosely('steps:\n  - a: "b, c\n  - d\n', 'yaml')), {
      steps: [{ a: 'b' }, 'd'],
    });
  });

  it('has places that lie within each other, whatever the text', () => {
    const check = (node: LooseNode, text: string) => {
      assert.ok(0 <= node.start && node.start <= node.end && node.end <= text.length, text);
      if (node.kind === 'scalar') return;
      const values = node.kind === 'map' ? node.entries : node.items;
      for (const { value } of values) {
        if (!value) continue;
        assert.ok(node.start <= value.start && value.end <= node.end, text);
        check(value, text);
      }
    };
    const pieces = [
      'a:',
      ' ',
      '\n',
      '  ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      "'",
      '#',
      '|',
      '&x',
      '*x',
      '\t',
      '\r\n',
      'é',
      '---',
      ': ',
    ];
    let state = 7;
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state % below;
    };
    for (let turn = 0; turn < 3000; turn++) {
      const text = Array.from({ length: random(40) }, () => pieces[random(pieces.length)]).join('');
      for (const language of ['yaml', 'json'] as const) {
        const root = parseLoosely(text, language);
        if (root) check(root, text);
      }
    }
  });

  it('takes four times as long for four times the lines', () => {
    const step = '  - resize: { width: 224, height: 224, fit: contain } # comment\n';
    const textOf = (lines: number) => `version: 1\nsteps:\n${step.repeat(lines)}`;
    const [short, long] = [textOf(2500), textOf(10_000)];
    // Time of the processor, for other tests may run at once; the least of several, for the collector is among it.
    const leastTime = (work: () => unknown) =>
      Math.min(
        ...Array.from({ length: 7 }, () => {
          const began = process.cpuUsage();
          work();
          return process.cpuUsage(began).user;
        }),
      );
    for (const work of [
      (text: string) => complete({ text, language: 'yaml', offset: text.length - 30 }),
      (text: string) => hover({ text, language: 'yaml', offset: text.length - 30 }),
      (text: string) => symbolsOf({ text, language: 'yaml' }),
    ]) {
      // The code is compiled by then.
      leastTime(() => work(short));
      const ratio = leastTime(() => work(long)) / leastTime(() => work(short));
      assert.ok(ratio < 10, `${ratio} times; 16 would be quadratic`);
    }
  }).timeout(60_000);
});
