import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashBytes } from '../../src/dataset/manifest/hash.ts';
import { manifestName } from '../../src/dataset/manifest/names.ts';
import { parsePipeline } from '../../src/engine/pipeline/parse.ts';
import type { Plan } from '../../src/shared/development.ts';
import type { Pipeline } from '../../src/shared/pipeline.ts';
import { developAll, EngineClient } from '../../src/worker/client.ts';
import { runBatch } from '../../src/worker/client/batch.ts';
import { mostInWork } from '../../src/worker/client/developAll.ts';
import { Gathering } from '../../src/worker/client/gathering.ts';
import { makePhotographs } from './photographs.ts';
import { machine, median, printTable } from './tools.ts';
import { works } from './works.ts';

const child = fileURLToPath(new URL('../../dist/child.js', import.meta.url));
const memory = '/dev/shm';

interface Writer {
  readonly name: string;
  readonly write: (client: EngineClient, plan: Plan, pipeline: Pipeline) => Promise<{ done: number }>;
}

const workers = availableParallelism();
const writers: readonly Writer[] = [
  {
    name: 'with lock, claims and manifest',
    write: (client, plan, pipeline) =>
      developAll({ client, plan, pipeline, mode: 'train', workers, overwrite: false }),
  },
  {
    // The same requests, of no run: a thread notes nothing where there are no claims.
    name: 'without',
    write: (client, { files, outputFolder }, pipeline) => {
      const job = { job: 'bench', outputFolder, pipeline, mode: 'train', overwrite: false } as const;
      const gathering = new Gathering(some => client.service.developFiles({ ...job, files: some }));
      return runBatch({
        items: files,
        atOnce: mostInWork(workers),
        pathOf: ({ input }) => input,
        work: async file => {
          await gathering.develop(file);
        },
        cancel: () => client.service.cancelJob({ job: 'bench' }),
      });
    },
  },
];

/**
 * What it costs that a run can be killed: the manifest with its lock and claims, the hashes in it, and the flushing of
 * every result, which memory has no need of. The writers take turns on the same files; starting up is not counted.
 */
export async function benchJournal({
  rounds,
  images = 600,
}: {
  readonly rounds: number;
  readonly images?: number | undefined;
}): Promise<void> {
  const { darkroom, title, width, height } = works[0]!;
  const { pipeline } = parsePipeline(darkroom['Darkroom']!, 'yaml');
  const places = [['disk', tmpdir()] as const, ...(existsSync(memory) ? [['memory', memory] as const] : [])];
  const input = mkdtempSync(join(tmpdir(), 'darkroom-bench-'));
  const client = new EngineClient({ entry: child });
  const times = new Map<string, number[]>();
  let told = '';
  try {
    await makePhotographs(input, images, width, height);
    // The first round warms up.
    for (let round = 0; round <= rounds; round++) {
      for (const [place, within] of places) {
        // Who goes first has the busier disk.
        for (const { name, write } of round % 2 === 0 ? writers : writers.toReversed()) {
          const output = mkdtempSync(join(within, 'darkroom-bench-'));
          const request = { inputs: [input], outputFolder: output, mode: 'train', versions: 1 } as const;
          const plan = await client.service.plan({ ...request, pipeline: pipeline!, overwrite: false });
          const began = performance.now();
          const { done } = await write(client, plan, pipeline!);
          const time = (performance.now() - began) / images;
          if (done !== images) throw new Error(`${done} of ${images} were made.`);
          const key = `${place}, ${name}`;
          if (round > 0) times.set(key, [...(times.get(key) ?? []), time]);
          if (round === 0 && name === writers[0]!.name) told = await describeManifest(input, output, images);
          rmSync(output, { recursive: true });
        }
      }
    }
  } finally {
    await client.dispose();
    rmSync(input, { recursive: true, force: true });
  }
  console.log(`\njournal: ${images} JPEG of ${width}×${height}: ${title}`);
  console.log(`${machine()}; ${rounds} rounds; per image, without starting up\n`);
  const milliseconds = (value: number) => `${value.toFixed(2)} ms`;
  const rows = [...times].map(([name, values]) => [
    name,
    milliseconds(median(values)),
    milliseconds(Math.min(...values)),
    milliseconds(Math.max(...values)),
  ]);
  printTable(['', 'wall', 'lowest', 'highest'], rows);
  console.log(`\n${told}`);
}

/** The size of a manifest, and the time that its hashes take. */
async function describeManifest(input: string, output: string, images: number): Promise<string> {
  const bytes = statSync(join(output, manifestName)).size / images;
  let hashing = 0;
  for (const folder of [input, output]) {
    for (const name of await readdir(folder)) {
      const content = await readFile(join(folder, name));
      const began = performance.now();
      await hashBytes(content);
      hashing += performance.now() - began;
    }
  }
  const each = (hashing / images).toFixed(2);
  return `The manifest takes ${bytes.toFixed(0)} bytes an image; hashing an image and its result, ${each} ms of one processor.`;
}
