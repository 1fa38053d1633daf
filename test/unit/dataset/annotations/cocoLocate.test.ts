import assert from 'node:assert/strict';
import { placesOf } from '../../../../src/dataset/annotations/coco/locate.ts';

describe('places in a COCO file', () => {
  const text = [
    '{"info": {"images": [1, 2]}, "images": [{"a": [1, {"b": 2}]}, 7,',
    '  "x, [\\"{",',
    '  {"c": "]"}],',
    ' "annotations"',
    ':',
    '[',
    '[], {}',
    ']}',
  ].join('\n');

  it('are those of the elements of the lists below the root', () => {
    assert.doesNotThrow(() => JSON.parse(text));
    const wanted = ['images[0]', 'images[1]', 'images[2]', 'images[3]', 'annotations[0]', 'annotations[1]'];
    const places = placesOf(text, new Set([...wanted, 'images[4]', 'info[0]']));
    assert.deepEqual(
      [...places].map(([name, { line, column }]) => `${name} ${line}:${column}`),
      [
        'images[0] 1:41',
        'images[1] 1:63',
        'images[2] 2:3',
        'images[3] 3:3',
        'annotations[0] 7:1',
        'annotations[1] 7:5',
      ],
    );
  });
});
