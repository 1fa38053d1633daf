import assert from 'node:assert/strict';
import { pipelineTemplate } from '../../../src/host/pipelineTemplate.ts';
import { editPipeline } from '../../../src/engine/pipeline/edit/index.ts';
import type { PipelineEdit, TextEdit } from '../../../src/shared/edit.ts';
import type { PipelineLanguage } from '../../../src/shared/pipeline.ts';

const yaml = `# Cats
version: 1
seed: 42 # the answer
steps:
  - orient # EXIF

  # to the network's size
  - resize: { width: 224, height: 224, fit: 'contain' }
  - horizontal_flip
  - gaussian_blur:
      kernel_size: 5 # odd
      # about 1
      sigma: 1.0
  - normalize: {mean: [0.5, 0.5, 0.5], std: [1, 1, 1]}
output: { format: npy } # for PyTorch
`;

function applied(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((one, other) => other.start - one.start)
    .reduce(
      (result, { start, end, text: written }) => result.slice(0, start) + written + result.slice(end),
      text,
    );
}

function edit(text: string, change: PipelineEdit, language: PipelineLanguage = 'yaml'): string {
  return applied(text, editPipeline(text, language, change));
}

/** What a line became; all others are as they were. */
function changedLines(before: string, after: string): readonly [readonly string[], readonly string[]] {
  const one = before.split('\n');
  const other = after.split('\n');
  while (one.length > 0 && other.length > 0 && one[0] === other[0]) {
    one.shift();
    other.shift();
  }
  while (one.length > 0 && other.length > 0 && one.at(-1) === other.at(-1)) {
    one.pop();
    other.pop();
  }
  return [one, other];
}

function changed(change: PipelineEdit, text = yaml, language: PipelineLanguage = 'yaml') {
  return changedLines(text, edit(text, change, language));
}

