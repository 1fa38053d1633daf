import type { Region } from '../../shared/picture.ts';
import type { Mapping } from '../../shared/view.ts';
import type { Image } from '../image.ts';
import { allot, kernels, roundUp } from '../simd/memory.ts';
import { isIdentity, isSingle, levelReader, levelTables, type LevelReader } from './levels.ts';
import type { Spans } from './spans.ts';

/**
 * Rows of a picture in the making: levels of the covered rows are summed by their weights in single precision, then
 * along the row. Holds memory of the kernels, so that nothing else may use them until the picture is done.
 */
export class RenderedRows {
  private readonly count: number;
  private readonly at: ReturnType<RenderedRows['allot']>;
  private readonly sums: Float32Array;
  private readonly row: Uint8Array;
  private readonly load: (y: number) => void;
  private readonly add: (weight: number) => void;
  private held = -1;

  constructor(
    private readonly image: Image,
    private readonly region: Region,
    private readonly columns: Spans,
    mapping: Mapping,
  ) {
    const { channels } = image;
    const length = region.width * channels;
    // Kernels take 16 bytes or 12 floats at a time.
    this.count = roundUp(length, 48);
    this.at = this.allot();
    const { values, levels, sums, rgba, starts, counts, weights, mappings } = this.at;
    const { memory, addBytes, addFloats, lookUpFloats, mapFloats } = kernels();
    const { buffer } = memory;
    this.sums = new Float32Array(buffer, sums, this.count);
    this.row = new Uint8Array(buffer, rgba, columns.counts.length * 4);
    new Int32Array(buffer, starts, columns.starts.length).set(columns.starts);
    new Int32Array(buffer, counts, columns.counts.length).set(columns.counts);
    new Float32Array(buffer, weights, columns.weights.length).set(columns.weights);
    const { count } = this;
    this.add = weight => {
      addFloats(levels, sums, count, weight);
    };
    const startOf = (y: number) => ((region.y + y) * image.width + region.x) * channels;
    const tables = channels === 4 ? undefined : levelTables(image, mapping);
    const source = image.lookUp?.bytes.data ?? image.data;
    if (source instanceof Uint8Array && tables) {
      const isPlain = !image.lookUp && isIdentity(mapping);
      const bytes = new Uint8Array(buffer, isPlain ? levels : values, length);
      for (const [channel, table] of tables.entries())
        new Float32Array(buffer, this.at.tables + channel * 1024, 256).set(table);
      this.load = y => {
        bytes.set(source.subarray(startOf(y), startOf(y) + length));
        if (!isPlain) lookUpFloats(values, length, channels, this.at.tables, levels);
      };
      if (isPlain) {
        this.add = weight => {
          addBytes(levels, sums, count, weight);
        };
      }
      return;
    }
    const floats = new Float32Array(buffer, levels, length);
    if (source instanceof Float32Array && isSingle(image, mapping)) {
      const { scale, offset } = mapping;
      const lanes = new Float32Array(buffer, mappings, 24);
      for (let lane = 0; lane < 12; lane++) {
        lanes[lane] = scale[lane % channels]!;
        lanes[12 + lane] = offset[lane % channels]!;
      }
      this.load = y => {
        floats.set(source.subarray(startOf(y), startOf(y) + length));
        mapFloats(levels, count, mappings);
      };
      return;
    }
    const reader: LevelReader = levelReader(image, region, mapping);
    this.load = y => {
      floats.set(reader(y));
    };
  }

  /** Writes row y of the picture, which covers what `rows` says. */
  write({ starts, counts, weights, most }: Spans, y: number, picture: Uint8ClampedArray): void {
    const { at, columns, image } = this;
    this.sums.fill(0);
    for (let index = 0; index < counts[y]!; index++) {
      const line = starts[y]! + index;
      // Neighbouring rows of the picture share one.
      if (line !== this.held) this.load(line);
      this.held = line;
      this.add(weights[y * most + index]!);
    }
    const width = columns.counts.length;
    const { writeRow } = kernels();
    writeRow(at.sums, image.channels, at.starts, at.counts, at.weights, columns.most, width, at.rgba);
    picture.set(this.row, y * width * 4);
  }

  private allot() {
    const width = this.columns.counts.length;
    return allot({
      values: this.count,
      tables: 4096,
      levels: this.count * 4,
      sums: this.count * 4,
      mappings: 96,
      starts: width * 4,
      counts: width * 4,
      weights: this.columns.weights.length * 4,
      rgba: width * 4,
    });
  }
}
