import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { checkPipeline } from '../../../src/engine/pipeline/check.ts';
import { complete } from '../../../src/engine/pipeline/language/complete.ts';
import { format } from '../../../src/engine/pipeline/language/format.ts';
import { hover, signature } from '../../../src/engine/pipeline/language/hover.ts';
import { symbolsOf } from '../../../src/engine/pipeline/language/symbols.ts';
import { outlinePipeline } from '../../../src/engine/pipeline/outline.ts';
import type { PipelineLanguage } from '../../../src/shared/pipeline.ts';

const yaml = `# größe 画像 😀
version: 1
steps:
  - orient
  - resize: &size { width: 32, height: 24, fit: contain, fill: [114, 114, 114] }
  - resize: { <<: *size, width: 8 }
  - one_of:
      steps:
        - gaussian_blur: { kernel_size: 5 }
\t- flip
  - "normalize": { mean: imagenet, std: 'imagenet' }
output: { format: npy }
`;
const json = `{
  "version": 1,
  "steps": ["orient", { "resize": { "width": 32, "height": 24, "fit": "contain" } }, { "größe": {} }],
  "output": { "format": "npy" }
}
`;

const aliases = readFileSync(new URL('../../fixtures/fuzz/aliases.darkroom.yaml', import.meta.url), 'utf8');

/** The text as it is at every moment of being typed, with a bracket or a quote left over now and then. */
function* halfTyped(text: string): Generator<string> {
  for (let end = 0; end <= text.length; end++) {
    yield text.slice(0, end);
    if (end % 7 === 0) yield text.slice(0, end) + text.slice(end + 5);
    if (end % 11 === 0) yield `${text.slice(0, end)}{${text.slice(end)}`;
  }
}

