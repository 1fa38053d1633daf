import { Argument, Command } from 'commander';
import { wholeNumber } from '../../src/cli/optionValues.ts';
import { killRuns } from './killedRuns.ts';

const program = new Command('npm run killtest --')
  .description('Kills runs at random moments, and holds that resuming makes them whole.')
  .argument('[kills]', 'how many', wholeNumber(1, 1e6), 300)
  .addArgument(
    new Argument('[seed]', 'what the moments are drawn from')
      .argParser(wholeNumber(0, 2 ** 32 - 1))
      .default(Date.now() % 2 ** 32, 'the clock'),
  );
const [wanted, seed] = program.parse().processedArgs as [number, number];
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
