import assert from 'node:assert/strict';
import { killRuns } from '../../safety/killedRuns.ts';

/** `npm run killtest -- N` does it more often. */
const kills = Number(process.env['DARKROOM_KILLS'] ?? 60);

if (process.platform === 'linux') {
  describe('killed runs', () => {
    it(`are made whole by resuming, after ${kills} kills at moments drawn over the whole run`, async function () {
      this.timeout(kills * 30_000);
      const seed = Date.now() % 2 ** 32;
      const { kills: killed, compared } = await killRuns(kills, seed);
      assert.equal(killed.all + killed.master + killed.worker, kills, `seed ${seed}`);
      assert.ok(compared > kills / 10, `seed ${seed}`);
    });
  });
}
