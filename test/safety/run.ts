import { killRuns } from './killedRuns.ts';

/** `npm run killtest -- N [SEED]`: kills runs N times and holds that resuming makes them whole. */
const wanted = Number(process.argv[2] ?? 300);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 32);
console.log(`${wanted} kills, seed ${seed}`);
const began = performance.now();
const { kills, spread, spared, compared } = await killRuns({ wanted, seed });
console.log(
  `Killed ${kills.all} times all processes, ${kills.master} times the master, ${kills.worker} times the worker; ` +
    `${spared} runs ended before. Of the results there were then: none ${spread[0]} times, up to a quarter ` +
    `${spread[1]}, a half ${spread[2]}, three quarters ${spread[3]}, more ${spread[4]}, all ${spread[5]}. ` +
    `${compared} output folders equal those of unbroken runs, byte for byte. ` +
    `${Math.round((performance.now() - began) / 1000)} s`,
);
