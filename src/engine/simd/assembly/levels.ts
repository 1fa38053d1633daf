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

/**
 * counts[256 · (i % 12) + bytes[i]]++; 12 at a time, in tables of their own, so that no two wait for each other. The
 * counts stand at the beginning of memory: an address that is known need not be added.
 */
export function countBytes(bytes: usize, count: usize): void {
  const end = bytes + count;
  while (bytes < end) {
    const first = load<u32>(bytes);
    const second = load<u32>(bytes, 4);
    const third = load<u32>(bytes, 8);
    let place: usize = (first << 2) & 0x3fc;
    store<u32>(place, load<u32>(place) + 1);
    place = (first >> 6) & 0x3fc;
    store<u32>(place, load<u32>(place, 1024) + 1, 1024);
    place = (first >> 14) & 0x3fc;
    store<u32>(place, load<u32>(place, 2048) + 1, 2048);
    place = (first >> 22) & 0x3fc;
    store<u32>(place, load<u32>(place, 3072) + 1, 3072);
    place = (second << 2) & 0x3fc;
    store<u32>(place, load<u32>(place, 4096) + 1, 4096);
    place = (second >> 6) & 0x3fc;
    store<u32>(place, load<u32>(place, 5120) + 1, 5120);
    place = (second >> 14) & 0x3fc;
    store<u32>(place, load<u32>(place, 6144) + 1, 6144);
    place = (second >> 22) & 0x3fc;
    store<u32>(place, load<u32>(place, 7168) + 1, 7168);
    place = (third << 2) & 0x3fc;
    store<u32>(place, load<u32>(place, 8192) + 1, 8192);
    place = (third >> 6) & 0x3fc;
    store<u32>(place, load<u32>(place, 9216) + 1, 9216);
    place = (third >> 14) & 0x3fc;
    store<u32>(place, load<u32>(place, 10240) + 1, 10240);
    place = (third >> 22) & 0x3fc;
    store<u32>(place, load<u32>(place, 11264) + 1, 11264);
    bytes += 12;
  }
}
