import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repository } from '../editor/workspace.ts';

/** Milliseconds, from one process that has done nothing before. */
export interface Activation {
  /** Reading, parsing and running the bundle. */
  readonly load: number;
  /** What `activate` takes beside an editor that does nothing. */
  readonly activate: number;
  /** Of the processor, for both. */
  readonly processor: number;
  /** Features, commands and listeners that were registered. */
  readonly registered: number;
}

const probe = fileURLToPath(new URL('activationProbe.cjs', import.meta.url));

export function activateOnce(): Activation {
  const bundle = join(repository, 'dist', 'extension.cjs');
  const printed = execFileSync(process.execPath, [probe, bundle], { encoding: 'utf8' });
  return JSON.parse(printed) as Activation;
}

/** What activation takes, as medians and ranges over fresh processes. */
function benchActivation(rounds: number): void {
  const all = Array.from({ length: rounds }, activateOnce);
  const figures = (of: (one: Activation) => number) => {
    const sorted = all.map(of).sort((one, other) => one - other);
    const [low, median, high] = [sorted[0]!, sorted[sorted.length >> 1]!, sorted.at(-1)!];
    return { 'median ms': median.toFixed(1), range: `${low.toFixed(1)} to ${high.toFixed(1)}` };
  };
  console.log(`\nActivation of the extension, ${rounds} fresh processes`);
  console.table({
    'loading the bundle': figures(({ load }) => load),
    'activate()': figures(({ activate }) => activate),
    both: figures(({ load, activate }) => load + activate),
    'processor time of both': figures(({ processor }) => processor),
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) benchActivation(Number(process.argv[2] ?? 15));
