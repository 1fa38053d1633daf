import assert from 'node:assert/strict';
import { printable, printableLines } from '../../../src/shared/printable.ts';

describe('printable text', () => {
  it('leaves alone what people write', () => {
    const name = 'Größe 画像 😀 ניסיון [1] (2) <a> & "b" $x.jpg';
    assert.equal(printable(name), name);
    assert.equal(printableLines('one\n\ttwo'), 'one\n\ttwo');
  });

  it('shows what a terminal would obey', () => {
    assert.equal(printable('\x1b[2Ja\x9b31m\x07\0\x7f'), '\\u001b[2Ja\\u009b31m\\u0007\\u0000\\u007f');
    assert.equal(printable('a\nerror: b\r\t'), 'a\\u000aerror: b\\u000d\\u0009');
    assert.equal(printableLines('a\x1b]0;title\x07\r\nb'), 'a\\u001b]0;title\\u0007\\u000d\nb');
  });

  it('shows what would turn the direction of the rest', () => {
    assert.equal(printable('cat\u202egpj.exe'), 'cat\\u202egpj.exe');
    assert.equal(printable('\u2066a\u2069\u2028'), '\\u2066a\\u2069\\u2028');
    assert.equal(printable('\u200ea\u200f\u061c'), '\\u200ea\\u200f\\u061c');
    assert.equal(printableLines('\u200ea\n\u200f\u061c'), '\\u200ea\n\\u200f\\u061c');
  });
});
