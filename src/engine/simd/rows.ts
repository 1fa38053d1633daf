/** Rows of an image, one after the other in the order asked for; zeros for a row −1. */
export function copyRows(data: Uint8Array, length: number, order: Int32Array, target: Uint8Array): void {
  for (let place = 0, end = 1; place < order.length; place = end++) {
    const row = order[place]!;
    if (row < 0) {
      target.fill(0, place * length, end * length);
      continue;
    }
    while (end < order.length && order[end] === order[end - 1]! + 1) end++;
    target.set(data.subarray(row * length, (row + end - place) * length), place * length);
  }
}
