import { ByteReader } from '../byteReader.ts';
import { damaged, unsupported } from '../faults.ts';
import type { HuffmanDecoder } from './bitReader.ts';

/** One component of an image and what its scans have given so far. */
export interface Component {
  readonly id: number;
  /** How many pixels of a row, and how many rows, share one of its samples. */
  readonly across: number;
  readonly down: number;
  /** Samples that belong to the image. */
  readonly width: number;
  readonly height: number;
  /** Blocks in a unit of interleaved components. */
  readonly unitAcross: number;
  readonly unitDown: number;
  /** Blocks in memory, which fill whole units. */
  readonly blocksAcross: number;
  readonly blocksDown: number;
  /** 64 quantised values per block, in zigzag order. */
  readonly coefficients: Int16Array;
  readonly tableId: number;
  /** Quantisation steps row by row, as they were when its first scan began. */
  steps: Uint16Array | undefined;
  dc: HuffmanDecoder | undefined;
  ac: HuffmanDecoder | undefined;
  previousDc: number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly progressive: boolean;
  readonly unitsAcross: number;
  readonly unitsDown: number;
  readonly components: readonly Component[];
}

/**
 * ITU T.81, B.2.2, of a segment that `readJpegHeader` has accepted; takes the memory for all coefficients.
 * @throws DarkroomError `unsupported` where components do not divide each other's resolution.
 */
export function readFrame(segment: Uint8Array, progressive: boolean): Frame {
  const reader = new ByteReader(segment, 'JPEG');
  const height = reader.u16(1);
  const width = reader.u16(3);
  const stated = Array.from({ length: reader.u8(5) }, (_component, index) => {
    const at = 6 + index * 3;
    const factors = reader.u8(at + 1);
    return { id: reader.u8(at), h: factors >> 4, v: factors & 15, tableId: reader.u8(at + 2) };
  });
  if (stated.some(({ h, v }) => h < 1 || h > 4 || v < 1 || v > 4)) {
    throw damaged('JPEG', 'its sampling factors are not 1 to 4');
  }
  const mostAcross = Math.max(...stated.map(({ h }) => h));
  const mostDown = Math.max(...stated.map(({ v }) => v));
  const unitsAcross = Math.ceil(width / (8 * mostAcross));
  const unitsDown = Math.ceil(height / (8 * mostDown));
  const components = stated.map(({ id, h, v, tableId }): Component => {
    if (mostAcross % h !== 0 || mostDown % v !== 0) {
      throw unsupported('JPEG', 'components whose resolutions are no whole multiples');
    }
    return {
      ...{
        id,
        tableId,
        unitAcross: h,
        unitDown: v,
        previousDc: 0,
        steps: undefined,
        dc: undefined,
        ac: undefined,
      },
      across: mostAcross / h,
      down: mostDown / v,
      width: Math.ceil((width * h) / mostAcross),
      height: Math.ceil((height * v) / mostDown),
      blocksAcross: unitsAcross * h,
      blocksDown: unitsDown * v,
      coefficients: new Int16Array(unitsAcross * h * unitsDown * v * 64),
    };
  });
  return { width, height, progressive, unitsAcross, unitsDown, components };
}
