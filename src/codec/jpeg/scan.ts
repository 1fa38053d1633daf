import { damaged } from '../faults.ts';
import type { BitReader, HuffmanDecoder } from './bitReader.ts';
import type { Component, Frame } from './frame.ts';

/** What a start-of-scan segment says. ITU T.81, B.2.3. */
export interface Scan {
  readonly components: readonly Component[];
  /** First and last coefficient, in zigzag order. */
  readonly first: number;
  readonly last: number;
  /** Bits that were left out by the scan before, 0 for none; and by this one. */
  readonly high: number;
  readonly low: number;
  /** Units between restart markers, 0 for none. */
  readonly restartInterval: number;
}

/** Reads a scan's coefficients into the components of its frame. ITU T.81, annexes F.2 and G.2. */
export function readScan(reader: BitReader, frame: Frame, scan: Scan): void {
  const readBlock = blockReader(reader, frame, scan);
  const alone = scan.components.length === 1 ? scan.components[0]! : undefined;
  // A component by itself has no blocks beyond its own size.
  const across = alone ? Math.ceil(alone.width / 8) : frame.unitsAcross;
  const down = alone ? Math.ceil(alone.height / 8) : frame.unitsDown;
  let left = scan.restartInterval;
  const restart = () => {
    reader.restart();
    readBlock.restart();
    left = scan.restartInterval;
  };
  readBlock.restart();
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      if (scan.restartInterval > 0 && left-- === 0) {
        restart();
        left--;
      }
      if (alone) {
        readBlock.read(alone, (y * alone.blocksAcross + x) * 64);
        continue;
      }
      for (const component of scan.components) {
        const { unitAcross, unitDown, blocksAcross } = component;
        for (let row = 0; row < unitDown; row++) {
          const from = (y * unitDown + row) * blocksAcross + x * unitAcross;
          for (let column = 0; column < unitAcross; column++) readBlock.read(component, (from + column) * 64);
        }
      }
    }
  }
}

interface BlockReader {
  /** Reads the block whose coefficients begin at `at`. */
  read(component: Component, at: number): void;
  restart(): void;
}

function blockReader(reader: BitReader, frame: Frame, scan: Scan): BlockReader {
  const { first, last, high, low, components } = scan;
  /** Blocks to come that have nothing more in this scan. */
  let ended = 0;
  const restart = () => {
    ended = 0;
    for (const component of components) component.previousDc = 0;
  };
  const readDc = (component: Component, at: number) => {
    const size = reader.symbol(coded(component.dc));
    if (size > 15) throw damaged('JPEG', 'a coefficient is too large');
    component.previousDc += reader.value(size);
    component.coefficients[at] = component.previousDc << low;
  };
  const readAc = ({ ac, coefficients }: Component, at: number, from: number) => {
    const code = coded(ac);
    for (let index = from; index <= last; index++) {
      const symbol = reader.symbol(code);
      const size = symbol & 15;
      const run = symbol >> 4;
      if (size > 0) {
        index += run;
        if (index > last) throw damaged('JPEG', 'a block has too many coefficients');
        coefficients[at + index] = reader.value(size) << low;
      } else if (run === 15) {
        index += 15;
      } else {
        ended = (1 << run) - 1 + reader.bits(run);
        return;
      }
    }
  };
  if (!frame.progressive) {
    return {
      restart,
      read(component, at) {
        readDc(component, at);
        readAc(component, at, 1);
      },
    };
  }
  if (first === 0) {
    if (high === 0) return { restart, read: readDc };
    return {
      restart,
      read({ coefficients }, at) {
        if (reader.bits(1) === 1) coefficients[at]! |= 1 << low;
      },
    };
  }
  if (high === 0) {
    return {
      restart,
      read(component, at) {
        if (ended > 0) ended--;
        else readAc(component, at, first);
      },
    };
  }
  /** Gives a coefficient that is known not to be 0 one more bit. */
  const refine = (coefficients: Int16Array, place: number) => {
    const value = coefficients[place]!;
    if (reader.bits(1) === 1) coefficients[place] = value + (value > 0 ? 1 << low : -(1 << low));
  };
  return {
    restart,
    read({ ac, coefficients }, at) {
      const code = coded(ac);
      let index = first;
      while (ended === 0 && index <= last) {
        const symbol = reader.symbol(code);
        let zeros = symbol >> 4;
        let value = 0;
        if ((symbol & 15) !== 0) {
          value = reader.bits(1) === 1 ? 1 << low : -(1 << low);
        } else if (zeros < 15) {
          ended = (1 << zeros) + reader.bits(zeros);
          break;
        }
        for (; index <= last; index++) {
          if (coefficients[at + index] !== 0) refine(coefficients, at + index);
          else if (zeros-- === 0) break;
        }
        if (value !== 0) {
          if (index > last) throw damaged('JPEG', 'a block has too many coefficients');
          coefficients[at + index] = value;
        }
        index++;
      }
      if (ended === 0) return;
      for (; index <= last; index++) if (coefficients[at + index] !== 0) refine(coefficients, at + index);
      ended--;
    },
  };
}

function coded(code: HuffmanDecoder | undefined): HuffmanDecoder {
  if (!code) throw damaged('JPEG', 'a Huffman code is missing');
  return code;
}
