import { borderIndices } from '../border.ts';
import { checkpoint } from '../checkpoint.ts';
import type { Image } from '../image.ts';
import type { BorderMode } from '../parameters.ts';

/** Pixels added on each side by a border. */
export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * The rows of an image with a border around, one at a time: `read(y, target, offset)` writes row y (−top to
 * height + bottom − 1) with its margins, (left + width + right) · channels values. A constant border is 0.
 */
export class PaddedRows {
  /** Values in a row. */
  readonly length: number;
  private readonly rows: Int32Array;
  private readonly columns: Int32Array;

  constructor(
    private readonly image: Image,
    private readonly margins: Margins,
    mode: BorderMode,
  ) {
    this.length = (margins.left + image.width + margins.right) * image.channels;
    this.rows = borderIndices(image.height, margins.top, margins.bottom, mode);
    this.columns = borderIndices(image.width, margins.left, margins.right, mode);
  }

  read(y: number, target: Float64Array | Uint8Array, offset: number): void {
    checkpoint();
    const { data, width, channels } = this.image;
    const { left, top } = this.margins;
    const row = this.rows[y + top]!;
    if (row < 0) {
      target.fill(0, offset, offset + this.length);
      return;
    }
    const start = row * width * channels;
    target.set(data.subarray(start, start + width * channels), offset + left * channels);
    this.readMargin(start, 0, left, target, offset);
    this.readMargin(start, left + width, this.columns.length, target, offset);
  }

  private readMargin(
    start: number,
    from: number,
    end: number,
    target: Float64Array | Uint8Array,
    offset: number,
  ): void {
    const { data, channels } = this.image;
    for (let place = from; place < end; place++) {
      const column = this.columns[place]!;
      for (let channel = 0; channel < channels; channel++) {
        target[offset + place * channels + channel] =
          column < 0 ? 0 : data[start + column * channels + channel]!;
      }
    }
  }
}
