// What the disk takes by itself: as many bytes for each image, written, flushed and named: `flush.mjs BYTES INPUT OUTPUT`.
import { open, readdir, rename } from 'node:fs/promises';
import { join, parse } from 'node:path';

const [bytes, input, output] = process.argv.slice(2);
const atOnce = 16;
process.env.UV_THREADPOOL_SIZE = String(atOnce);
const result = Buffer.alloc(Number(bytes), 1);

const names = await readdir(input);
const worker = async () => {
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    const target = join(output, `${parse(name).name}.npy`);
    const file = await open(`${target}.part`, 'wx');
    await file.writeFile(result);
    await file.sync();
    await file.close();
    await rename(`${target}.part`, target);
  }
};
await Promise.all(Array.from({ length: atOnce }, worker));
