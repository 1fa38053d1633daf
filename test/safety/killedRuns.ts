import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { encodeIds } from '../../src/codec/index.ts';
import { image } from '../fixtures/image.ts';
import { Workspace } from '../unit/worker/workspace.ts';
import { contentsOf, manifestOf } from './canonical.ts';
import { runKilled, type Victim } from './killing.ts';

const images = 24;
/** How many changes a whole run is seen to make in its output folder: the moments of killing are drawn among them. */
const changes = 40;
const width = 24;
const height = 18;

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
  /** Runs that came to their end before their moment did. */
  readonly spared: number;
  /** Output folders that were compared with an unbroken run's. */
  readonly compared: number;
}

/**
 * Kills runs until it has killed `wanted` times, resumes them, and holds that what comes out is what an unbroken run
 * makes, and that at no time something else has carried a final name.
 */
export async function killRuns(wanted: number, seed: number): Promise<Report> {
  const workspace = await Workspace.create();
  try {
    return await new Killer(workspace, drawsOf(seed)).kill(wanted);
  } finally {
    await workspace.remove();
  }
}

class Killer {
  private readonly kills: Record<Victim, number> = { all: 0, master: 0, worker: 0 };
  private spared = 0;
  private compared = 0;
  private readonly unbroken = new Map<string, Promise<Unbroken>>();

  constructor(
    private readonly workspace: Workspace,
    private readonly draw: () => number,
  ) {}

  async kill(wanted: number): Promise<Report> {
    await writeDataset(this.workspace);
    for (let round = 0; this.count() < wanted; round++) await this.oneFolder(`out${round}`, wanted);
    const { kills, spared, compared } = this;
    return { kills, spared, compared };
  }

  private count(): number {
    return this.kills.all + this.kills.master + this.kills.worker;
  }

  /** One output folder: killed a few times, perhaps with another pipeline on the way, then brought to its end. */
  private async oneFolder(name: string, wanted: number): Promise<void> {
    const output = this.workspace.path(name);
    await mkdir(output);
    const labels = this.choose<LabelKind>('none', 'coco', 'masks');
    let pipeline: PipelineName = 'first';
    const former = new Set<PipelineName>();
    const most = 2 + Math.floor(this.draw() * 4);
    for (let times = 0; times < most && this.count() < wanted; times++) {
      if (this.draw() < 0.15) pipeline = 'second';
      former.add(pipeline);
      const victim = this.choose<Victim>('all', 'all', 'master', 'worker');
      const afterChanges = Math.floor(this.draw() * changes);
      const afterMilliseconds = afterChanges === 0 ? this.draw() * 800 : this.draw() * 15;
      const { killed, status, stderr } = await this.run(name, pipeline, labels, {
        victim,
        afterChanges,
        afterMilliseconds,
      });
      if (killed) this.kills[victim]++;
      else this.spared++;
      if (!killed || victim === 'worker') assert.equal(status, 1, stderr);
      await this.checkNothingHalf(output, labels, former);
    }
    const { status, stderr } = await this.run(name, pipeline, labels);
    // One image is damaged.
    assert.equal(status, 1, stderr);
    const { contents, manifest } = await this.reference(pipeline, labels);
    const made = await contentsOf(output);
    assert.deepEqual([...made.keys()].sort(), [...contents.keys()].sort());
    for (const [path, bytes] of contents) assert.ok(made.get(path)!.equals(bytes), `${path} differs`);
    assert.deepEqual(await manifestOf(output), manifest);
    this.compared++;
  }

  private run(
    name: string,
    pipeline: PipelineName,
    labels: LabelKind,
    killing?: Parameters<typeof runKilled>[3],
  ) {
    const parameters = [`${pipeline}.yaml`, 'set', '--out', name, '--resume', ...annotations[labels]];
    return runKilled(parameters, this.workspace.root, this.workspace.path(name), killing);
  }

  /** What carries a final name is whole, of one of the pipelines that have run. */
  private async checkNothingHalf(
    output: string,
    labels: LabelKind,
    pipelinesRun: ReadonlySet<PipelineName>,
  ): Promise<void> {
    const allowed = await Promise.all([...pipelinesRun].map(name => this.reference(name, labels)));
    for (const [path, bytes] of await contentsOf(output)) {
      if (/(^|\/)\.darkroom-/.test(path)) continue;
      // Labels of a run that had another pipeline before it say of some images what that one made.
      const isText = path.endsWith('.json');
      const isWhole = allowed.some(({ contents }) => contents.get(path)?.equals(bytes));
      assert.ok(isText || isWhole, `${path} is none of the results`);
    }
  }

  private reference(pipeline: PipelineName, labels: LabelKind): Promise<Unbroken> {
    const name = `whole-${pipeline}-${labels}`;
    const known = this.unbroken.get(name);
    if (known) return known;
    const made = (async () => {
      await mkdir(this.workspace.path(name));
      await this.run(name, pipeline, labels);
      const folder = this.workspace.path(name);
      return { contents: await contentsOf(folder), manifest: await manifestOf(folder) };
    })();
    this.unbroken.set(name, made);
    return made;
  }

  private choose<Choice>(...choices: readonly Choice[]): Choice {
    return choices[Math.floor(this.draw() * choices.length)]!;
  }
}

interface Unbroken {
  readonly contents: ReadonlyMap<string, Buffer>;
  readonly manifest: readonly string[];
}

async function writeDataset(workspace: Workspace): Promise<void> {
  for (const [name, text] of Object.entries(pipelines)) await workspace.write(`${name}.yaml`, text);
  const entries = [];
  for (let number = 0; number < images; number++) {
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
