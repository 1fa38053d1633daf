/** Writes normalized planes, as ImageNet's, of interleaved bytes of `channels` a pixel. */
const mean = [0.485, 0.456, 0.406];
const std = [0.229, 0.224, 0.225];

export function normalizedNpy(data, channels, width, height) {
  const plane = width * height;
  const values = new Float32Array(3 * plane);
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      values[channel * plane + pixel] =
        (data[pixel * channels + channel] / 255 - mean[channel]) / std[channel];
    }
  }
  const header =
    `{'descr': '<f4', 'fortran_order': False, 'shape': (3, ${height}, ${width}), }`.padEnd(117) + '\n';
  const prefix = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length & 255, header.length >> 8]);
  return Buffer.concat([prefix, Buffer.from(header, 'latin1'), Buffer.from(values.buffer)]);
}