describe('edits of YAML', () => {
  it('replaces nothing but the value', () => {
    const set: PipelineEdit = { kind: 'set', step: [1], parameter: 'width', value: 256 };
    const start = yaml.indexOf('224');
    assert.deepEqual(editPipeline(yaml, 'yaml', set), [{ start, end: start + 3, text: '256' }]);
    const block: PipelineEdit = { kind: 'set', step: [3], parameter: 'kernel_size', value: 7 };
    assert.deepEqual(changed(block), [['      kernel_size: 5 # odd'], ['      kernel_size: 7 # odd']]);
  });

  it('changes nothing where the text says so already', () => {
    assert.deepEqual(
      editPipeline(yaml, 'yaml', { kind: 'set', step: [1], parameter: 'width', value: 224 }),
      [],
    );
    assert.deepEqual(editPipeline(yaml, 'yaml', { kind: 'unset', step: [1], parameter: 'enabled' }), []);
    assert.deepEqual(editPipeline(yaml, 'yaml', { kind: 'enable', step: [0], enabled: true }), []);
    assert.deepEqual(editPipeline(yaml, 'yaml', { kind: 'move', step: [2], to: 2 }), []);
  });

  it('keeps the quotes of text, and adds them where they are needed', () => {
    assert.match(edit(yaml, { kind: 'set', step: [1], parameter: 'fit', value: 'cover' }), /fit: 'cover' }/);
    const added = edit(yaml, { kind: 'set', step: [1], parameter: 'interpolation', value: 'area' });
    assert.match(added, /fit: 'contain', interpolation: area }/);
  });

  it('adds a parameter in the style of the step', () => {
    assert.deepEqual(changed({ kind: 'set', step: [2], parameter: 'p', value: 0.1 + 0.2 }), [
      ['  - horizontal_flip'],
      ['  - horizontal_flip: { p: 0.3 }'],
    ]);
    assert.deepEqual(changed({ kind: 'set', step: [3], parameter: 'border_mode', value: 'reflect' }), [
      [],
      ['      border_mode: reflect'],
    ]);
    assert.deepEqual(changed({ kind: 'set', step: [4], parameter: 'enabled', value: false }), [
      ['  - normalize: {mean: [0.5, 0.5, 0.5], std: [1, 1, 1]}'],
      ['  - normalize: {mean: [0.5, 0.5, 0.5], std: [1, 1, 1], enabled: false}'],
    ]);
    const empty = 'steps:\n  - horizontal_flip: # why not\n';
    assert.equal(
      edit(empty, { kind: 'set', step: [0], parameter: 'p', value: 1 }),
      'steps:\n  - horizontal_flip: { p: 1 } # why not\n',
    );
  });

  it('changes single numbers of a list, and lists of another length whole', () => {
    const set = (value: unknown): PipelineEdit => ({ kind: 'set', step: [4], parameter: 'mean', value });
    assert.equal(editPipeline(yaml, 'yaml', set([0.5, 0.4, 0.5])).length, 1);
    assert.match(edit(yaml, set([0.5, 0.4, 0.5])), /mean: \[0.5, 0.4, 0.5\]/);
    assert.match(edit(yaml, set('imagenet')), /\{mean: imagenet, std/);
    const lines =
      'steps:\n  - normalize:\n      mean: # of ours\n        - 0.5\n        - 0.5 # green\n        - 0.5\n      std: 1\n';
    assert.equal(
      edit(lines, { ...set([0.1, 0.5, 0.2]), step: [0] } as PipelineEdit)
        .replace('0.1', '0.5')
        .replace('0.2', '0.5'),
      lines,
    );
    assert.equal(
      edit(lines, { ...set('imagenet'), step: [0] } as PipelineEdit),
      'steps:\n  - normalize:\n      mean: imagenet # of ours\n      std: 1\n',
    );
  });

  it('takes a parameter out, and the map with the last one', () => {
    assert.match(edit(yaml, { kind: 'unset', step: [1], parameter: 'fit' }), /\{ width: 224, height: 224 \}/);
    assert.match(
      edit(yaml, { kind: 'unset', step: [1], parameter: 'width' }),
      /\{ height: 224, fit: 'contain' \}/,
    );
    assert.deepEqual(changed({ kind: 'unset', step: [3], parameter: 'kernel_size' }), [
      ['      kernel_size: 5 # odd'],
      [],
    ]);
    const flow = 'steps:\n  - horizontal_flip: { p: 0.3 } # half\n';
    assert.equal(
      edit(flow, { kind: 'unset', step: [0], parameter: 'p' }),
      'steps:\n  - horizontal_flip # half\n',
    );
    const block = 'steps:\n  - horizontal_flip:\n      p: 0.3\n  - orient';
    assert.equal(
      edit(block, { kind: 'unset', step: [0], parameter: 'p' }),
      'steps:\n  - horizontal_flip\n  - orient',
    );
  });

  it('inserts a step in a line of its own', () => {
    assert.deepEqual(changed({ kind: 'insert', at: [0], operation: 'invert' }), [[], ['  - invert']]);
    assert.deepEqual(changed({ kind: 'insert', at: [5], operation: 'invert' }), [[], ['  - invert']]);
    const values = { width: 8, height: 4, fit: 'stretch' };
    assert.deepEqual(changed({ kind: 'insert', at: [1], operation: 'resize', values }), [
      [],
      ['  - resize: { width: 8, height: 4, fit: stretch }'],
    ]);
    assert.equal(edit('', { kind: 'insert', at: [0], operation: 'orient' }), 'steps:\n  - orient\n');
    assert.equal(
      edit('# new\nseed: 3\noutput: { format: npy }\n', { kind: 'insert', at: [0], operation: 'orient' }),
      '# new\nseed: 3\nsteps:\n  - orient\noutput: { format: npy }\n',
    );
    assert.equal(
      edit('steps:\n- orient', { kind: 'insert', at: [1], operation: 'invert' }),
      'steps:\n- orient\n- invert',
    );
  });

  it('removes a step with its own lines; comments above stay', () => {
    assert.deepEqual(changed({ kind: 'remove', step: [3] }), [
      ['  - gaussian_blur:', '      kernel_size: 5 # odd', '      # about 1', '      sigma: 1.0'],
      [],
    ]);
    assert.match(
      edit(yaml, { kind: 'remove', step: [1] }),
      /# to the network's size\n {2}- horizontal_flip\n/,
    );
    const only = 'steps: # none yet\n  - orient';
    const none = edit(only, { kind: 'remove', step: [0] });
    assert.equal(none, 'steps: [] # none yet');
    assert.equal(edit(none, { kind: 'insert', at: [0], operation: 'orient' }), only);
  });

  it('moves a step with the comments above it', () => {
    assert.deepEqual(changed({ kind: 'move', step: [1], to: 2 }), [
      [
        "  # to the network's size",
        "  - resize: { width: 224, height: 224, fit: 'contain' }",
        '  - horizontal_flip',
      ],
      [
        '  - horizontal_flip',
        "  # to the network's size",
        "  - resize: { width: 224, height: 224, fit: 'contain' }",
      ],
    ]);
    assert.equal(
      edit(edit(yaml, { kind: 'move', step: [3], to: 1 }), { kind: 'move', step: [1], to: 3 }).length,
      yaml.length,
    );
    const bare = 'steps:\n  - orient\n  - invert';
    assert.equal(edit(bare, { kind: 'move', step: [1], to: 0 }), 'steps:\n  - invert\n  - orient');
    assert.equal(edit(bare, { kind: 'move', step: [0], to: 1 }), 'steps:\n  - invert\n  - orient');
  });

  it('copies a step with its comments', () => {
    assert.deepEqual(changed({ kind: 'duplicate', step: [1] }), [
      [],
      ["  # to the network's size", "  - resize: { width: 224, height: 224, fit: 'contain' }"],
    ]);
  });

  it('disables and enables', () => {
    const off = edit(yaml, { kind: 'enable', step: [0], enabled: false });
    assert.match(off, /- orient: \{ enabled: false \} # EXIF/);
    assert.equal(edit(off, { kind: 'enable', step: [0], enabled: true }), yaml);
    const block = edit(yaml, { kind: 'enable', step: [3], enabled: false });
    assert.match(block, / {6}sigma: 1.0\n {6}enabled: false\n/);
    assert.equal(edit(block, { kind: 'enable', step: [3], enabled: true }), yaml);
  });

  it('sets the seed where it is, and puts match where it belongs', () => {
    assert.deepEqual(changed({ kind: 'top', key: 'seed', value: 7 }), [
      ['seed: 42 # the answer'],
      ['seed: 7 # the answer'],
    ]);
    assert.deepEqual(changed({ kind: 'top', key: 'match', value: 'pillow' }), [[], ['match: pillow']]);
    assert.match(
      edit(yaml, { kind: 'top', key: 'match', value: 'pillow' }),
      /version: 1\nmatch: pillow\nseed/,
    );
    assert.equal(edit('steps: []\n', { kind: 'top', key: 'seed', value: 7 }), 'seed: 7\nsteps: []\n');
    assert.equal(
      edit('steps: []\noutput: { format: npy }\n', {
        kind: 'top',
        key: 'exclude',
        value: ['a, b.png', '*.gif'],
      }),
      'steps: []\nexclude: ["a, b.png", "*.gif"]\noutput: { format: npy }\n',
    );
    assert.equal(
      edit('steps: []\nexclude: # dark\n  - a.png\n', { kind: 'top', key: 'exclude', value: 'excluded.txt' }),
      'steps: []\nexclude: excluded.txt # dark\n',
    );
  });

  it('keeps the empty lines between keys as they are around a new one', () => {
    const exclude = (text: string) => edit(text, { kind: 'top', key: 'exclude', value: ['a.png'] });
    const tight = 'version: 1\nsteps:\n  - orient\noutput: { format: npy }\n';
    const line = 'exclude: [a.png]\n';
    assert.equal(exclude(tight), tight.replace('output', `${line}output`));
    const apart = 'version: 1\n\nsteps:\n  - orient\n\n# As arrays.\noutput: { format: npy }\n';
    assert.equal(exclude(apart), apart.replace('# As', `${line}\n# As`));
    const last = 'version: 1\n\nsteps:\n  - orient';
    assert.equal(exclude(last), `${last}\n\nexclude: [a.png]`);
    const grouped = 'version: 1\n\nsteps:\n  - orient\n\nlabels: { min_area: 4 }\noutput: { format: npy }\n';
    assert.equal(exclude(grouped), grouped.replace('output', `${line}output`));
    const crlf = apart.replaceAll('\n', '\r\n');
    assert.equal(exclude(crlf), apart.replace('# As', `${line}\n# As`).replaceAll('\n', '\r\n'));
    const seed = edit(apart, { kind: 'top', key: 'seed', value: 7 });
    assert.equal(
      seed,
      apart.replace('version: 1', 'version: 1\nseed: 7'),
      'a short one is joined to a short one',
    );
  });

  it('puts a key behind the steps that are commented out', () => {
    const text = pipelineTemplate;
    const [before, after] = text.split('\noutput:');
    assert.equal(
      edit(text, { kind: 'top', key: 'exclude', value: ['a.png'] }),
      `${before}\nexclude: [a.png]\n\noutput:${after}`,
    );
  });

  it('keeps CRLF', () => {
    const text = yaml.replaceAll('\n', '\r\n');
    const changes: readonly PipelineEdit[] = [
      { kind: 'insert', at: [2], operation: 'invert' },
      { kind: 'move', step: [4], to: 0 },
      { kind: 'set', step: [3], parameter: 'border_mode', value: 'reflect' },
      { kind: 'remove', step: [0] },
      { kind: 'top', key: 'match', value: 'pillow' },
    ];
    for (const change of changes) {
      const result = edit(text, change);
      assert.doesNotMatch(result.replaceAll('\r\n', ''), /[\r\n]/);
      assert.equal(result.replaceAll('\r\n', '\n'), edit(yaml, change));
    }
  });

  it('works in flow style', () => {
    const text = '{ steps: [orient, { resize: { width: 8, height: 8 } }, horizontal_flip] }';
    assert.equal(
      edit(text, { kind: 'set', step: [0], parameter: 'enabled', value: false }),
      '{ steps: [{ orient: { enabled: false } }, { resize: { width: 8, height: 8 } }, horizontal_flip] }',
    );
    assert.equal(
      edit(text, { kind: 'move', step: [2], to: 0 }),
      '{ steps: [horizontal_flip, orient, { resize: { width: 8, height: 8 } }] }',
    );
    assert.equal(edit(text, { kind: 'remove', step: [1] }), '{ steps: [orient, horizontal_flip] }');
    assert.equal(
      edit('steps: [orient: { enabled: false }]', { kind: 'enable', step: [0], enabled: true }),
      'steps: [orient]',
    );
  });

  it('takes lines of a flow list out with their own comments, and leaves those of others', () => {
    const flow =
      'steps: [\n  orient, # upright\n  # small\n  { resize: { width: 8, height: 8 } }, # square\n  invert # last\n]\n';
    const without = (step: number, text = flow) => edit(text, { kind: 'remove', step: [step] });
    assert.equal(without(0), flow.replace('  orient, # upright\n', ''));
    assert.equal(without(1), flow.replace(/ {2}\{.*\n/, ''));
    assert.equal(without(2), flow.replace('}, # square\n  invert # last', '} # square'));
    for (const only of ['steps: [\n  orient,\n]\n', 'steps: [\n  orient # it\n]\n', 'steps: [ orient, ]\n'])
      assert.equal(without(0, only), 'steps: []\n');
    assert.equal(without(0, 'steps: [ # none\n  orient,\n]\n'), 'steps: [ # none\n]\n');
    assert.equal(without(1, 'steps: [orient, # a\n  invert]\n'), 'steps: [orient # a\n  ]\n');
    const map = 'steps:\n  - blur: { # soft\n      p: 0.3, # rare\n    }\n';
    assert.equal(edit(map, { kind: 'unset', step: [0], parameter: 'p' }), map.replace(/ +p: .*\n/, ''));
    assert.equal(
      edit(map.replaceAll('\n', '\r\n'), { kind: 'unset', step: [0], parameter: 'p' }),
      map.replace(/ +p: .*\n/, '').replaceAll('\n', '\r\n'),
    );
  });

  it('overrides what an anchor brings, and leaves anchors alone', () => {
    const text =
      'steps:\n  - resize: &size { width: 8, height: 8 }\n  - pad: *size\n  - crop:\n      <<: *size\n';
    assert.match(
      edit(text, { kind: 'set', step: [1], parameter: 'width', value: 9 }),
      /pad: { <<: \*size, width: 9 }/,
    );
    assert.match(
      edit(text, { kind: 'set', step: [2], parameter: 'width', value: 9 }),
      /<<: \*size\n {6}width: 9\n/,
    );
    assert.throws(
      () => edit(text, { kind: 'set', step: [0], parameter: 'width', value: 9 }),
      /Step 1 is written in a way/,
    );
    assert.throws(() => edit(text, { kind: 'remove', step: [0] }), /cannot be edited/);
  });
});

describe('edits of JSON', () => {
  const json = `{
  "version": 1,
  "steps": [
    "orient",
    { "resize": { "width": 224, "height": 224 } },
    {
      "gaussian_blur": {
        "kernel_size": 5
      }
    }
  ]
}
`;

  it('writes in the style around', () => {
    assert.deepEqual(changed({ kind: 'set', step: [0], parameter: 'enabled', value: false }, json, 'json'), [
      ['    "orient",'],
      ['    { "orient": { "enabled": false } },'],
    ]);
    assert.deepEqual(changed({ kind: 'set', step: [1], parameter: 'fit', value: 'cover' }, json, 'json'), [
      ['    { "resize": { "width": 224, "height": 224 } },'],
      ['    { "resize": { "width": 224, "height": 224, "fit": "cover" } },'],
    ]);
    assert.deepEqual(changed({ kind: 'set', step: [2], parameter: 'sigma', value: 1 }, json, 'json'), [
      ['        "kernel_size": 5'],
      ['        "kernel_size": 5,', '        "sigma": 1'],
    ]);
  });

  it('inserts, moves, removes and enables', () => {
    assert.deepEqual(changed({ kind: 'insert', at: [1], operation: 'invert' }, json, 'json'), [
      [],
      ['    "invert",'],
    ]);
    assert.deepEqual(changed({ kind: 'insert', at: [3], operation: 'invert' }, json, 'json'), [
      ['    }'],
      ['    },', '    "invert"'],
    ]);
    assert.deepEqual(changed({ kind: 'remove', step: [0] }, json, 'json'), [['    "orient",'], []]);
    assert.deepEqual(changed({ kind: 'move', step: [0], to: 1 }, json, 'json'), [
      ['    "orient",', '    { "resize": { "width": 224, "height": 224 } },'],
      ['    { "resize": { "width": 224, "height": 224 } },', '    "orient",'],
    ]);
    const off = edit(json, { kind: 'enable', step: [0], enabled: false }, 'json');
    assert.equal(edit(off, { kind: 'enable', step: [0], enabled: true }, 'json'), json);
    assert.deepEqual(changed({ kind: 'top', key: 'seed', value: 3 }, json, 'json'), [[], ['  "seed": 3,']]);
    assert.equal(
      edit('', { kind: 'insert', at: [0], operation: 'orient' }, 'json'),
      '{ "steps": ["orient"] }\n',
    );
  });

  it('keeps comments and trailing commas, though no pipeline may have them', () => {
    const text = '{\n  "steps": [\n    "orient", // first\n  ],\n}\n';
    assert.equal(
      edit(text, { kind: 'insert', at: [1], operation: 'invert' }, 'json'),
      '{\n  "steps": [\n    "orient", // first\n    "invert",\n  ],\n}\n',
    );
  });
});

describe('edits of steps inside others', () => {
  const text = `steps:
  - orient
  - one_of: # one at a time
      p: 0.5
      steps:
        # soft
        - gaussian_blur: { kernel_size: 5 } # odd
        - some_of:
            n: 1
            steps: [invert, { gamma: { gamma: 2 } }]
  - normalize
`;

  it('change nothing but what is asked for, however deep', () => {
    assert.deepEqual(changed({ kind: 'set', step: [1, 0], parameter: 'kernel_size', value: 7 }, text), [
      ['        - gaussian_blur: { kernel_size: 5 } # odd'],
      ['        - gaussian_blur: { kernel_size: 7 } # odd'],
    ]);
    assert.deepEqual(changed({ kind: 'set', step: [1, 1, 1], parameter: 'gamma', value: 3 }, text), [
      ['            steps: [invert, { gamma: { gamma: 2 } }]'],
      ['            steps: [invert, { gamma: { gamma: 3 } }]'],
    ]);
    assert.deepEqual(changed({ kind: 'enable', step: [1, 1, 0], enabled: false }, text), [
      ['            steps: [invert, { gamma: { gamma: 2 } }]'],
      ['            steps: [{ invert: { enabled: false } }, { gamma: { gamma: 2 } }]'],
    ]);
  });

  it('insert, move and remove lines', () => {
    assert.deepEqual(changed({ kind: 'insert', at: [1, 1], operation: 'flip' }, text), [
      [],
      ['        - flip'],
    ]);
    assert.deepEqual(changed({ kind: 'insert', at: [1, 1, 2], operation: 'flip' }, text), [
      ['            steps: [invert, { gamma: { gamma: 2 } }]'],
      ['            steps: [invert, { gamma: { gamma: 2 } }, flip]'],
    ]);
    assert.deepEqual(changed({ kind: 'remove', step: [1, 1] }, text)[0].length, 3);
    const moved = edit(text, { kind: 'move', step: [1, 0], to: 1 });
    assert.match(
      moved,
      /2 } }\]\n {8}# soft\n {8}- gaussian_blur: { kernel_size: 5 } # odd\n {2}- normalize/,
    );
  });

  it('go into another list, as deep and in the style that is written there, with their comments', () => {
    const steps = `steps:
  # turned
  - flip: # upright
      axis: vertical # of the page
  - one_of: # one
      steps:
        - invert

        # soft
        - gaussian_blur:
            kernel_size: 5 # odd
  - sequence: { steps: [gamma, { sharpen: { amount: 2 } }] }
`;
    const into = edit(steps, { kind: 'relocate', step: [0], at: [1, 1] });
    assert.equal(
      into,
      `steps:
  - one_of: # one
      steps:
        - invert
        # turned
        - flip: # upright
            axis: vertical # of the page

        # soft
        - gaussian_blur:
            kernel_size: 5 # odd
  - sequence: { steps: [gamma, { sharpen: { amount: 2 } }] }
`,
    );
    assert.equal(edit(into, { kind: 'relocate', step: [0, 1], at: [0] }), steps);
    const inBraces = edit(steps, { kind: 'relocate', step: [1, 1], at: [2, 0] });
    assert.match(
      inBraces,
      /invert\n\n {2}# soft\n {2}# odd\n {2}- sequence: \{ steps: \[\{ gaussian_blur: \{ kernel_size: 5 \} \}, gamma, /,
    );
    const out = edit(steps, { kind: 'relocate', step: [2, 1], at: [3] });
    assert.match(out, /\[gamma\] \}\n {2}- sharpen: \{ amount: 2 \}\n$/);
    assert.throws(
      () => edit(steps, { kind: 'relocate', step: [1], at: [1, 0] }),
      /Step 2 cannot be moved into itself/,
    );
    assert.throws(() => edit(steps, { kind: 'relocate', step: [1], at: [0, 0] }), /flip holds no steps/);
  });

  it('go out of a flow list with the comment behind them', () => {
    const flow = 'steps:\n  - sequence: { steps: [\n        invert, # negative\n        orient,\n      ] }\n';
    assert.equal(
      edit(flow, { kind: 'relocate', step: [0, 0], at: [1] }),
      'steps:\n  - sequence: { steps: [\n        orient,\n      ] }\n  - invert # negative\n',
    );
    const both = `${flow}  - one_of: { steps: [orient] }\n`;
    assert.equal(
      edit(both, { kind: 'relocate', step: [0, 0], at: [1, 1] }),
      'steps:\n  - sequence: { steps: [\n        orient,\n      ] }\n  # negative\n  - one_of: { steps: [orient, invert] }\n',
    );
  });

  it('leave an empty list behind the last, and fill it again', () => {
    const only = 'steps:\n  - sequence:\n      steps: # all\n        - flip\n      p: 1\n';
    const none = edit(only, { kind: 'remove', step: [0, 0] });
    assert.equal(none, 'steps:\n  - sequence:\n      steps: [] # all\n      p: 1\n');
    assert.equal(
      edit(none, { kind: 'insert', at: [0, 0], operation: 'flip' }),
      'steps:\n  - sequence:\n      steps: [flip] # all\n      p: 1\n',
    );
    assert.equal(
      edit('steps:\n  - one_of\n', { kind: 'insert', at: [0, 0], operation: 'flip' }),
      'steps:\n  - one_of: { steps: [flip] }\n',
    );
  });

  it('say which step is not there, and which holds none', () => {
    assert.throws(() => edit(text, { kind: 'remove', step: [1, 5] }), /from 0 to 1, but received 5/);
    assert.throws(() => edit(text, { kind: 'remove', step: [7, 0] }), /from 0 to 2, but received 7/);
    assert.throws(
      () => edit(text, { kind: 'insert', at: [0, 0], operation: 'flip' }),
      /orient holds no steps/,
    );
    assert.throws(
      () => edit(text, { kind: 'set', step: [1, 0], parameter: 'kernel', value: 3 }),
      /gaussian_blur has no parameter kernel/,
    );
    const shared = 'steps:\n  - one_of: &both { steps: [flip, invert] }\n  - sequence: *both\n';
    assert.throws(() => edit(shared, { kind: 'remove', step: [0, 1] }), /Step 1\.2 is written in a way/);
  });
});