function messages(text: string, language: PipelineLanguage = 'yaml'): string[] {
  const { diagnostics } = checkPipeline(text, language);
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

describe('a pipeline’s text as people leave it', () => {
  it('may hold keys of keys, but not without an end', () => {
    const tooDeep = ['The document is nested too deeply for a pipeline.'];
    for (const key of ['"": ', 'a: ', "',': ", '"[,]": ']) {
      const text = `${key.repeat(20_000)}{ steps: [flip] }`;
      assert.deepEqual(messages(text), tooDeep, key);
      assert.equal(outlinePipeline(text, 'yaml', 'train').isSound, false);
    }
    // Many keys on one line are none of each other's.
    const steps = Array.from({ length: 300 }, () => '{ "flip": { "axis": "vertical", "p": 1 } }');
    for (const language of ['json', 'yaml'] as const)
      assert.deepEqual(messages(`{ "steps": [${steps.join(', ')}] }`, language), []);
  });

  for (const [what, before, part, language] of [
    ['brackets', '# deep\nsteps: ', '[', 'yaml'],
    ['brackets', '// deep\n', '[', 'json'],
    ['dashes', 'steps:\n', '- ', 'yaml'],
    ['keys of keys', '\ufeff---\n', '"": ', 'yaml'],
    ['brackets that others close', '{}\n', '[}', 'yaml'],
  ] as const) {
    it(`is told where it is nested too deeply: ${what}, ${language}`, () => {
      const [diagnostic, ...others] = checkPipeline(before + part.repeat(300), language).diagnostics;
      assert.deepEqual(others, []);
      assert.equal(diagnostic?.message, 'The document is nested too deeply for a pipeline.');
      const { start, line } = diagnostic.place;
      // 200 levels are still read; the colon of a key stands behind it.
      assert.equal(
        start,
        before.length + 200 * part.length + part.trimEnd().length - (part === '[}' ? 2 : 1),
      );
      assert.equal(line, before.split('\n').length);
    });
  }

  for (const [what, part] of [
    ['by brackets of the other kind', '"a": { ], '],
    ['by brackets of either kind', '"a": [{ ]}, '],
    ['by brackets in quotes', '"a": ["]", '],
  ] as const) {
    for (const language of ['json', 'yaml'] as const) {
      it(`may hold what is not closed, but not without an end: ${what}, ${language}`, () => {
        const text = `{ ${part.repeat(5000)}`;
        assert.notEqual(messages(text, language).length, 0);
        assert.deepEqual(outlinePipeline(text, language, 'train'), {
          steps: [],
          isSound: false,
          isWhole: false,
        });
        symbolsOf({ text, language });
        hover({ text, language, offset: 10 });
        if (language === 'yaml') assert.deepEqual(format(text), []);
      });
    }
  }

  for (const [what, text, language] of [
    ['aliases of nothing', '- *a\n'.repeat(3000), 'yaml'],
    ['aliases of one thing', `x: &a {}\nsteps:\n${'- flip: *a\n'.repeat(3000)}`, 'yaml'],
    ['brackets that are not closed', '{"a":'.repeat(199), 'yaml'],
    ['words that are not JSON', `[${'a '.repeat(50_000)}`, 'json'],
    ['lines that are not JSON', `[${'"\n'.repeat(50_000)}`, 'json'],
  ] as const) {
    it(`is judged in a moment: ${what}`, () => {
      // The first text warms the parser up.
      messages('[', language);
      const begin = performance.now();
      assert.notEqual(messages(text, language).length, 0);
      assert.ok(performance.now() - begin < 1000, `${Math.round(performance.now() - begin)} ms`);
    });
  }

  for (const [name, text, language] of [
    ['YAML', yaml, 'yaml'],
    ['YAML with CRLF', yaml.replaceAll('\n', '\r\n'), 'yaml'],
    ['JSON', json, 'json'],
  ] as const) {
    it(`is marked within its bounds while it is half typed: ${name}`, () => {
      for (const torn of halfTyped(text)) {
        for (const { place, message } of checkPipeline(torn, language).diagnostics) {
          const { start, end, line } = place;
          assert.ok(start >= 0 && start <= end && end <= torn.length + 1, `${message} at ${start} to ${end}`);
          assert.equal(line, torn.slice(0, start).split('\n').length, JSON.stringify(torn));
        }
      }
    });

    it(`is explained and completed while it is half typed: ${name}`, () => {
      for (const torn of halfTyped(text)) {
        for (const offset of [torn.length, Math.floor(torn.length / 2)]) {
          for (const { start, end } of complete({ text: torn, language, offset }))
            assert.ok(start <= offset && offset <= end && end <= torn.length);
          hover({ text: torn, language, offset });
          signature({ text: torn, language, offset });
        }
        symbolsOf({ text: torn, language });
        if (language === 'yaml') format(torn);
      }
    }).timeout(20_000);
  }

  it('is told of an alias without an anchor, at the alias', () => {
    const text = 'steps:\n  - resize: *size\n';
    const [first] = checkPipeline(text, 'yaml').diagnostics;
    assert.equal(first!.message, 'There is no anchor &size above for *size to stand for.');
    assert.equal(text.slice(first!.place.start, first!.place.end), '*size');
  });

  it('is told of a fault once, however often an alias repeats it', () => {
    const once = checkPipeline('x: &bad { resize: { widht: 1 } }\nsteps: [*bad]\n', 'yaml').diagnostics;
    assert.deepEqual(
      checkPipeline('x: &bad { resize: { widht: 1 } }\nsteps: [*bad, *bad, *bad]\n', 'yaml').diagnostics,
      once,
    );
    const places = checkPipeline(aliases, 'yaml').diagnostics.map(({ place }) => place.start);
    assert.equal(new Set(places).size, places.length);
  });

  it('is told in its own words that a second document follows', () => {
    assert.deepEqual(messages('steps: [orient]\n---\nsteps: []\n'), [
      'A pipeline is one document: nothing may follow a line of three dashes.',
    ]);
  });

  it('may begin with a byte order mark', () => {
    assert.deepEqual(messages('\uFEFFsteps: [rescale]\n'), []);
    assert.deepEqual(messages('\uFEFF{ "steps": ["rescale"] }', 'json'), []);
  });

  for (const [what, text] of [
    ['ten levels of ten aliases each', aliases],
    ['seven thousand levels of maps', '{a: '.repeat(1500)],
    ['twenty thousand levels of lists', `steps:\n${'- '.repeat(1500)}`],
  ] as const) {
    it(`is refused in less than a second when it has ${what}`, () => {
      const began = process.cpuUsage();
      assert.match(messages(text)[0]!, /too deep|no anchor/);
      format(text);
      const { user, system } = process.cpuUsage(began);
      assert.ok(user + system < 1e6, `${(user + system) / 1e6} s`);
    });
  }

  it('may have ten thousand lines', () => {
    const lines = '  - gaussian_blur: { kernel_size: 5 } # ü\n'.repeat(10_000);
    const began = performance.now();
    const { pipeline, diagnostics } = checkPipeline(`steps:\n${lines}  - flipp\n`, 'yaml');
    assert.equal(pipeline, undefined);
    assert.deepEqual(
      diagnostics.map(({ place }) => place.line),
      [10_002],
    );
    // Far above what it takes (half a second), far below what something quadratic would.
    assert.ok(performance.now() - began < 15_000);
  }).timeout(20_000);
});
