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
