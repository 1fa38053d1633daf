import assert from 'node:assert/strict';
import { outlinePipeline } from '../../../src/engine/pipeline/outline.ts';
import { carryOver, type Outlined } from '../../../src/host/carriedOutline.ts';

const good = 'steps:\n  - orient\n  - resize: { width: 8, height: 8 }\n  - invert\n';

function typed(text: string, before?: Outlined): Outlined {
  return carryOver(before, text, outlinePipeline(text, 'yaml', 'train'));
}

function names({ text, steps }: Outlined): readonly string[] {
  return steps.map(({ start, nameEnd }) => text.slice(start, nameEnd));
}

const widths = ({ steps }: Outlined) => steps.map(({ leaves }) => leaves?.width);

describe('steps of a text that is half typed', () => {
  const whole = typed(good);

  it('stay, with what was known of them, while the syntax is broken', () => {
    assert.deepEqual(names(whole), ['orient', 'resize', 'invert']);
    const broken = typed(good.replace('width: 8', 'width: [8'), whole);
    assert.deepEqual(names(broken), ['orient', 'resize', 'invert']);
    assert.deepEqual(widths(broken), [undefined, 8, 8]);
    const more = typed(broken.text.replace('- orient', '- orient: {'), broken);
    assert.deepEqual(names(more), ['orient', 'resize', 'invert']);
  });

  it('are all there, the new ones without a shape, while a value is wrong', () => {
    const wrong = typed(good.replace('  - invert', '  - blu\n  - invert'), whole);
    assert.deepEqual(names(wrong), ['orient', 'resize', 'blu', 'invert']);
    assert.deepEqual(widths(wrong), [undefined, 8, undefined, 8]);
  });

  it('go when they are deleted', () => {
    const broken = typed(good.replace('  - resize: { width: 8, height: 8 }\n', '  - {\n'), whole);
    assert.deepEqual(names(broken), ['orient', 'invert']);
  });

  it('are what can be made of a text that was never whole', () => {
    assert.deepEqual(names(typed('steps:\n  - orient\n  - resize: {')), ['orient', 'resize']);
  });

  it('begin anew when the text is whole again', () => {
    const broken = typed(good.replace('width: 8', 'width: [8'), whole);
    assert.deepEqual(widths(typed(good.replace('width: 8', 'width: 9'), broken)), [undefined, 9, 9]);
  });
});
