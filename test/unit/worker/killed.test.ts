import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { killRuns } from '../../safety/killedRuns.ts';

/** `npm run killtest -- N` does it more often, on the disk. */
const kills = Number(process.env['DARKROOM_KILLS'] ?? 200);
/** A process that dies loses nothing that it has written, so that no disk is needed to see what it leaves. */
const memory = '/dev/shm';

if (process.platform === 'linux') {
  describe('killed runs', () => {
    it(`are made whole by resuming, after ${kills} kills at moments drawn over the whole run`, async function () {
      this.timeout(kills * 30_000);
      const seed = Date.now() % 2 ** 32;
      const within = existsSync(memory) ? memory : undefined;
      const { kills: killed, spread, compared } = await killRuns({ wanted: kills, seed, within });
      assert.ok(killed.all + killed.master + killed.worker >= kills, `seed ${seed}`);
      assert.ok(compared > kills / 10, `seed ${seed}`);
      for (const [part, times] of spread.entries())
        assert.ok(times > 0, `never at part ${part}, seed ${seed}`);
    });
  });
}
