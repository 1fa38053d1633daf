import { lookedUp } from '../engine/color/look-up.ts';
import {
  dataTypeOf,
  shapeOf,
  valuesAt,
  type ByteTable,
  type Image,
  type PixelData,
} from '../engine/image.ts';
import { storageOf } from '../engine/spare.ts';
import { Arrival } from './arrival.ts';
import { bytesPerValue, valueCount, type DataType, type Shape } from '../shared/shape.ts';

/** Bytes: 64 megapixels of RGB. The system gives memory only for as much of it as has ever been covered. */
const capacity = 192 * 2 ** 20;

/** Whether it takes longer to make an image's statistics than to have another thread make them. */
export function isForDesk(shape: Shape): boolean {
  return valueCount(shape) >= 2 ** 20;
}

/** Whether an image is copied in so short a time that a picture loses little by giving way to it. */
export function isSoonLaidOut(shape: Shape): boolean {
  return valueCount(shape) * bytesPerValue[shape.dtype] <= 64 * 2 ** 20;
}

/** An image that lies on a desk: all of it but what stands there. */
export interface LaidOut {
  /** With the type of the values on the desk. */
  readonly shape: Shape;
  /** What the bytes on the desk are looked up in. */
  readonly tables?: readonly ByteTable[];
}

/**
 * Memory of two threads, where one lays an image out for the other and goes on with its own work. It has room for one
 * image; whoever tells the threads what to do sees to it that none is covered while somebody looks at it.
 *
 * Shared memory made for each image would stay until both threads happen to collect what is left behind, for V8 does
 * not count it.
 */
export class Desk {
  /** The image that is decoded onto it, if one is. */
  readonly arrival: Arrival;

  /** @param memory without any, no image has room */
  constructor(private readonly memory: SharedArrayBuffer = new SharedArrayBuffer(Arrival.headerBytes)) {
    this.arrival = new Arrival(memory);
  }

  /** To be given to both threads. */
  static memory(bytes = capacity): SharedArrayBuffer {
    return new SharedArrayBuffer(Arrival.headerBytes + bytes);
  }

  /** Copies an image to the desk. @returns nothing when it has no room there. */
  layOut(image: Image): LaidOut | undefined {
    const data = storageOf(image);
    if (data.byteLength > this.memory.byteLength - Arrival.headerBytes) return undefined;
    this.arrival.clear();
    const dtype = dataTypeOf(data);
    this.valuesOf(dtype, data.length).set(data);
    return { shape: { ...shapeOf(image), dtype }, ...(image.lookUp && { tables: image.lookUp.tables }) };
  }

  /** The image as it was laid out; its values are those on the desk. */
  look({ shape, tables }: LaidOut): Image {
    const { dtype, ...frame } = shape;
    const image = { ...frame, data: this.valuesOf(dtype, valueCount(shape)) };
    return tables ? lookedUp(image, tables) : image;
  }

  private valuesOf(dtype: DataType, count: number): PixelData {
    return valuesAt(dtype, this.memory, Arrival.headerBytes, count);
  }
}
