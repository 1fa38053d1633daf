/**
 * Colours of RGBA pixels multiplied by their alpha, so that transparent pixels lend no colour when pixels are mixed.
 * Rounded to the nearest level, as Pillow's conversion from RGBA to RGBa.
 */
export function premultiply<Data extends Uint8Array | Uint16Array>(data: Data): Data {
  const output = data.slice() as Data;
  const opaque = data instanceof Uint8Array ? 255 : 65535;
  const half = (opaque - 1) / 2;
  for (let index = 0; index < output.length; index += 4) {
    const alpha = output[index + 3]!;
    if (alpha === opaque) continue;
    for (let value = index; value < index + 3; value++) {
      output[value] = Math.floor((output[value]! * alpha + half) / opaque);
    }
  }
  return output;
}

/** The inverse, in place: rounded down and saturated, as Pillow's conversion from RGBa to RGBA. */
export function unpremultiply(data: Uint8Array | Uint16Array): void {
  const opaque = data instanceof Uint8Array ? 255 : 65535;
  for (let index = 0; index < data.length; index += 4) {
    const alpha = data[index + 3]!;
    if (alpha === 0 || alpha === opaque) continue;
    for (let value = index; value < index + 3; value++) {
      data[value] = Math.min(Math.floor((data[value]! * opaque) / alpha), opaque);
    }
  }
}
