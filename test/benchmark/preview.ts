import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { decode, encode } from '../../src/codec/index.ts';
import { applySteps } from '../../src/engine/pipeline/apply.ts';
import { parsePipeline } from '../../src/engine/pipeline/parse.ts';
import { ViewSession } from '../../src/host/viewSession.ts';
import { defaultOutput } from '../../src/shared/pipeline.ts';
import { defaultLimits } from '../../src/shared/image.ts';
import type { ViewState } from '../../src/shared/viewState.ts';
import { EngineClient } from '../../src/worker/client.ts';
import { median, python } from './tools.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const contender = join(root, 'test/benchmark/contenders/opencv_edit.py');

/** What the page shows the image in, in device pixels: half of a screen. */
const canvas = { width: 1280, height: 960 };

interface Case {
  /** Its name in `opencv_edit.py`. */
  readonly id: string;
  readonly title: string;
  readonly earlier: string;
  /** The last step, whose number is edited. */
  readonly edited: (value: number) => string;
}

const brightness = (value: number) => `brightness_contrast: { contrast: 0.1, brightness: ${value} }`;
const cases: readonly Case[] = [
  {
    id: 'shrunk',
    title: 'shrunk to 2048, blurred; brightness edited',
    earlier: 'orient, resize_longest: { size: 2048 }, gaussian_blur: { kernel_size: 5 }',
    edited: brightness,
  },
  {
    id: 'brightness',
    title: 'blurred; brightness edited',
    earlier: 'orient, gaussian_blur: { kernel_size: 5 }',
    edited: brightness,
  },
  {
    id: 'blur',
    title: 'blur edited',
    earlier: 'orient',
    edited: value => `gaussian_blur: { kernel_size: 5, sigma: ${1 + value} }`,
  },
  {
    id: 'normalize',
    title: 'blurred; normalize edited, which leaves floats',
    earlier: 'orient, gaussian_blur: { kernel_size: 5 }',
    edited: value => `normalize: { std: [${0.2 + value}, 0.224, 0.225] }`,
  },
];

interface Times {
  readonly darkroom: number[];
  readonly edited: number[];
  readonly all: number[];
}

/**
 * On a JPEG of 12 megapixels: from the edit of the last step in the text to the new picture, whole and as large as the
 * page shows it, in the editor's hands, ready to be posted to the page. Every edit is to a new value, so that what was
 * computed before serves for the earlier steps only. Beside it the same steps in OpenCV.
 */