describe('edits that cannot be made', () => {
  const failures: readonly (readonly [PipelineEdit, RegExp])[] = [
    [{ kind: 'remove', step: [5] }, /index from 0 to 4, but received 5/],
    [{ kind: 'remove', step: [-1] }, /received -1/],
    [{ kind: 'move', step: [0], to: 5 }, /received 5/],
    [{ kind: 'insert', at: [6], operation: 'orient' }, /from 0 to 5/],
    [{ kind: 'set', step: [1], parameter: 'widht', value: 3 }, /resize has no parameter widht\. .*width/],
    [{ kind: 'insert', at: [0], operation: 'resise' }, /no operation named resise\. .*resize/],
    [{ kind: 'insert', at: [0], operation: 'orient', values: { size: 3 } }, /orient has no parameter size/],
    [{ kind: 'set', step: [1], parameter: 'width', value: Number.NaN }, /received NaN/],
  ];
  for (const [change, message] of failures) {
    it(`says why not: ${JSON.stringify(change)}`, () => {
      assert.throws(() => edit(yaml, change), message);
    });
  }

  it('refuses a text with errors of syntax', () => {
    assert.throws(() => edit('steps: [', { kind: 'remove', step: [0] }), /has errors/);
    assert.throws(() => edit('{ "steps": [', { kind: 'remove', step: [0] }, 'json'), /has errors/);
  });

  it('edits half-finished pipelines', () => {
    const text = 'steps:\n  - resise: { width: 3 }\n  - horizontal_flip\n';
    assert.match(edit(text, { kind: 'set', step: [0], parameter: 'width', value: 4 }), /width: 4/);
    assert.match(edit(text, { kind: 'move', step: [1], to: 0 }), /- horizontal_flip\n {2}- resise/);
  });

  it('sets a key of the pipeline whatever its steps are', () => {
    const text = 'steps: {}\n';
    assert.equal(edit(text, { kind: 'top', key: 'seed', value: 1 }), 'seed: 1\nsteps: {}\n');
  });

  it('leaves alone steps that are written twice, as a list and as something else', () => {
    const text = '{ "steps": ["flip"], "steps": {} }';
    assert.throws(() => edit(text, { kind: 'remove', step: [0] }, 'json'), {
      name: 'DarkroomError',
      code: 'bad_pipeline',
    });
  });

  it('leaves alone a map of which no key is a name', () => {
    assert.throws(() => edit('[]:', { kind: 'top', key: 'seed', value: 1 }), {
      name: 'DarkroomError',
      code: 'bad_pipeline',
    });
  });

  it('leaves alone a step of which nothing is written', () => {
    const text = 'steps:\n-\n';
    assert.throws(() => edit(text, { kind: 'enable', step: [0], enabled: true }), {
      name: 'DarkroomError',
      code: 'bad_pipeline',
    });
  });
});
