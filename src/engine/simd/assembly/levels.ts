/** floats[i] = table[bytes[i]], with a table of 256 floats for each of 1, 3 or 4 interleaved channels; 12 at a time. */
export function lookUpFloats(
  bytes: usize,
  count: usize,
  channels: usize,
  tables: usize,
  floats: usize,
): void {
  const end = bytes + count;
  const second = tables + (channels == 1 ? 0 : 1024);
  const third = tables + (channels == 1 ? 0 : 2048);
  if (channels == 4) {
    while (bytes < end) {
      v128.store(floats, lookUpFour(bytes, 1, tables, second, third, tables + 3072));
      bytes += 4;
      floats += 16;
    }
    return;
  }
  while (bytes < end) {
    v128.store(floats, lookUpFour(bytes, 1, tables, second, third, tables));
    v128.store(floats, lookUpFour(bytes + 4, 1, second, third, tables, second), 16);
    v128.store(floats, lookUpFour(bytes + 8, 1, third, tables, second, third), 32);
    bytes += 12;
    floats += 48;
  }
}

/**
 * The same for 3 interleaved channels, each into a plane of its own: `stride` bytes from one plane to the next. Pixels
 * in fours.
 */
export function lookUpPlanes(bytes: usize, pixels: usize, tables: usize, planes: usize, stride: usize): void {
  const end = planes + (pixels << 2);
  const green = tables + 1024;
  const blue = tables + 2048;
  while (planes < end) {
    const second = planes + stride;
    v128.store(planes, lookUpFour(bytes, 3, tables, tables, tables, tables));
    v128.store(second, lookUpFour(bytes + 1, 3, green, green, green, green));
    v128.store(second + stride, lookUpFour(bytes + 2, 3, blue, blue, blue, blue));
    bytes += 12;
    planes += 16;
  }
}

/** Four floats for four bytes, `step` apart, each from its table. */
function lookUpFour(bytes: usize, step: usize, first: usize, second: usize, third: usize, last: usize): v128 {
  const one = v128.load32_zero(placeIn(first, bytes));
  const two = v128.load_lane<f32>(placeIn(second, bytes + step), one, 1);
  const three = v128.load_lane<f32>(placeIn(third, bytes + 2 * step), two, 2);
  return v128.load_lane<f32>(placeIn(last, bytes + 3 * step), three, 3);
}

function placeIn(table: usize, level: usize): usize {
  return table + ((<usize>load<u8>(level)) << 2);
}

/** counts[256 · (i % 12) + bytes[i]]++; 12 at a time, in tables of their own, so that no two wait for each other. */
export function countBytes(bytes: usize, count: usize, counts: usize): void {
  const end = bytes + count;
  while (bytes < end) {
    const eight = load<u64>(bytes);
    const four = load<u32>(bytes, 8);
    countOne(counts, <u32>eight);
    countOne(counts + 1024, <u32>(eight >> 8));
    countOne(counts + 2048, <u32>(eight >> 16));
    countOne(counts + 3072, <u32>(eight >> 24));
    countOne(counts + 4096, <u32>(eight >> 32));
    countOne(counts + 5120, <u32>(eight >> 40));
    countOne(counts + 6144, <u32>(eight >> 48));
    countOne(counts + 7168, <u32>(eight >> 56));
    countOne(counts + 8192, four);
    countOne(counts + 9216, four >> 8);
    countOne(counts + 10240, four >> 16);
    countOne(counts + 11264, four >> 24);
    bytes += 12;
  }
}

function countOne(counts: usize, level: u32): void {
  const place = counts + <usize>((level & 0xff) << 2);
  store<u32>(place, load<u32>(place) + 1);
}
