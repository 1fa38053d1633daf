import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { Workspace } from './workspace.ts';
import { bundle } from './bundle.ts';

/** Makes a thousand times what stays, and tells how large the heap was at most, in MiB: new objects, and all. */
const wasteful = `
  const { getHeapSpaceStatistics, getHeapStatistics } = require('node:v8');
  const kept = [];
  let [young, all] = [0, 0];
  setImmediate(() => {
    for (let index = 0; index < 4e6; index++) {
      kept[index % 4000] = { index, parts: [index, String(index)] };
      if (index % 20_000 > 0) continue;
      young = Math.max(young, getHeapSpaceStatistics().find(s => s.space_name === 'new_space').space_size);
      all = Math.max(all, getHeapStatistics().total_heap_size);
    }
    process.stderr.write('heap ' + Math.round(young / 2 ** 20) + ' ' + Math.round(all / 2 ** 20) + '\\n');
  });
`;

/**
 * Leaves 15 MiB behind within three seconds, in arrays that live for 0.6 seconds, and tells by how many
 * MiB the heap had grown at most.
 */
const leaving = `
  import { getHeapStatistics } from 'node:v8';
  import { setTimeout as pause } from 'node:timers/promises';
  import { collectWhenGrown, setUpV8 } from './src/worker/v8Settings.ts';
  setUpV8();
  if (process.argv.includes('collect')) collectWhenGrown();
  const used = () => getHeapStatistics().used_heap_size / 2 ** 20;
  const begun = used();
  const kept = [];
  let most = 0;
  for (let round = 0; round < 150; round++) {
    kept[round % 30] = Array.from({ length: 100 }, (_, index) => new Array(128).fill(index + 0.5));
    most = Math.max(most, used() - begun);
    await pause(20);
  }
  console.log(most.toFixed(1));
`;

/** Keeps 300,000 objects for a while, and tells how many MiB the room for new ones takes a second later. */
const planning = `
  import { getHeapSpaceStatistics } from 'node:v8';
  import { setTimeout as pause } from 'node:timers/promises';
  import { collectWhenGrown } from './src/worker/v8Settings.ts';
  if (process.argv.includes('collect')) collectWhenGrown();
  let kept = Array.from({ length: 3e5 }, (_, index) => ({ index, name: String(index) }));
  await pause(100);
  kept = undefined;
  await pause(1000);
  const { space_size: size } = getHeapSpaceStatistics().find(space => space.space_name === 'new_space');
  console.log(size / 2 ** 20);
`;

describe('the heap of a thread that works for long', function () {
  this.timeout(60_000);
  const told = (script: string, ...parameters: string[]) => {
    const options = ['--import', 'tsx', '--input-type=module', '--eval', script, ...parameters];
    const { stdout, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8' });
    return stdout === '' ? assert.fail(stderr) : Number(stdout);
  };

  it('is collected once it has grown by a few MiB', () => {
    const [collected, left] = [told(leaving, 'collect'), told(leaving)];
    assert.ok(collected <= left - 1, `${collected} and ${left} MiB`);
  });

  it('gives back the room for new objects that it no longer needs', () => {
    const [collected, left] = [told(planning, 'collect'), told(planning)];
    assert.ok(collected <= left / 4, `${collected} and ${left} MiB`);
  });
});

describe('the heap of the command line', function () {
  this.timeout(60_000);
  it('is kept small while objects are made and left behind', async () => {
    const workspace = await Workspace.create();
    try {
      const path = await workspace.write('wasteful.cjs', wasteful);
      const heapOf = (...parameters: string[]) => {
        const { stderr } = spawnSync(process.execPath, ['--require', path, ...parameters], {
          encoding: 'utf8',
        });
        const [, young, all] = /^heap (\d+) (\d+)$/m.exec(stderr) ?? assert.fail(stderr);
        return [Number(young), Number(all)] as const;
      };
      const [young, all] = heapOf(bundle('cli.js'), 'operations', '--json');
      const [youngOtherwise, allOtherwise] = heapOf('--eval', '');
      assert.ok(young <= youngOtherwise / 2, `${young} and ${youngOtherwise} MiB`);
      assert.ok(all < allOtherwise, `${all} and ${allOtherwise} MiB`);
    } finally {
      await workspace.remove();
    }
  });
});
