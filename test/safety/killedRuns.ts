import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { encodeIds } from '../../src/codec/index.ts';
import { image } from '../fixtures/image.ts';
import { Workspace } from '../unit/worker/workspace.ts';
import { contentsOf, manifestOf } from './canonical.ts';
import { runKilled, type Killing, type Victim } from './killing.ts';

const images = 24;
const small = { width: 24, height: 18 };
/** Whose result is written past the cache of the system, where that can be. */
const large = { width: 312, height: 288 };

const pipelines = {
  first:
    'seed: 3\nsteps:\n  - horizontal_flip\n  - gaussian_blur: { kernel_size: 5 }\noutput: { format: npy }\n',
  second:
    'seed: 4\nsteps:\n  - horizontal_flip\n  - random_crop: { width: 12, height: 9 }\noutput: { format: npy }\n',
};
type PipelineName = keyof typeof pipelines;
const annotations = {
  none: [],
  coco: ['--annotations', 'coco.json'],
  masks: ['--annotations', 'set'],
} as const;
type LabelKind = keyof typeof annotations;

export interface Report {
  readonly kills: Readonly<Record<Victim, number>>;
  /** Kills by the share of the results that were there: none, up to a quarter, a half, three quarters, less than all, all. */
  readonly spread: readonly number[];
  /** Runs that came to their end before their moment did. */
  readonly spared: number;
  /** Output folders that were compared with an unbroken run's. */
  readonly compared: number;
}

export interface KillOptions {
  /** Kills. */
  readonly wanted: number;
  readonly seed: number;
  /** Where to work; the system's folder for temporary files when absent. */
  readonly within?: string | undefined;
}

/**
 * Kills runs until it has killed as often as wanted, resumes them, and holds that what comes out is what an unbroken
 * run makes, and that at no time something else has carried a final name. As many folders are in work at once as there
 * are cores.
 */
export async function killRuns({ wanted, seed, within }: KillOptions): Promise<Report> {
  const workspace = await Workspace.create(within);
  try {
    return await new Killer(workspace, seed).kill(wanted);
  } finally {
    await workspace.remove();
  }
}

class Killer {
  private readonly kills: Record<Victim, number> = { all: 0, master: 0, worker: 0 };
  private readonly spread = [0, 0, 0, 0, 0, 0];
  private spared = 0;
  private compared = 0;
  private rounds = 0;
  private readonly unbroken = new Map<string, Promise<Unbroken>>();

  constructor(
    private readonly workspace: Workspace,
    private readonly seed: number,
  ) {}

  async kill(wanted: number): Promise<Report> {
    await writeDataset(this.workspace);
    const lane = async () => {
      while (this.count() < wanted) await this.oneFolder(this.rounds++);
    };
    await Promise.all(Array.from({ length: availableParallelism() }, lane));
    const { kills, spread, spared, compared } = this;
    return { kills, spread, spared, compared };
  }

  private count(): number {
    return this.kills.all + this.kills.master + this.kills.worker;
  }

  /**
   * One output folder: killed a few times, perhaps with another pipeline on the way, then brought to its end, perhaps
   * with another worker process than the one that it began with.
   */
  private async oneFolder(round: number): Promise<void> {
    const draw = drawsOf(this.seed + round);
    const choose = <Choice>(...choices: readonly Choice[]) => choices[Math.floor(draw() * choices.length)]!;
    const name = `out${round}`;
    const output = this.workspace.path(name);
    await mkdir(join(output, 'images'), { recursive: true });
    const labels = choose<LabelKind>('none', 'coco', 'masks');
    let pipeline: PipelineName = 'first';
    const former = new Set<PipelineName>();
    const most = 1 + Math.floor(draw() * 11);
    let made = 0;
    for (let times = 0; times < most; times++) {
      if (draw() < 0.1 && pipeline === 'first') {
        pipeline = 'second';
        made = 0;
      }
      former.add(pipeline);
      const { changes } = await this.reference(pipeline, labels);
      const victim = times === most - 1 ? 'worker' : choose<Victim>('all', 'master');
      // Of those that are left; not too many, so that there is something to do for the next.
      const among = Math.floor(draw() * changes * (1 - made) * 0.8);
      // A worker that dies before it was ever ready counts as a broken installation.
      const afterChanges = victim === 'worker' ? among + 1 : among;
      const afterMilliseconds = afterChanges === 0 ? draw() * 500 : draw() * 10;
      const moment = { victim, afterChanges, afterMilliseconds };
      const workers = choose(1, 2);
      const { killed, status, stderr } = await this.run(name, pipeline, labels, workers, moment);
      if (!killed || victim === 'worker') assertEnded(status, stderr);
      made = await this.checkNothingHalf(output, labels, former);
      if (killed) {
        this.kills[victim]++;
        this.spread[made === 1 ? 5 : Math.ceil(made * 4)]!++;
      } else {
        this.spared++;
      }
    }
    await this.checkWhole(output, pipeline, labels);
    this.compared++;
    await this.workspace.removeFile(name);
  }

