import assert from 'node:assert/strict';
import { applyTextEdits } from '../../../../src/shared/edit.ts';
import { format } from '../../../../src/engine/pipeline/language/format.ts';

const formatted = (text: string) => applyTextEdits(text, format(text));

describe('format', () => {
  it('lays out a text and keeps comments, empty lines, quotes, anchors and numbers', () => {
    const text = `# top
version: 1     # one
match:   "opencv"

steps:
- orient
# about the size
- &small resize: {width: 3,height:   3, fit: cover}

-   normalize:
        mean:   imagenet
        std: [0.50, 1e-3, 0x10]
`;
    const wanted = `# top
version: 1 # one
match: "opencv"

steps:
  - orient
  # about the size
  - &small resize: { width: 3, height: 3, fit: cover }

  - normalize:
      mean: imagenet
      std: [ 0.50, 1e-3, 0x10 ]
`;
    assert.equal(formatted(text), wanted);
    assert.deepEqual(format(wanted), []);
  });

  it('keeps a comment above what follows it, though what is before it ends in a comment', () => {
    const text = `steps:
- a:
    x: 1
    # about a
# about b
# more about b
- b # tail

# the rest
output:   {format: png}
`;
    const wanted = `steps:
  - a:
      x: 1
      # about a
  # about b
  # more about b
  - b # tail

# the rest
output: { format: png }
`;
    for (const newline of ['\n', '\r\n']) {
      const expected = wanted.replaceAll('\n', newline);
      assert.equal(formatted(text.replaceAll('\n', newline)), expected);
      assert.deepEqual(format(expected), []);
    }
  });

  it('keeps the line endings', () => {
    assert.equal(formatted('steps:\r\n-  orient # é\r\n'), 'steps:\r\n  - orient # é\r\n');
  });

  it('leaves alone what it cannot keep', () => {
    for (const text of ['steps: [', 'a: 1\n---\nb:   2\n', 'steps:\n\t- orient\n', '', 'a: *nothing']) {
      assert.deepEqual(format(text), [], text);
    }
  });
});
