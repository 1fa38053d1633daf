import assert from 'node:assert/strict';
import { hover, signature } from '../../../../src/engine/pipeline/language/hover.ts';
import { marked } from './marked.ts';

/** What is said, and of what. */
function said(text: string, language?: 'yaml' | 'json'): readonly [markdown: string, about: string] {
  const position = marked(text, language);
  const found = hover(position);
  return found ? [found.markdown, position.text.slice(found.start, found.end)] : ['', ''];
}

describe('hover', () => {
  it('says of an operation what it does, where that comes from and what it accepts', () => {
    for (const text of ['steps:\n  - res§ize: { width: 3, height: 3 }', 'steps: [ {res§ize: {}} ]']) {
      const [markdown, about] = said(text);
      assert.equal(about, 'resize');
      assert.match(markdown, /\*\*Resize\*\* \(Geometry\)/);
      assert.match(markdown, /cv2\.resize/);
      assert.match(markdown, /`interpolation`: one of nearest, .*default `bilinear`/);
    }
    assert.equal(said('{"steps":["ori§ent"]}', 'json')[1], '"orient"');
  });

  it('says of a parameter its meaning, range, unit and default', () => {
    const [markdown, about] = said('steps:\n  - resize:\n      wid§th: 3');
    assert.equal(about, 'width');
    assert.match(markdown, /Width of the result/);
    assert.match(markdown, /1 to 65535 px \(required\)/);
    assert.match(said('steps:\n  - gaussian_blur: { p: 0§.5 }')[0], /Probability.*from 0 to 1; default `1`/s);
  });

  it('says of a value what it means, and of the keys of the file', () => {
    assert.match(said('steps:\n  - resize: { fit: con§tain }')[0], /^`contain`: .*letterbox/);
    assert.match(said('{"steps":[{"normalize":{"mean":"image§net"}}]}', 'json')[0], /0\.485/);
    assert.match(said('mat§ch: opencv')[0], /arithmetic/);
    assert.match(said('output: { lay§out: chw }')[0], /axes/);
    assert.match(said('excl§ude: [a.png]')[0], /left out/);
    assert.match(said('ste§ps: []')[0], /applied in order/);
  });

  it('knows the step, also of one inside of it', () => {
    const text = 'steps:\n  - orient\n  - one_of:\n      steps:\n        - ori§ent\n';
    assert.equal(hover(marked(text))?.step, 1);
    assert.equal(hover(marked('see§d: 3'))?.step, undefined);
  });

  it('knows steps of a list in brackets that have no braces of their own', () => {
    const text = 'steps: [orient, resize: { wid§th: 3, height: 3 }, "invert": { p: 0.5 }]';
    const found = hover(marked(text))!;
    assert.match(found.markdown, /Width of the result/);
    assert.equal(found.step, 1);
    assert.equal(hover(marked(text.replace('§', '').replace('inv', 'inv§')))?.step, 2);
  });

  it('says nothing where nothing is known', () => {
    for (const text of [
      '# resize§',
      'steps:\n  - no_such§_one',
      'a: b§',
      '§',
      'steps:\n - resize: { oops§: 3 }',
    ]) {
      assert.equal(hover(marked(text)), undefined, text);
    }
  });
});

describe('signature', () => {
  const active = (text: string, language?: 'yaml' | 'json') => {
    const found = signature(marked(text, language));
    if (found?.active === undefined) return undefined;
    const { start, end } = found.parameters[found.active]!;
    return found.label.slice(start, end);
  };

  it('lists the parameters of the step, the one that is due or being written active', () => {
    assert.equal(active('steps:\n  - resize: { § }'), 'width: 1 to 65535 px');
    assert.equal(active('steps:\n  - resize: { width: 3, § }'), 'height: 1 to 65535 px');
    assert.equal(
      active('steps:\n  - resize:\n      width: 3\n      fi§'),
      'fit?: stretch | contain | cover | inside = stretch',
    );
    assert.equal(active('{"steps":[{"gaussian_blur":{"p":§}}]}', 'json'), 'p?: 0 to 1 = 1');
    assert.match(active('steps:\n  - normalize: { mean: [0.4, §] }')!, /^mean.*imagenet/);
  });

  it('is there in a step alone', () => {
    assert.equal(signature(marked('output: { § }')), undefined);
    assert.equal(signature(marked('steps:\n  - §')), undefined);
  });
});
