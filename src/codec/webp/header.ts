import type { Orientation } from '../../shared/shape.ts';
import { ByteReader, hasBytes } from '../byteReader.ts';
import { damaged, truncated } from '../faults.ts';
import { exifOrientation } from '../orientation.ts';

/** A picture inside a WebP file: its bitstream, with a separate alpha plane where a lossy one has alpha. */
export interface WebpFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  /** Whole chunks, with their names and lengths. */
  readonly chunks: readonly Uint8Array[];
}

export interface WebpHeader {
  readonly width: number;
  readonly height: number;
  /** Pixels without colour can come out: an alpha channel, or a first frame smaller than the canvas. */
  readonly hasAlpha: boolean;
  readonly orientation: Orientation;
  readonly frameCount: number;
  readonly animated: boolean;
  /** The only frame, or the first. */
  readonly frame: WebpFrame;
}

interface Chunk {
  readonly name: string;
  readonly data: Uint8Array;
  /** With name and length. */
  readonly whole: Uint8Array;
}

/** RIFF chunks of a region; each is padded to an even length. */
function* chunksOf(bytes: Uint8Array): Generator<Chunk, void> {
  const reader = new ByteReader(bytes, 'WebP', true);
  for (let offset = 0; offset + 8 <= bytes.length;) {
    const length = reader.u32(offset + 4);
    if (offset + 8 + length > bytes.length) throw truncated('WebP');
    const whole = reader.slice(offset, 8 + length);
    yield { name: reader.text(offset, 4), data: whole.subarray(8), whole };
    offset += 8 + length + (length & 1);
  }
}

/** WebP container specification. @throws DarkroomError `unreadable`. */
export function readWebpHeader(bytes: Uint8Array): WebpHeader {
  const size = new ByteReader(bytes, 'WebP', true).u32(4);
  if (8 + size > bytes.length) throw truncated('WebP');
  let canvas: { width: number; height: number; flags: number } | undefined;
  let orientation: Orientation = 1;
  let frame: WebpFrame | undefined;
  let frameCount = 0;
  let alpha: Chunk | undefined;
  for (const chunk of chunksOf(bytes.subarray(12, 8 + size))) {
    if (chunk.name === 'VP8X') canvas ??= readCanvas(chunk.data);
    else if (chunk.name === 'EXIF') orientation = exifOrientation(chunk.data);
    else if (chunk.name === 'ALPH') alpha = chunk;
    else if (chunk.name === 'VP8 ' || chunk.name === 'VP8L') {
      frame ??= stillFrame(chunk, alpha);
      frameCount = Math.max(frameCount, 1);
    } else if (chunk.name === 'ANMF') {
      frame ??= animationFrame(chunk.data);
      frameCount++;
    }
  }
  if (!frame) throw damaged('WebP', 'it has no image data');
  const { width, height } = canvas ?? frame;
  if (frame.x + frame.width > width || frame.y + frame.height > height) {
    throw damaged('WebP', 'a frame is larger than the image');
  }
  const covers = frame.width === width && frame.height === height;
  const animated = canvas !== undefined && (canvas.flags & 0x02) !== 0;
  if (!animated && !covers) throw damaged('WebP', 'its frame and its canvas differ in size');
  return { width, height, hasAlpha: frame.hasAlpha || !covers, orientation, frameCount, animated, frame };
}

function readCanvas(data: Uint8Array) {
  const reader = new ByteReader(data, 'WebP', true);
  return { flags: reader.u8(0), width: reader.u24(4) + 1, height: reader.u24(7) + 1 };
}

function stillFrame(chunk: Chunk, alpha: Chunk | undefined): WebpFrame {
  const reader = new ByteReader(chunk.data, 'WebP', true);
  if (chunk.name === 'VP8L') {
    if (reader.u8(0) !== 0x2f) throw damaged('WebP', 'its lossless data begin wrongly');
    const bits = reader.u32(1);
    const width = (bits & 0x3fff) + 1;
    const height = ((bits >>> 14) & 0x3fff) + 1;
    return { x: 0, y: 0, width, height, hasAlpha: ((bits >>> 28) & 1) === 1, chunks: [chunk.whole] };
  }
  if (!hasBytes(chunk.data, 3, '\x9d\x01\x2a')) throw damaged('WebP', 'its image data begin wrongly');
  const width = reader.u16(6) & 0x3fff;
  const height = reader.u16(8) & 0x3fff;
  if (width === 0 || height === 0) throw damaged('WebP', `its size is ${width}×${height}`);
  const chunks = alpha ? [alpha.whole, chunk.whole] : [chunk.whole];
  return { x: 0, y: 0, width, height, hasAlpha: alpha !== undefined, chunks };
}

function animationFrame(data: Uint8Array): WebpFrame {
  const reader = new ByteReader(data, 'WebP', true);
  const [x, y] = [reader.u24(0) * 2, reader.u24(3) * 2];
  const [width, height] = [reader.u24(6) + 1, reader.u24(9) + 1];
  let alpha: Chunk | undefined;
  for (const chunk of chunksOf(data.subarray(16))) {
    if (chunk.name === 'ALPH') alpha = chunk;
    if (chunk.name !== 'VP8 ' && chunk.name !== 'VP8L') continue;
    const frame = stillFrame(chunk, alpha);
    if (frame.width !== width || frame.height !== height) {
      throw damaged('WebP', 'a frame has another size than it says');
    }
    return { ...frame, x, y };
  }
  throw damaged('WebP', 'a frame has no image data');
}
