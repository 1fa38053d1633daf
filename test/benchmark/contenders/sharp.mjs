// What a user of sharp would write, one pool of as many tasks as cores: `sharp.mjs WORK INPUT OUTPUT`.
import { readdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, parse } from 'node:path';
import sharp from 'sharp';
import { normalizedNpy } from './npy.mjs';

const [work, input, output] = process.argv.slice(2);
sharp.concurrency(1);
sharp.cache(false);

const works = {
  async arrays(source, target) {
    const { data, info } = await sharp(source)
      .rotate()
      .resize(224, 224, { fit: 'fill', kernel: 'linear' })
      .blur(1.1)
      .raw()
      .toBuffer({ resolveWithObject: true });
    await writeFile(`${target}.npy`, normalizedNpy(data, info.channels, info.width, info.height));
  },
  async letterbox(source, target) {
    // Decoded whole first, so that the decoder does not shrink.
    const { data, info } = await sharp(source).rotate().raw().toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    await sharp(data, { raw: { width, height, channels } })
      .resize(640, 640, { fit: 'contain', kernel: 'linear', background: { r: 114, g: 114, b: 114 } })
      .jpeg({ quality: 90 })
      .toFile(`${target}.jpg`);
  },
};

const names = await readdir(input);
const worker = async () => {
  for (let name = names.pop(); name !== undefined; name = names.pop())
    await works[work](join(input, name), join(output, parse(name).name));
};
await Promise.all(Array.from({ length: availableParallelism() }, worker));
