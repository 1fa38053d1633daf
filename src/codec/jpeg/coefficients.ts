import { zigzag } from '../../engine/jpeg/quantization.ts';
import { ByteReader } from '../byteReader.ts';
import { damaged } from '../faults.ts';
import { BitReader, HuffmanDecoder } from './bitReader.ts';
import { readFrame, type Component, type Frame } from './frame.ts';
import { readScan, type Scan } from './scan.ts';

/** Tables that segments define and later ones replace. */
interface Tables {
  readonly steps: (Uint16Array | undefined)[];
  readonly dc: (HuffmanDecoder | undefined)[];
  readonly ac: (HuffmanDecoder | undefined)[];
  restartInterval: number;
}

/**
 * All quantised coefficients of a baseline, extended or progressive JPEG that `readJpegHeader` has accepted.
 * @throws DarkroomError `unreadable` where data are damaged or missing; nothing is guessed.
 */
export function readCoefficients(bytes: Uint8Array): Frame {
  const reader = new ByteReader(bytes, 'JPEG');
  const tables: Tables = { steps: [], dc: [], ac: [], restartInterval: 0 };
  let frame: Frame | undefined;
  let offset = 2;
  for (;;) {
    while (reader.u8(offset) !== 0xff) offset++;
    while (reader.u8(offset) === 0xff) offset++;
    const marker = reader.u8(offset++);
    if (marker === 0xd9) break;
    if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) continue;
    const length = reader.u16(offset);
    if (length < 2) throw damaged('JPEG', `a segment has length ${length}`);
    const segment = reader.slice(offset + 2, length - 2);
    offset += length;
    if (marker === 0xc4) readHuffmanCodes(segment, tables);
    else if (marker === 0xdb) readSteps(segment, tables);
    else if (marker === 0xdd) tables.restartInterval = new ByteReader(segment, 'JPEG').u16(0);
    else if (marker === 0xc0 || marker === 0xc1 || marker === 0xc2) {
      frame ??= readFrame(segment, marker === 0xc2);
    } else if (marker === 0xda) {
      if (!frame) throw damaged('JPEG', 'its image data come before its size');
      const bits = new BitReader(bytes, offset);
      const scan = readScanHeader(segment, frame, tables);
      for (const { accuracy } of scan.components)
        accuracy.advance(scan.first, scan.last, scan.high, scan.low);
      readScan(bits, frame, scan);
      offset = bits.position;
    }
  }
  if (!frame?.components.every(({ steps }) => steps)) throw damaged('JPEG', 'a component has no image data');
  return frame;
}

function readHuffmanCodes(segment: Uint8Array, tables: Tables): void {
  const reader = new ByteReader(segment, 'JPEG');
  for (let at = 0; at < segment.length;) {
    const place = reader.u8(at);
    const counts = Array.from(reader.slice(at + 1, 16));
    const total = counts.reduce((sum, count) => sum + count, 0);
    const symbols = Array.from(reader.slice(at + 17, total));
    (place >> 4 === 0 ? tables.dc : tables.ac)[place & 15] = new HuffmanDecoder({ counts, symbols });
    at += 17 + total;
  }
}

function readSteps(segment: Uint8Array, tables: Tables): void {
  const reader = new ByteReader(segment, 'JPEG');
  for (let at = 0; at < segment.length;) {
    const place = reader.u8(at++);
    const wide = place >> 4 !== 0;
    const steps = new Uint16Array(64);
    for (const target of zigzag) {
      steps[target] = wide ? reader.u16(at) : reader.u8(at);
      at += wide ? 2 : 1;
    }
    tables.steps[place & 15] = steps;
  }
}

function readScanHeader(segment: Uint8Array, frame: Frame, tables: Tables): Scan {
  const reader = new ByteReader(segment, 'JPEG');
  const count = reader.u8(0);
  const components = Array.from({ length: count }, (_component, index): Component => {
    const id = reader.u8(1 + index * 2);
    const component = frame.components.find(candidate => candidate.id === id);
    if (!component) throw damaged('JPEG', `a scan has component ${id}, which the image has not`);
    const places = reader.u8(2 + index * 2);
    component.dc = tables.dc[places >> 4];
    component.ac = tables.ac[places & 15];
    component.steps ??= tables.steps[component.tableId];
    if (!component.steps) throw damaged('JPEG', 'a quantisation table is missing');
    return component;
  });
  if (count === 0 || new Set(components).size !== count)
    throw damaged('JPEG', 'a scan names no components, or one twice');
  const { restartInterval } = tables;
  if (!frame.progressive) return { components, first: 0, last: 63, high: 0, low: 0, restartInterval };
  const at = 1 + count * 2;
  const [first, last] = [reader.u8(at), reader.u8(at + 1)];
  const [high, low] = [reader.u8(at + 2) >> 4, reader.u8(at + 2) & 15];
  if (last > 63 || first > last || (first === 0 && last > 0) || (first > 0 && count > 1) || low > 13) {
    throw damaged('JPEG', 'a progressive scan has impossible bounds');
  }
  return { components, first, last, high, low, restartInterval };
}
