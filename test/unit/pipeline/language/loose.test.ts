import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseLoosely } from '../../../../src/engine/pipeline/language/loose.ts';
import type { LooseNode } from '../../../../src/engine/pipeline/language/looseNode.ts';
import { parseSyntax, toPlain } from '../../../../src/engine/pipeline/syntax.ts';
import type { Growth } from './growth.ts';

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

  it('takes eight times as long for eight times the lines', async () => {
    const script = fileURLToPath(new URL('growth.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script]);
    const growth = Object.entries(JSON.parse(stdout) as Growth);
    assert.equal(growth.length, 3);
    for (const [question, times] of growth)
      assert.ok(times < 30, `${question}: ${times} times; 64 would be quadratic`);
  }).timeout(60_000);
});
