import { dataTypeOf, withFrame, type Image } from '../image.ts';
import { convolveBytes } from '../simd/convolve.ts';
import { toFixedPoint } from './convolve-uint8.ts';
import { filterColumns, filterRows, type Storage } from './convolve-wide.ts';
import { premultiply, unpremultiply } from './premultiply.ts';
import { storeHalfUp, storeRounded } from './store.ts';
import type { Weights } from './weights.ts';

/** Weights along both axes; a pass that is absent leaves its axis as it is. */
export interface Passes {
  readonly columns: Weights | undefined;
  readonly rows: Weights | undefined;
}

/**
 * Filters as `PIL.Image.resize`: columns first, then rows, or the other way round, rounded to the image's type in
 * between. 8 bits in fixed point; 16 bits (`I;16`) and floats (`F`) in double precision, each channel as a Pillow image
 * of its own. Integer RGBA is filtered with premultiplied colours; float RGBA is not, since its alpha has no known range.
 */
export function filterAsPillow(image: Image, passes: Passes, rowsFirst: boolean): Image {
  const { data, channels } = image;
  if (channels === 4 && !(data instanceof Float32Array)) {
    const output = filterInTurn({ ...image, data: premultiply(data) }, passes, rowsFirst);
    if (!(output.data instanceof Float32Array)) unpremultiply(output.data);
    return output;
  }
  return filterInTurn(image, passes, rowsFirst);
}

function filterInTurn(image: Image, passes: Passes, rowsFirst: boolean): Image {
  const { columns, rows } = passes;
  if (!rowsFirst || !columns || !rows) return filterChannels(image, passes);
  return filterChannels(filterChannels(image, { columns: undefined, rows }), { columns, rows: undefined });
}

function filterChannels(image: Image, passes: Passes): Image {
  const storage: Storage = { dtype: dataTypeOf(image.data), store: storeHalfUp };
  const { data } = image;
  if (!(data instanceof Uint8Array)) return filterBoth(image, passes, storage, storage);
  const { width, height, channels } = image;
  const { columns, rows } = passes;
  const output = convolveBytes(
    data,
    width,
    channels,
    columns && toFixedPoint(columns),
    rows && toFixedPoint(rows),
  );
  return withFrame(image, output, columns?.first.length ?? width, rows?.first.length ?? height);
}

/** Filters in float from end to end and rounds once, half to even, to the image's type. */
export function filterInFloat(image: Image, passes: Passes): Image {
  const between: Storage = { dtype: 'float32', store: storeRounded };
  const last: Storage = { dtype: dataTypeOf(image.data), store: storeRounded };
  return filterBoth(image, passes, passes.rows ? between : last, last);
}

function filterBoth(image: Image, { columns, rows }: Passes, between: Storage, last: Storage): Image {
  const { data, width, channels } = image;
  const [start, end] = rowsNeeded(image, rows);
  const outputWidth = columns?.first.length ?? width;
  const filtered = columns
    ? filterColumns(data, width, channels, start, end - start, columns, between)
    : data;
  const output = rows
    ? filterRows(filtered, outputWidth * channels, columns ? start : 0, rows, last)
    : filtered;
  return withFrame(image, output, outputWidth, rows?.first.length ?? image.height);
}

/** The source rows that the vertical pass will read. */
function rowsNeeded(image: Image, rows: Weights | undefined): readonly [start: number, end: number] {
  if (!rows) return [0, image.height];
  const last = rows.first.length - 1;
  return [rows.first[0]!, rows.first[last]! + rows.used[last]!];
}
