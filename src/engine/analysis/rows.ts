import type { Region } from '../../shared/picture.ts';
import type { Mapping } from '../../shared/view.ts';
import type { Image } from '../image.ts';
import { allot, kernels, roundUp } from '../simd/memory.ts';
import { isIdentity, isSingle, levelReader, levelTables } from './levels.ts';
import type { Spans } from './spans.ts';

/** Rows of the image that are held at a time, and summed in one go. */
const mostRows = 8;

/** What the weights of bytes are whole parts of, and all that a pixel covers have in sum. */
const wholeWeight = 32767;

/** Writes the levels of a row of the region to an address. */
type Load = (y: number, place: number) => void;

/**
 * Rows of a picture in the making: levels of the covered rows are summed by their weights, then along the row in single
 * precision. Bytes that are shown as they are have weights of 15 bits, which moves a mean by 0.02 levels at most. Holds
 * memory of the kernels, which nothing else may use until the picture is done.
 */
export class RenderedRows {
  /** Values in a row, as many as kernels take at a time: 16 bytes or 12 floats. */
  private readonly count: number;
  private readonly held = new Int32Array(mostRows).fill(-1);
  private readonly at: ReturnType<RenderedRows['allot']>;
  private readonly places: Uint32Array;
  /** As the kernel takes them: whole parts of bytes, shares of floats. */
  private readonly factors: Int16Array | Float32Array;
  private readonly row: Uint8Array;
  private readonly isPlain: boolean;
  private readonly load: Load;

  /** @param memoryFrom address from which on memory of the kernels is held */
  constructor(
    private readonly image: Image,
    private readonly region: Region,
    private readonly columns: Spans,
    mapping: Mapping,
    memoryFrom: number,
  ) {
    const { channels } = image;
    this.count = roundUp(region.width * channels, 48);
    this.isPlain = !image.lookUp && image.data instanceof Uint8Array && isIdentity(mapping) && channels !== 4;
    this.at = this.allot(memoryFrom);
    const { at } = this;
    const { buffer } = kernels().memory;
    this.places = new Uint32Array(buffer, at.places, mostRows + 1);
    this.factors = new (this.isPlain ? Int16Array : Float32Array)(buffer, at.factors, mostRows + 1);
    this.row = new Uint8Array(buffer, at.row, columns.counts.length * (channels === 4 ? 4 : 3));
    const { starts, counts, weights } = columns;
    new Int32Array(buffer, at.starts, starts.length).set(starts);
    new Int32Array(buffer, at.counts, counts.length).set(counts);
    const share = this.isPlain ? wholeWeight : 1;
    new Float32Array(buffer, at.weights, weights.length).set(weights.map(weight => weight / share));
    this.load = this.loader(mapping);
  }

  /** Writes row y of the picture, which covers what `rows` says. */
  write({ starts, counts, weights, most }: Spans, y: number, picture: Uint8Array): void {
    const { at, columns, image, places, factors, count, isPlain } = this;
    const { writeRow, addBytes, addFloats } = kernels();
    const add = isPlain ? addBytes : addFloats;
    const shares = weights.subarray(y * most, y * most + counts[y]!);
    const parts = isPlain ? wholeShares(shares) : shares;
    for (let first = 0; first < parts.length; first += mostRows) {
      const some = parts.subarray(first, first + mostRows);
      for (const index of some.keys()) places[index] = this.placeOf(starts[y]! + first + index);
      factors.set(some);
      // Bytes are taken two by two.
      places[some.length] = places[0]!;
      factors[some.length] = 0;
      add(at.places, at.factors, some.length, at.sums, count, first === 0);
    }
    const width = columns.counts.length;
    writeRow(at.sums, image.channels, at.starts, at.counts, at.weights, columns.most, width, at.row);
    picture.set(this.row, y * this.row.length);
  }

  /** Neighbouring rows of the picture share rows of the image. */
  private placeOf(y: number): number {
    const slot = y % mostRows;
    const place = this.at.levels + slot * this.count * (this.isPlain ? 1 : 4);
    if (this.held[slot] !== y) this.load(y, place);
    this.held[slot] = y;
    return place;
  }

  private loader(mapping: Mapping): Load {
    const { image, region, count, at } = this;
    const { channels } = image;
    const { memory, lookUpFloats, mapFloats } = kernels();
    const length = region.width * channels;
    const startOf = (y: number) => ((region.y + y) * image.width + region.x) * channels;
    const bytes = new Uint8Array(memory.buffer);
    const floats = new Float32Array(memory.buffer);
    const tables = channels === 4 ? undefined : levelTables(image, mapping);
    const source = image.lookUp?.bytes.data ?? image.data;
    if (this.isPlain) {
      return (y, place) => {
        bytes.set(source.subarray(startOf(y), startOf(y) + length), place);
      };
    }
    if (source instanceof Uint8Array && tables) {
      for (const [channel, table] of tables.entries()) floats.set(table, at.tables / 4 + channel * 256);
      return (y, place) => {
        bytes.set(source.subarray(startOf(y), startOf(y) + length), at.values);
        lookUpFloats(at.values, length, channels, at.tables, place);
      };
    }
    if (source instanceof Float32Array && isSingle(image, mapping)) {
      for (let lane = 0; lane < 12; lane++) {
        floats[at.mappings / 4 + lane] = mapping.scale[lane % channels]!;
        floats[at.mappings / 4 + 12 + lane] = mapping.offset[lane % channels]!;
      }
      return (y, place) => {
        floats.set(source.subarray(startOf(y), startOf(y) + length), place / 4);
        mapFloats(place, count, at.mappings);
      };
    }
    const read = levelReader(image, region, mapping);
    return (y, place) => {
      floats.set(read(y), place / 4);
    };
  }

  private allot(from: number) {
    const width = this.columns.counts.length;
    const sizes = {
      values: this.count,
      tables: 4096,
      levels: mostRows * this.count * 4,
      sums: this.count * 4,
      mappings: 96,
      places: (mostRows + 1) * 4,
      factors: (mostRows + 1) * 4,
      starts: width * 4,
      counts: width * 4,
      weights: this.columns.weights.length * 4,
      // The kernel writes over as much as RGBA would take.
      row: width * 4,
    };
    return allot(sizes, from);
  }
}

/** Shares of one as whole parts, which come to all of them where the shares come to one. */
function wholeShares(shares: Float64Array): Float64Array {
  let sum = 0;
  let given = 0;
  return shares.map(share => {
    sum += share;
    const part = Math.round(sum * wholeWeight) - given;
    given += part;
    return part;
  });
}
