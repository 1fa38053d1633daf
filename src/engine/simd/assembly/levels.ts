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
      lookUp(bytes, 0, tables, floats);
      lookUp(bytes, 1, second, floats);
      lookUp(bytes, 2, third, floats);
      lookUp(bytes, 3, tables + 3072, floats);
      bytes += 4;
      floats += 16;
    }
    return;
  }
  while (bytes < end) {
    lookUp(bytes, 0, tables, floats);
    lookUp(bytes, 1, second, floats);
    lookUp(bytes, 2, third, floats);
    lookUp(bytes, 3, tables, floats);
    lookUp(bytes, 4, second, floats);
    lookUp(bytes, 5, third, floats);
    bytes += 6;
    floats += 24;
  }
}

/**
 * The same for 3 interleaved channels, each into a plane of its own: `stride` bytes from one plane to the next. Pixels
 * in fours.
 */
export function lookUpPlanes(bytes: usize, pixels: usize, tables: usize, planes: usize, stride: usize): void {
  const end = planes + (pixels << 2);
  while (planes < end) {
    const first = load<u32>(bytes);
    const middle = load<u32>(bytes, 4);
    const last = load<u32>(bytes, 8);
    const second = planes + stride;
    const third = second + stride;
    storeLooked(planes, 0, tables, first);
    storeLooked(second, 0, tables + 1024, first >> 8);
    storeLooked(third, 0, tables + 2048, first >> 16);
    storeLooked(planes, 4, tables, first >> 24);
    storeLooked(second, 4, tables + 1024, middle);
    storeLooked(third, 4, tables + 2048, middle >> 8);
    storeLooked(planes, 8, tables, middle >> 16);
    storeLooked(second, 8, tables + 1024, middle >> 24);
    storeLooked(third, 8, tables + 2048, last);
    storeLooked(planes, 12, tables, last >> 8);
    storeLooked(second, 12, tables + 1024, last >> 16);
    storeLooked(third, 12, tables + 2048, last >> 24);
    bytes += 12;
    planes += 16;
  }
}

function storeLooked(plane: usize, place: usize, table: usize, level: u32): void {
  store<f32>(plane + place, load<f32>(table + <usize>((level & 0xff) << 2)));
}

function lookUp(bytes: usize, place: usize, table: usize, floats: usize): void {
  store<f32>(floats + (place << 2), load<f32>(table + ((<usize>load<u8>(bytes + place)) << 2)));
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
