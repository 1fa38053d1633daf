// What a user of stock jimp would write: `jimp.mjs WORK INPUT OUTPUT`. Reading turns the image upright by itself.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { Jimp } from 'jimp';
import { normalizedNpy } from './npy.mjs';

const [work, input, output] = process.argv.slice(2);
const works = {
  async arrays(source, target) {
    const image = await Jimp.fromBuffer(await readFile(source));
    image.resize({ w: 224, h: 224 }).gaussian(2);
    const { data, width, height } = image.bitmap;
    await writeFile(`${target}.npy`, normalizedNpy(data, 4, width, height));
  },
  async letterbox(source, target) {
    const image = await Jimp.fromBuffer(await readFile(source), {
      'image/jpeg': { maxMemoryUsageInMB: 2048 },
    });
    image.contain({ w: 640, h: 640 });
    const box = new Jimp({ width: 640, height: 640, color: 0x727272ff }).composite(image);
    await writeFile(`${target}.jpg`, await box.getBuffer('image/jpeg', { quality: 90 }));
  },
};

for (const name of await readdir(input)) await works[work](join(input, name), join(output, parse(name).name));
