import assert from 'node:assert/strict';
import { Workspace } from '../worker/workspace.ts';
import { darkroom, type Outcome } from './commandLine.ts';

/** Windows has no such names. */
const hostile =
  process.platform === 'win32' ? 'cat\u202egpj' : 'a\x1b[2J\x1b]0;owned\x07\u009b31m\nerror: b\u202egpj';
const shown =
  process.platform === 'win32'
    ? 'cat\\u202egpj'
    : 'a\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m\\u000aerror: b\\u202egpj';

describe('names that a terminal would obey', () => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await Workspace.create();
  });
  afterEach(() => workspace.remove());

  function isTame({ stdout, stderr }: Outcome): void {
    for (const text of [stdout, stderr]) {
      assert.doesNotMatch(text, /(?!\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
      assert.doesNotMatch(text, /^error: b/m);
    }
  }

  it('are shown, not obeyed, of files that cannot be read and of those that can', async () => {
    await workspace.write(`images/${hostile}2.jpg`, 'no image');
    await workspace.image(`images/${hostile}.png`);
    await workspace.write('p.darkroom.yaml', 'steps: [flip]\n');
    for (const command of [
      ['stats', 'images'],
      ['stats', 'images', '--json'],
      ['run', 'p.darkroom.yaml', 'images', '--out', 'out', '--dry-run'],
      ['run', 'p.darkroom.yaml', 'images', '--out', 'out'],
    ]) {
      const outcome = await darkroom(command, workspace.root);
      isTame(outcome);
      const text = outcome.stdout + outcome.stderr;
      assert.ok(text.includes(shown) || command.includes('--json'), text);
    }
    assert.ok((await workspace.list('out')).includes(`${hostile}.png`));
  });

  it('are named as they are, be there signs in them that a replacement gives a meaning', async () => {
    const name = 'a$&b$$c$`d.png';
    await workspace.write(`images/${name}`, 'no image');
    const { stderr } = await darkroom(['stats', 'images'], workspace.root);
    assert.ok(stderr.includes(`images/${name} `), stderr);
    assert.ok(!stderr.includes(workspace.root), stderr);
  });

  it('are shown, not obeyed, when they are taken for options and commands', async () => {
    for (const command of [
      ['run', `--${hostile}`],
      ['stats', 'images', '--workers', hostile],
      ['check', 'images', '--layout', hostile],
      [hostile],
    ]) {
      const outcome = await darkroom(command, workspace.root);
      assert.equal(outcome.status, 2);
      isTame(outcome);
      assert.ok(outcome.stderr.includes(shown), outcome.stderr);
    }
  });

  it('come back from JSON as they are', async () => {
    await workspace.image(`images/${hostile}.png`);
    const outcome = await darkroom(['stats', 'images', '--json'], workspace.root);
    isTame(outcome);
    const { images } = JSON.parse(outcome.stdout) as { images: { path: string }[] };
    assert.equal(images[0]!.path, `images/${hostile}.png`);
  });

  it('are shown, not obeyed, in a pipeline’s text and of its file', async () => {
    await workspace.write(
      `${hostile}.darkroom.yaml`,
      'steps:\n  - "fl\\eip\\u202E": { "a\\x9b": 1 }\n  - flip: { "b\\e[2J": 2 }\n',
    );
    const outcome = await darkroom(['validate', `${hostile}.darkroom.yaml`], workspace.root);
    assert.equal(outcome.status, 2);
    isTame(outcome);
    assert.ok(outcome.stdout.startsWith(`${shown}.darkroom.yaml:2:`), outcome.stdout);
  });
});
