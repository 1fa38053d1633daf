import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { decode } from '../../src/codec/index.ts';
import { ViewSession } from '../../src/host/viewSession.ts';
import { defaultLimits } from '../../src/shared/image.ts';
import type { ViewState } from '../../src/shared/viewState.ts';
import { EngineClient } from '../../src/worker/client.ts';
import { makePhotographs } from './photographs.ts';
import { machine, median, printTable } from './tools.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What the page shows the image in, in device pixels. */
const canvas = { width: 1280, height: 960 };
const roundsToWarmUp = 3;
/** For V8 to collect what was left behind, in threads that would take the processors from what is measured next. */
const restMilliseconds = 200;

interface Times {
  readonly decode: number[];
  readonly pixels: number[];
  readonly statistics: number[];
}

/**
 * A JPEG of 12 megapixels that is opened in the image editor, from the request to the first pixels, the whole image
 * fitted, and to its statistics, in the editor's hands; beside the decoding of the same bytes alone. Every round is of
 * a new version of the file, of which nothing is known.
 */
export async function benchOpen(rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-bench-'));
  const client = new EngineClient({ entry: join(root, 'dist/child.js'), idleSeconds: 600 });
  try {
    await makePhotographs(folder, 1, 4000, 3000);
    const path = join(folder, '00000.jpg');
    const bytes = readFileSync(path);
    const times: Times = { decode: [], pixels: [], statistics: [] };
    for (let round = -roundsToWarmUp; round < rounds; round++) {
      await pause(restMilliseconds);
      const start = performance.now();
      await decode(bytes, path, defaultLimits);
      const decoded = performance.now() - start;
      await pause(restMilliseconds);
      const { pixels, statistics } = await open(client, path, String(round));
      if (round < 0) continue;
      times.decode.push(decoded);
      times.pixels.push(pixels);
      times.statistics.push(statistics);
    }
    console.log(
      `\nJPEG of 4000×3000, opened and shown as ${canvas.width}×${canvas.height}; ${rounds} rounds`,
    );
    console.log(`${machine()}\n`);
    print(times);
  } finally {
    await client.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As the page does: the picture and the figures are asked for at once. */
async function open(client: EngineClient, path: string, version: string) {
  let show: (state: ViewState) => void = () => undefined;
  const shown = new Promise<ViewState>(resolve => {
    show = resolve;
  });
  const session = new ViewSession({
    purpose: 'editor',
    engine: client.service,
    texts: { read: name => Promise.reject(new Error(`${name} was not to be read.`)) },
    publish: state => {
      if (!state.busy) show(state);
    },
    onBug: thrown => {
      throw thrown;
    },
    trusted: true,
  });
  const start = performance.now();
  session.show({ name: 'large', source: { kind: 'file', path, version } });
  const { sequence, developed, unreadable } = await shown;
  if (!developed) throw new Error(unreadable?.message);
  const { shape, mappings } = developed.after;
  const region = { x: 0, y: 0, width: shape.width, height: shape.height };
  const { signal } = new AbortController();
  const since = () => performance.now() - start;
  const [pixels, statistics] = await Promise.all([
    session.pictures
      .render({ sequence, side: 'after', region, ...canvas, mapping: mappings[0]!.id }, signal)
      .then(since),
    session.pictures.statistics({ sequence, side: 'after' }, signal).then(since),
  ]);
  session.dispose();
  return { pixels, statistics };
}

function print({ decode, pixels, statistics }: Times): void {
  const alone = median(decode);
  const row = (title: string, values: readonly number[]) => [
    title,
    ...[median(values), Math.min(...values), Math.max(...values)].map(value => `${value.toFixed(0)} ms`),
    `${(median(values) / alone).toFixed(2)}×`,
  ];
  printTable(
    ['', 'median', 'lowest', 'highest', 'against decoding'],
    [
      row('decoding alone', decode),
      row('request to first pixels', pixels),
      row('request to statistics', statistics),
    ],
  );
}
