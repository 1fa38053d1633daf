import type { Image } from '../../engine/image.ts';
import { DarkroomError } from '../../shared/errors.ts';
import { ByteReader } from '../byteReader.ts';
import type { OnRows } from '../format.ts';
import { readLayout } from './frame.ts';
import { withKernels, type JpegKernels, type KernelMemory } from './kernelMemory.ts';
import { readScanHeader } from './scanHeader.ts';
import type { JpegHeader } from './segments.ts';
import { isUsualLayout, SimdFrame } from './simdFrame.ts';

/**
 * The image of a sound JPEG of one or three components; every pixel equals libjpeg-turbo's.
 * @returns nothing where anything about the file is unusual: another decoder is to judge it.
 */
export function decodeSound(bytes: Uint8Array, header: JpegHeader, onRows?: OnRows): Image | undefined {
  const { width, height, components, orientation } = header;
  if (components === 4) return;
  const data = withKernels((kernels, memory) => {
    try {
      return new SoundDecoder(kernels, memory, bytes, header, onRows).decode();
    } catch (thrown) {
      // A segment says what cannot be, or WebAssembly has no more memory.
      if (thrown instanceof Unusual || thrown instanceof DarkroomError || thrown instanceof RangeError)
        return;
      throw thrown;
    }
  });
  return data && { data, width, height, channels: components, orientation };
}

const mostBlocksInUnit = 10;

class Unusual extends Error {}

function expect(isUsual: boolean): asserts isUsual {
  if (!isUsual) throw new Unusual();
}

/** Addresses are where bytes of the file are in the kernels' memory. */
class SoundDecoder {
  private readonly reader: ByteReader;
  private readonly file: number;
  /** The end of the room for coded data. */
  private readonly top: number;
  private readonly steps: ({ readonly address: number; readonly isWide: boolean } | undefined)[] = [];
  private readonly dcCodes = new Set<number>();
  private readonly acCodes = new Set<number>();
  private restartInterval = 0;
  private frame: SimdFrame | undefined;

  constructor(
    private readonly kernels: JpegKernels,
    private readonly memory: KernelMemory,
    bytes: Uint8Array,
    private readonly header: JpegHeader,
    private readonly onRows: OnRows | undefined,
  ) {
    this.reader = new ByteReader(bytes, 'JPEG');
    this.file = memory.allot(bytes.length + 2);
    const copy = memory.view(this.file, bytes.length + 2);
    copy.set(bytes);
    // Coded data end at a marker at last.
    copy.set([0xff, 0xd9], bytes.length);
    const room = 4096 + bytes.length - header.scanOffset;
    this.top = memory.allot(room) + room;
  }

  decode(): Uint8Array<ArrayBuffer> {
    const { reader } = this;
    expect(reader.u16(0) === 0xffd8);
    let offset = 2;
    let isDone = false;
    for (;;) {
      expect(reader.u8(offset) === 0xff);
      const marker = reader.u8(offset + 1);
      if (marker === 0xd9) break;
      const start = offset + 4;
      const length = reader.u16(offset + 2) - 2;
      expect(length >= 0 && !isDone);
      const segment = reader.slice(start, length);
      offset = start + length;
      if (marker === 0xc4) this.takeCodes(start, length);
      else if (marker === 0xdb) this.takeSteps(start, length);
      else if (marker === 0xdd) {
        expect(length === 2);
        this.restartInterval = reader.u16(start);
      } else if (marker >= 0xc0 && marker <= 0xc2) this.takeFrame(segment);
      else if (marker === 0xda) {
        isDone = this.takeScan(start, length);
        offset = this.kernels.endScan() - this.file;
        expect(offset > 0);
      } else expect((marker >= 0xe0 && marker <= 0xef) || marker === 0xfe);
    }
    const { frame } = this;
    expect(frame !== undefined);
    if (!isDone) this.reconstruct(frame);
    return frame.pixels;
  }

  private takeCodes(start: number, length: number): void {
    for (let at = 0; at < length;) {
      const place = this.reader.u8(start + at);
      expect(place >> 4 <= 1 && (place & 15) <= 3);
      const isAc = place >> 4 === 1;
      const index = (isAc ? 4 : 0) + (place & 15);
      const symbols = this.kernels.setCode(index, this.file + start + at + 1, length - at - 1);
      expect(symbols >= 0);
      (isAc ? this.acCodes : this.dcCodes).add(place & 15);
      at += 17 + symbols;
    }
  }

  private takeSteps(start: number, length: number): void {
    for (let at = 0; at < length;) {
      const place = this.reader.u8(start + at);
      const isWide = place >> 4 === 1;
      expect(place >> 4 <= 1 && (place & 15) <= 3);
      this.steps[place & 15] = { address: this.file + start + at + 1, isWide };
      at += isWide ? 129 : 65;
      expect(at <= length);
    }
  }

  private takeFrame(segment: Uint8Array): void {
    expect(!this.frame && segment.length === 6 + 3 * this.header.components);
    const layout = readLayout(segment);
    const isUnlike = new Set(layout.components.map(({ id }) => id)).size === layout.components.length;
    expect(isUnlike && isUsualLayout(layout));
    this.frame = new SimdFrame(this.kernels, this.memory, layout, this.header.model === 'RGB', this.onRows);
  }

  /** @returns whether the image is complete: baseline files mostly have one scan, which needs no memory of its own. */
  private takeScan(start: number, length: number): boolean {
    const { kernels, frame, header } = this;
    expect(frame !== undefined);
    const scan = readScanHeader(this.reader.slice(start, length), header.progressive);
    expect(scan !== undefined);
    const { first, last, high, low } = scan;
    const chosen = scan.components.map(({ id }) => frame.parts.findIndex(({ layout }) => layout.id === id));
    expect(new Set(chosen).size === chosen.length);
    let blocks = 0;
    for (const [place, { dc, ac }] of scan.components.entries()) {
      const part = frame.parts[chosen[place]!];
      expect(part !== undefined);
      blocks += part.layout.unitAcross * part.layout.unitDown;
      const hasDc = first > 0 || high > 0 || this.dcCodes.has(dc);
      const hasAc = last === 0 || this.acCodes.has(ac);
      expect(hasDc && hasAc);
      kernels.addToScan(place, chosen[place]!, dc & 3, ac & 3);
      if (part.accuracy.isUntouched) {
        const steps = this.steps[part.layout.tableId];
        expect(steps !== undefined && kernels.setSteps(steps.address, steps.isWide, part.steps) !== 0);
      }
      expect(part.accuracy.advance(first, last, high, low));
    }
    expect(chosen.length === 1 || blocks <= mostBlocksInUnit);
    kernels.startScan(this.file + start + length, this.top, this.restartInterval);
    if (!header.progressive && chosen.join() === [...frame.parts.keys()].join()) {
      for (let y = 0; y < frame.layout.unitsDown; y++) {
        expect(kernels.readUnits(y) !== 0);
        frame.takeRows(y);
      }
      return true;
    }
    frame.allotCoefficients();
    expect(kernels.readScan(header.progressive, first, last, high, low) !== 0);
    return false;
  }

  private reconstruct(frame: SimdFrame): void {
    expect(frame.parts.every(({ accuracy }) => accuracy.isFull));
    for (let y = 0; y < frame.layout.unitsDown; y++) {
      expect(this.kernels.reconstructUnits(y) !== 0);
      frame.takeRows(y);
    }
  }
}
