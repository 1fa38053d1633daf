import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import jpegJs from 'jpeg-js';
import { decode, encode } from '../../src/codec/index.ts';
import { decodeWithMozjpeg } from '../../src/codec/jpeg/mozjpeg.ts';
import { readJpegHeader } from '../../src/codec/jpeg/segments.ts';
import { unpackToRgba } from '../../src/codec/pack.ts';
import { defaultLimits } from '../../src/shared/image.ts';
import { defaultOutput } from '../../src/shared/pipeline.ts';
import { makePhotographs } from './photographs.ts';
import { machine, median, printTable, python } from './tools.ts';

const quality = 90;
const inPython = fileURLToPath(new URL('contenders/jpeg.py', import.meta.url));

interface Work {
  readonly title: string;
  /** Of one round. */
  readonly repetitions: number;
  readonly contenders: Readonly<Record<string, () => unknown>>;
  /** What jpeg.py is told. */
  readonly told: readonly [action: 'decode' | 'encode', file: string];
}

/** Milliseconds that decoding and encoding one JPEG takes, contender after contender in each round. */
export async function benchJpeg(rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-jpeg-'));
  try {
    const works = [
      await decoding(folder, 500, 375, 10),
      await decoding(folder, 4000, 3000, 1),
      await encoding(folder, 640, 480, 10),
    ];
    console.log(
      `\nJPEG of quality ${quality}, 4:2:0, on ${machine()}: median milliseconds of ${rounds} rounds`,
    );
    const measured: ReadonlyMap<string, number[]>[] = [];
    for (const work of works) measured.push(await measure(work, rounds));
    const names = [...new Set(measured.flatMap(times => [...times.keys()]))];
    const cell = (times: number[] | undefined) => (times ? median(times).toFixed(2) : '');
    printTable(
      ['', ...works.map(({ title }) => title)],
      names.map(name => [name, ...measured.map(times => cell(times.get(name)))]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(
  { repetitions, contenders, told }: Work,
  rounds: number,
): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>();
  const note = (name: string, milliseconds: number) =>
    times.set(name, [...(times.get(name) ?? []), milliseconds]);
  // The first round is for the machine code to be made.
  for (let round = -1; round < rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const start = performance.now();
      for (let repetition = 0; repetition < repetitions; repetition++) await run();
      if (round >= 0) note(name, (performance.now() - start) / repetitions);
    }
    if (round < 0) continue;
    const { status, stdout } = spawnSync(python, [inPython, ...told, String(repetitions)], {
      encoding: 'utf8',
    });
    if (status === 0) {
      for (const [name, time] of Object.entries(JSON.parse(stdout) as Record<string, number>))
        note(name, time);
    } else if (round === 0) {
      console.log(`Pillow and OpenCV: left out, ${python} cannot import PIL, cv2 (set DARKROOM_PYTHON)`);
    }
  }
  return times;
}

async function decoding(folder: string, width: number, height: number, repetitions: number): Promise<Work> {
  const file = await photograph(folder, width, height);
  const bytes = new Uint8Array(readFileSync(file));
  return {
    title: `decode ${width}×${height}`,
    repetitions,
    told: ['decode', file],
    contenders: {
      Darkroom: () => decode(bytes, file, defaultLimits),
      '@jsquash/jpeg, packed to RGB': () => decodeWithMozjpeg(bytes, readJpegHeader(bytes)),
      'jpeg-js': () => jpegJs.decode(bytes, { maxMemoryUsageInMB: 4096, useTArray: true }),
    },
  };
}

async function encoding(folder: string, width: number, height: number, repetitions: number): Promise<Work> {
  const file = await photograph(folder, width, height);
  const { image } = await decode(new Uint8Array(readFileSync(file)), file, defaultLimits);
  const data = unpackToRgba(image.data as Uint8Array, image.channels);
  return {
    title: `encode ${width}×${height}`,
    repetitions,
    told: ['encode', file],
    contenders: {
      Darkroom: () => encode(image, { ...defaultOutput, format: 'jpeg', quality }),
      'jpeg-js': () => jpegJs.encode({ data, width, height }, quality),
    },
  };
}

async function photograph(folder: string, width: number, height: number): Promise<string> {
  const own = join(folder, `${width}`);
  await makePhotographs(own, 1, width, height);
  return join(own, '00000.jpg');
}
