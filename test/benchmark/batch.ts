import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, linkSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contendersThatRun, pathOf, type Contender } from './contenders.ts';
import { makePhotographs } from './photographs.ts';
import { run, type Cost } from './process.ts';
import { distanceFromReference } from './quality.ts';
import { machine, median, printTable } from './tools.ts';
import { growth, type Work } from './works.ts';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Images on which results are compared with the reference. */
const compared = 8;

interface Entrant {
  readonly name: string;
  readonly share: number;
  /** Its results are no images. */
  readonly isDiskAlone?: boolean;
  /** With the folders to read from and to write to. */
  readonly command: (input: string, output: string) => readonly string[];
}

interface DiskCost extends Cost {
  readonly onDisk: number;
}

interface Figures {
  readonly wall: number[];
  /** Until the system has written everything to the disk. */
  readonly onDisk: number[];
  readonly cpu: number[];
  memory: number | undefined;
  distance?: number;
}

export interface BatchOptions {
  readonly rounds: number;
  /** Fewer images than the work has, for a quick look. */
  readonly images?: number | undefined;
}

/** Darkroom's command line beside the alternatives on the same files, in turn, start-up included. */
export async function benchWork(work: Work, { rounds, images = work.images }: BatchOptions): Promise<void> {
  await inFolder(async folder => {
    const input = join(folder, 'input');
    await makePhotographs(input, images, work.width, work.height);
    const others = contendersThatRun().filter(({ name }) => work.against.includes(name));
    const entrants = [
      ...darkroomEntrants(work, folder),
      ...others.map(other => entrantOf(other, work)),
      ...diskAlone(work),
    ];
    const figures = new Map(entrants.map(({ name }) => [name, noFigures()]));
    for (let round = 0; round < rounds; round++) {
      // Who comes after whom makes a difference on some machines.
      for (const entrant of round % 2 === 0 ? entrants : entrants.toReversed()) {
        const figure = figures.get(entrant.name)!;
        await measure(entrant, work, folder, images, figure);
      }
    }
    console.log(`\n${work.id}: ${images} JPEG of ${work.width}×${work.height}: ${work.title}`);
    console.log(`${machine()}; ${rounds} rounds; per image, start-up included\n`);
    printFigures(figures);
  });
}

/** The same work on many more files: cost per image and memory beside each other. */
export async function benchGrowth({ rounds, images = growth.of.images }: BatchOptions): Promise<void> {
  await inFolder(async folder => {
    const figures = new Map<string, Figures>();
    const entrants = [...darkroomEntrants(growth.of, folder).slice(0, 1), ...diskAlone(growth.of)];
    const counts = [images, images * growth.times];
    for (const count of counts) await makePhotographs(inputOf(folder, count), count, 500, 375);
    for (let round = 0; round < rounds; round++) {
      for (const entrant of entrants) {
        for (const count of counts) {
          const name = `${entrant.name}, ${count} files`;
          const figure = figures.get(name) ?? noFigures();
          figures.set(name, figure);
          const output = newOutput(folder);
          add(figure, await develop(entrant, inputOf(folder, count), output, count, growth.of), count);
          empty(output);
        }
      }
    }
    console.log(`\n${growth.id}: ${growth.of.title}`);
    console.log(`${machine()}; ${rounds} rounds; per image\n`);
    printFigures(figures);
  });
}

const inputOf = (folder: string, count: number) => join(folder, `input-${count}`);

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-bench-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function darkroomEntrants({ darkroom }: Work, folder: string): readonly Entrant[] {
  return Object.entries(darkroom).map(([name, pipeline], index) => {
    const path = join(folder, `${index}.darkroom.yaml`);
    if (pipeline !== undefined) writeFileSync(path, pipeline);
    const command = (input: string, output: string) =>
      pipeline === undefined
        ? [process.execPath, cli, 'stats', '--json', input]
        : [process.execPath, cli, 'run', path, input, '--out', output];
    return { name, share: 1, command };
  });
}

function entrantOf({ name, command, share }: Contender, { script }: Work): Entrant {
  return { name, share, command: (input, output) => [...command, script, input, output] };
}

function diskAlone({ resultBytes }: Work): readonly Entrant[] {
  if (resultBytes === undefined) return [];
  const command = (input: string, output: string) => [
    process.execPath,
    pathOf('flush.mjs'),
    String(resultBytes),
    input,
    output,
  ];
  return [{ name: 'flushing alone', share: 1, isDiskAlone: true, command }];
}