  private run(name: string, pipeline: PipelineName, labels: LabelKind, workers: number, killing?: Killing) {
    const parameters = [
      ...[`${pipeline}.yaml`, 'set', '--out', name, '--resume', '--workers', String(workers)],
      ...annotations[labels],
    ];
    const watched = [this.workspace.path(name), this.workspace.path(name, 'images')];
    return runKilled(parameters, this.workspace.root, watched, killing);
  }

  /**
   * What carries a final name is whole, of one of the pipelines that have run.
   * @returns the share of the results that are there
   */
  private async checkNothingHalf(
    output: string,
    labels: LabelKind,
    pipelinesRun: ReadonlySet<PipelineName>,
  ): Promise<number> {
    const allowed = await Promise.all([...pipelinesRun].map(name => this.reference(name, labels)));
    const made = await contentsOf(output);
    for (const [path, bytes] of made) {
      if (/(^|\/)\.darkroom-/.test(path)) continue;
      // Labels of a run that had another pipeline before it say of some images what that one made.
      const isText = path.endsWith('.json');
      const isWhole = allowed.some(({ contents }) => contents.get(path)?.equals(bytes));
      assert.ok(isText || isWhole, `${path} is none of the results`);
    }
    return resultsAmong(made) / resultsAmong(allowed[0]!.contents);
  }

  /** Nothing is missing, nothing is there beside it, and the manifest tells the same. */
  private async checkWhole(output: string, pipeline: PipelineName, labels: LabelKind): Promise<void> {
    const { contents, manifest } = await this.reference(pipeline, labels);
    const made = await contentsOf(output);
    assert.deepEqual([...made.keys()].sort(), [...contents.keys()].sort());
    for (const [path, bytes] of contents) assert.ok(made.get(path)!.equals(bytes), `${path} differs`);
    assert.deepEqual(await manifestOf(output), manifest);
  }

  private reference(pipeline: PipelineName, labels: LabelKind): Promise<Unbroken> {
    const name = `whole-${pipeline}-${labels}`;
    const known = this.unbroken.get(name);
    if (known) return known;
    const made = (async () => {
      await mkdir(this.workspace.path(name, 'images'), { recursive: true });
      const { status, changes, stderr } = await this.run(name, pipeline, labels, 1);
      assertEnded(status, stderr);
      const folder = this.workspace.path(name);
      return { contents: await contentsOf(folder), manifest: await manifestOf(folder), changes };
    })();
    this.unbroken.set(name, made);
    return made;
  }
}

interface Unbroken {
  readonly contents: ReadonlyMap<string, Buffer>;
  readonly manifest: readonly string[];
  /** Changes that it was seen to make in its output folder: the moments of killing are drawn among them. */
  readonly changes: number;
}

/** One image is damaged. */
function assertEnded(status: number | null, stderr: string): void {
  assert.equal(status, 1, stderr);
  assert.match(stderr, /\b1 failed \(/);
}

function resultsAmong(contents: ReadonlyMap<string, Buffer>): number {
  return [...contents.keys()].filter(path => path.endsWith('.npy')).length;
}

async function writeDataset(workspace: Workspace): Promise<void> {
  for (const [name, text] of Object.entries(pipelines)) await workspace.write(`${name}.yaml`, text);
  const entries = [];
  for (let number = 0; number < images; number++) {
    const { width, height } = number % 8 === 5 ? large : small;
    await workspace.image(`set/images/${number}.png`, { seed: number + 1, width, height });
    const ids = Array.from({ length: height }, (_row, y) =>
      Array.from({ length: width }, (_column, x) => (x + y + number) % 3),
    );
    await workspace.write(`set/masks/${number}.png`, encodeIds({ image: image(ids) }));
    entries.push({ id: number + 1, file_name: `images/${number}.png`, width, height });
  }
  await workspace.write(
    'set/images/damaged.png',
    (await workspace.read('set/images/0.png')).subarray(0, 300),
  );
  const objects = entries.map(({ id }) => ({
    ...{ id, image_id: id, category_id: 1, iscrowd: 0, area: 48 },
    bbox: [id % 7, id % 5, 8, 6],
  }));
  const coco = { images: entries, annotations: objects, categories: [{ id: 1, name: 'cat' }] };
  await workspace.write('coco.json', JSON.stringify(coco));
}

/** Numbers from 0 to 1, the same for a seed: mulberry32. */
function drawsOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
