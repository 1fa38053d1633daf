import assert from 'node:assert/strict';
import { join } from 'node:path';
import { findUnportable, findUnwritable } from '../../../src/dataset/outputNames.ts';

const root = join('/', 'out');
const files = (...outputs: string[]) =>
  outputs.map(output => ({
    input: `/in/${output}`,
    output: join(root, output),
    relativePath: output,
    version: 0,
  }));
const faults = (platform: NodeJS.Platform, ...outputs: string[]) =>
  [...findUnwritable(files(...outputs), root, platform).values()].map(({ message }) => message);

describe('names of results', () => {
  it('that Windows keeps for devices or changes are refused there, and only noted elsewhere', () => {
    const bad = [
      'NUL.npy',
      'a/con.tar.npy',
      'COM1.npy',
      'folder./a.npy',
      'folder /a.npy',
      'a:b.npy',
      'what?.npy',
    ];
    const good = ['null.npy', 'console.npy', 'com10.npy', '.hidden.npy', 'a b.npy'];
    assert.deepEqual(faults('linux', ...bad, ...good), []);
    assert.deepEqual(
      findUnportable(files(...bad, ...good), root),
      bad.map(name => join(root, name)),
    );
    const told = faults('win32', ...bad, ...good);
    assert.equal(told.length, bad.length);
    assert.match(told[0]!, /NUL\.npy is a name that Windows keeps for a device/);
    assert.match(told[3]!, /ends in a dot or a space/);
    assert.match(told[5]!, /has ":", which Windows does not allow/);
  });

  it('are refused where their whole path is longer than systems allow', () => {
    const deep = `${'ä'.repeat(120)}/`.repeat(17);
    assert.deepEqual(faults('linux', `${deep}a.npy`).length, 1);
    assert.match(faults('linux', `${deep}a.npy`)[0]!, /a path of 41\d\d bytes is longer than systems allow/);
    assert.deepEqual(faults('linux', `${deep.slice(0, -500)}/a.npy`), []);
    assert.equal(faults('darwin', `${deep.slice(0, 900)}/a.npy`).length, 1);
    assert.deepEqual(faults('win32', `${deep}a.npy`), []);
  });

  it('longer than disks allow are refused, counted in bytes', () => {
    assert.deepEqual(faults('linux', `${'x'.repeat(251)}.npy`), []);
    assert.match(faults('linux', `${'x'.repeat(252)}.npy`)[0]!, /256 bytes/);
    assert.match(faults('linux', `${'猫'.repeat(84)}.npy`)[0]!, /256 bytes/);
    assert.deepEqual(faults('win32', `${'猫'.repeat(84)}.npy`), []);
  });
});
