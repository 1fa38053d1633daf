import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import type { Shape } from '../../src/shared/shape.ts';
import { Finding } from './finding.ts';

const bytesPer: Readonly<Record<string, number>> = { '|u1': 1, '<u2': 2, '<f4': 4 };
const names = { uint8: '|u1', uint16: '<u2', float32: '<f4' } as const;

/**
 * Reads a .npy file by the letter of its format, without Darkroom's own reader, and holds it against a shape.
 * @returns a sum over all of it, equal for equal arrays
 * @throws Finding when its header, its length and the shape do not agree
 */
export function sumOfArray(path: string, shape: Shape): string {
  const bytes = readFileSync(path);
  const header = bytes.toString('latin1', 10, 10 + bytes.readUInt16LE(8));
  const found = /'descr': '([^']+)'.*'shape': \(([^)]*)\)/.exec(header);
  const axes = (found?.[2] ?? '').split(',').flatMap(axis => (axis.trim() === '' ? [] : [Number(axis)]));
  const { width, height, channels, dtype, vector } = shape;
  const expected = vector
    ? [width * height * channels]
    : channels === 1
      ? [height, width]
      : [height, width, channels];
  if (found?.[1] !== names[dtype] || axes.join() !== expected.join()) {
    throw new Finding('size', `written as ${header.trim()}, but the header says ${JSON.stringify(shape)}`);
  }
  const values = axes.reduce((product, axis) => product * axis, 1);
  const length = 10 + header.length + values * bytesPer[names[dtype]]!;
  if (bytes.length !== length) throw new Finding('size', `${bytes.length} bytes written, expected ${length}`);
  return createHash('sha1').update(bytes).digest('hex');
}
