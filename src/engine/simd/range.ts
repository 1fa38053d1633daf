import { allot, kernels } from './memory.ts';

/** Values that are looked at together; a multiple of 16 and small enough for a cache. */
const chunk = 1 << 16;

/**
 * Lowest and highest finite value of interleaved channels; alpha, the last of four, does not count. Infinity and
 * −Infinity when there is none.
 */
export function finiteRange(
  data: Uint8Array | Float32Array,
  channels: number,
): readonly [low: number, high: number] {
  const isBytes = data instanceof Uint8Array;
  const size = data.BYTES_PER_ELEMENT;
  const lanes = 16 / size;
  const { memory, rangeOfBytes, rangeOfFloats } = kernels();
  const at = allot({ values: chunk * size, range: 32 });
  const Values = isBytes ? Uint8Array : Float32Array;
  const values = new Values(memory.buffer, at.values, chunk);
  const range = new Values(memory.buffer, at.range, 2 * lanes);
  range.fill(isBytes ? 255 : Infinity, 0, lanes).fill(isBytes ? 0 : -Infinity, lanes);
  let low = Infinity;
  let high = -Infinity;
  const take = (value: number) => {
    if (value < low && value !== -Infinity) low = value;
    if (value > high && value !== Infinity) high = value;
  };
  const isColor = (place: number) => channels !== 4 || place % 4 !== 3;
  const whole = data.length - (data.length % lanes);
  for (let from = 0; from < whole; from += chunk) {
    const count = Math.min(chunk, whole - from);
    values.set(data.subarray(from, from + count));
    if (isBytes) rangeOfBytes(at.values, count, at.range);
    else rangeOfFloats(at.values, count, at.range);
    for (let lane = 0; lane < lanes; lane++) {
      if (!isColor(lane)) continue;
      take(range[lane]!);
      take(range[lanes + lane]!);
    }
    // Most photographs have both black and white somewhere at the top.
    if (isBytes && low === 0 && high === 255) break;
  }
  for (let place = whole; place < data.length; place++) if (isColor(place)) take(data[place]!);
  // A zero has no sign here.
  return [low + 0, high + 0];
}
