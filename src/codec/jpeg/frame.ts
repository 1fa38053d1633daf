import { ByteReader } from '../byteReader.ts';
import { damaged, unsupported } from '../faults.ts';
import { Accuracy } from './accuracy.ts';
import type { HuffmanDecoder } from './bitReader.ts';

/** Where the samples of one component of an image are. */
export interface ComponentLayout {
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
  readonly tableId: number;
}

/** One component and what its scans have given so far. */
export interface Component extends ComponentLayout {
  /** 64 quantised values per block, in zigzag order. */
  readonly coefficients: Int16Array;
  readonly accuracy: Accuracy;
  /** Quantisation steps row by row, as they were when its first scan began. */
  steps: Uint16Array | undefined;
  dc: HuffmanDecoder | undefined;
  ac: HuffmanDecoder | undefined;
  previousDc: number;
}

export interface Layout<Part extends ComponentLayout = ComponentLayout> {
  readonly width: number;
  readonly height: number;
  readonly unitsAcross: number;
  readonly unitsDown: number;
  readonly components: readonly Part[];
}

export interface Frame extends Layout<Component> {
  readonly progressive: boolean;
}

/**
 * ITU T.81, B.2.2, of a segment that `readJpegHeader` has accepted.
 * @throws DarkroomError `unsupported` where components do not divide each other's resolution.
 */
export function readLayout(segment: Uint8Array): Layout {
  const reader = new ByteReader(segment, 'JPEG');
  const height = reader.u16(1);
  const width = reader.u16(3);
  const count = reader.u8(5);
  const stated = Array.from({ length: count }, (_component, index) => {
    const at = 6 + index * 3;
    const factors = reader.u8(at + 1);
    const [h, v] = [factors >> 4, factors & 15];
    if (h < 1 || h > 4 || v < 1 || v > 4) throw damaged('JPEG', 'its sampling factors are not 1 to 4');
    const tableId = reader.u8(at + 2);
    // A component alone comes block by block, whatever its factors.
    return count === 1 ? { id: reader.u8(at), h: 1, v: 1, tableId } : { id: reader.u8(at), h, v, tableId };
  });
  const mostAcross = Math.max(...stated.map(({ h }) => h));
  const mostDown = Math.max(...stated.map(({ v }) => v));
  const unitsAcross = Math.ceil(width / (8 * mostAcross));
  const unitsDown = Math.ceil(height / (8 * mostDown));
  const components = stated.map(({ id, h, v, tableId }): ComponentLayout => {
    if (mostAcross % h !== 0 || mostDown % v !== 0) {
      throw unsupported('JPEG', 'components whose resolutions are no whole multiples');
    }
    return {
      id,
      tableId,
      unitAcross: h,
      unitDown: v,
      across: mostAcross / h,
      down: mostDown / v,
      width: Math.ceil((width * h) / mostAcross),
      height: Math.ceil((height * v) / mostDown),
      blocksAcross: unitsAcross * h,
      blocksDown: unitsDown * v,
    };
  });
  return { width, height, unitsAcross, unitsDown, components };
}

/** As `readLayout`; takes the memory for all coefficients. */
export function readFrame(segment: Uint8Array, progressive: boolean): Frame {
  const layout = readLayout(segment);
  const components = layout.components.map((component): Component => ({
    ...component,
    coefficients: new Int16Array(component.blocksAcross * component.blocksDown * 64),
    accuracy: new Accuracy(),
    steps: undefined,
    dc: undefined,
    ac: undefined,
    previousDc: 0,
  }));
  return { ...layout, progressive, components };
}
