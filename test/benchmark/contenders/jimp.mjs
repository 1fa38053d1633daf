// What a user of stock jimp would write: orient (read does it), resize, blur, normalize, NPY.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { Jimp } from 'jimp';

const [input, output] = process.argv.slice(2);
const mean = [0.485, 0.456, 0.406];
const std = [0.229, 0.224, 0.225];

for (const name of await readdir(input)) {
  const image = await Jimp.fromBuffer(await readFile(join(input, name)));
  image.resize({ w: 224, h: 224 }).gaussian(2);
  const { data, width, height } = image.bitmap;
  const plane = width * height;
  const values = new Float32Array(3 * plane);
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      values[channel * plane + pixel] = (data[pixel * 4 + channel] / 255 - mean[channel]) / std[channel];
    }
  }
  const header =
    `{'descr': '<f4', 'fortran_order': False, 'shape': (3, ${height}, ${width}), }`.padEnd(117) + '\n';
  const prefix = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length & 255, header.length >> 8]);
  await writeFile(
    join(output, `${parse(name).name}.npy`),
    Buffer.concat([prefix, Buffer.from(header, 'latin1'), Buffer.from(values.buffer)]),
  );
}