async function measure(
  entrant: Entrant,
  work: Work,
  folder: string,
  images: number,
  figure: Figures,
): Promise<void> {
  const all = join(folder, 'input');
  const count = Math.max(2, Math.round(images * entrant.share));
  const input = count >= images ? all : firstOf(all, folder, count);
  const output = newOutput(folder);
  takeMemory();
  add(figure, await develop(entrant, input, output, count, work), count);
  if (work.reference !== undefined && !entrant.isDiskAlone && figure.distance === undefined) {
    const names = readdirSync(input).sort().slice(0, compared);
    figure.distance = await distanceFromReference(work.reference, names, input, output);
  }
  empty(output);
}

const newOutput = (folder: string) => mkdtempSync(join(folder, 'output-'));

/**
 * Gives the room on the disk free. The files stay until the end: for minutes after they are removed, ext4 looks at each
 * of them whenever a file is made, which takes a millisecond of the next contender's for every image.
 */
function empty(output: string): void {
  for (const name of readdirSync(output)) truncateSync(join(output, name));
}

/** Begins with nothing left to write of what was before. */
async function develop(entrant: Entrant, input: string, output: string, count: number, work: Work) {
  writeOut();
  const cost = await run(entrant.command(input, output));
  const onDisk = cost.wall + writeOut();
  const made =
    work.reference === undefined
      ? (JSON.parse(cost.output) as { images: unknown[] }).images.length
      : readdirSync(output).filter(name => /\.(npy|jpg)$/.test(name)).length;
  if (made !== count) throw new Error(`${entrant.name} made ${made} of ${count}.`);
  return { ...cost, onDisk };
}

/**
 * Fills memory and leaves it to the system. A virtual machine may have given what is free back to its host, within
 * seconds, and what is then written first takes ten times as long: 2 ms for the result of an image, whoever writes it.
 * The 12 GB of a longer run cannot be had that way, so that all that are compared there have to do without.
 */
function takeMemory(): void {
  const bytes = Math.min(freemem() / 2, 2 ** 31);
  const fill =
    'for (let left = +process.argv[1], kept = []; left > 0; left -= 2 ** 28) kept.push(Buffer.alloc(2 ** 28, 1))';
  const { status } = spawnSync(process.execPath, ['-e', fill, String(bytes)]);
  if (status !== 0) throw new Error('There is too little memory.');
}

/** @returns milliseconds until the system has written everything to the disk */
function writeOut(): number {
  const began = performance.now();
  const { status } = spawnSync('sync');
  if (status !== 0) throw new Error('sync failed.');
  return performance.now() - began;
}

const noFigures = (): Figures => ({ wall: [], onDisk: [], cpu: [], memory: undefined });

function add(figure: Figures, { wall, onDisk, cpu, memory }: DiskCost, count: number): void {
  figure.wall.push(wall / count);
  figure.onDisk.push(onDisk / count);
  figure.cpu.push(cpu / count);
  if (memory !== undefined) figure.memory = Math.max(figure.memory ?? 0, memory);
}

function firstOf(all: string, folder: string, count: number): string {
  const target = join(folder, `first-${count}`);
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(all).sort().slice(0, count)) {
    try {
      linkSync(join(all, name), join(target, name));
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
    }
  }
  return target;
}

/** Ratios are to the first row: how many times as long the others take. */
function printFigures(figures: ReadonlyMap<string, Figures>): void {
  const [first] = figures.values();
  const own = median(first!.wall);
  const milliseconds = (value: number) => `${value.toPrecision(3)} ms`;
  const rows = [...figures].map(([name, { wall, onDisk, cpu, memory, distance }]) => [
    name,
    milliseconds(median(wall)),
    milliseconds(Math.min(...wall)),
    milliseconds(Math.max(...wall)),
    milliseconds(median(onDisk)),
    milliseconds(median(cpu)),
    memory === undefined ? '–' : `${memory.toFixed(0)} MiB`,
    `${(median(wall) / own).toFixed(2)}×`,
    distance === undefined ? '–' : distance.toFixed(2),
  ]);
  printTable(
    ['', 'wall', 'lowest', 'highest', 'on disk', 'processor', 'memory', 'wall ratio', 'off by'],
    rows,
  );
}