export async function benchPreview(edits: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-bench-'));
  try {
    const path = join(folder, 'large.jpg');
    await makeImage(path);
    const opencv = startOpencv(path);
    console.log(
      `\nJPEG of 4000×3000; from the edit to the pictures of ${canvas.width}×${canvas.height}, of what has changed`,
    );
    console.log(`${cpus().length} cores, Node ${process.version}, ${edits} edits\n`);
    console.log(`${''.padEnd(50)}${'median'.padStart(10)}${'lowest'.padStart(10)}${'highest'.padStart(10)}`);
    for (const each of cases) print(each, await measure(each, path, edits, opencv));
    opencv?.kill();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeImage(path: string): Promise<void> {
  const sample = join(root, 'media/sample/home/coffee.jpg');
  const { image } = await decode(readFileSync(sample), sample, defaultLimits);
  const { pipeline } = parsePipeline('steps: [{ resize: { width: 4000, height: 3000 } }]', 'yaml');
  const large = applySteps(image, pipeline!.steps, 'train');
  writeFileSync(path, await encode(large, { ...defaultOutput, format: 'jpeg', quality: 90 }));
}

type Ask = ((id: string, value: number) => Promise<{ edited: number; all: number }>) & { kill(): void };

function startOpencv(path: string): Ask | undefined {
  if (spawnSync(python, ['-c', 'import cv2, numpy']).status !== 0) {
    console.log(`OpenCV: left out, ${python} cannot import cv2, numpy (set DARKROOM_PYTHON)`);
    return undefined;
  }
  const child: ChildProcess = spawn(python, [contender, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout! });
  const ask = async (id: string, value: number) => {
    const answer = once(lines, 'line') as Promise<[string]>;
    child.stdin!.write(`${JSON.stringify({ case: id, value })}\n`);
    const [line] = await answer;
    return JSON.parse(line) as { edited: number; all: number };
  };
  return Object.assign(ask, { kill: () => void child.kill() });
}

async function measure(
  { id, earlier, edited }: Case,
  path: string,
  edits: number,
  opencv: Ask | undefined,
): Promise<Times> {
  const times: Times = { darkroom: [], edited: [], all: [] };
  const client = new EngineClient({ entry: join(root, 'dist/child.js'), idleSeconds: 600 });
  const engine = client.service;
  let text = '';
  let published: (state: ViewState) => void = () => undefined;
  const session = new ViewSession({
    purpose: 'preview',
    engine,
    texts: {
      read: async name => ({ name, parsed: await engine.parse({ text, language: 'yaml' }) }),
    },
    publish: state => {
      published(state);
    },
    onBug: thrown => {
      throw thrown;
    },
    trusted: true,
    pipeline: 'bench',
  });
  const edit = async (value: number): Promise<number> => {
    text = `steps: [${earlier}, ${edited(value)}]`;
    const before = session.state.sequence;
    const start = performance.now();
    const developed = new Promise<ViewState>(resolve => {
      published = state => {
        if (!state.busy && state.sequence > before) resolve(state);
      };
    });
    if (before === 0) session.show({ name: 'large', source: { kind: 'file', path, version: '1' } });
    else session.pipelineChanged('bench');
    await showBoth(session, await developed);
    return performance.now() - start;
  };
  try {
    for (let round = -2; round < edits; round++) {
      const value = Math.round((0.02 + (round + 2) / 200) * 1000) / 1000;
      const milliseconds = await edit(value);
      const other = await opencv?.(id, value);
      // The first edits warm up: the image is read, the code compiled.
      if (round < 0) continue;
      times.darkroom.push(milliseconds);
      if (other) times.edited.push(other.edited);
      if (other) times.all.push(other.all);
    }
  } finally {
    session.dispose();
    await client.dispose();
  }
  return times;
}

/** Keys of the pictures that the page has. */
const shown = new Set<string>();

/** As the page does: figures and sides that have changed at once, fitted. The figures come when they come. */
async function showBoth(session: ViewSession, { sequence, developed, unreadable }: ViewState): Promise<void> {
  if (!developed || developed.failed) throw new Error(unreadable?.message ?? developed?.failed?.message);
  const changed = (['before', 'after'] as const).filter(side => !shown.has(developed[side].key));
  const { signal } = new AbortController();
  for (const side of ['before', 'after'] as const)
    session.pictures.statistics({ sequence, side }, signal).catch(() => undefined);
  await Promise.all(
    changed.map(side => {
      const { key, shape, mappings } = developed[side];
      shown.add(key);
      const { width, height } = shape;
      const region = { x: 0, y: 0, width, height };
      const mapping = mappings[0]!.id;
      return session.pictures.render({ sequence, side, region, ...canvas, mapping }, signal);
    }),
  );
}

function print({ title }: Case, { darkroom, edited, all }: Times): void {
  const rows: [string, readonly number[]][] = [
    [title, darkroom],
    ['  OpenCV: the edited step and the picture', edited],
    ['  OpenCV: all steps and the picture', all],
  ];
  for (const [name, values] of rows) {
    if (values.length === 0) continue;
    const figures = [median(values), Math.min(...values), Math.max(...values)];
    console.log(name.padEnd(50) + figures.map(value => `${value.toFixed(0)} ms`.padStart(10)).join(''));
  }
}
