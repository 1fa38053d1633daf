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
