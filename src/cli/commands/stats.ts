import type { Command } from 'commander';
import { addEngineOptions, withEngine, type EngineOptions } from '../engineSession.ts';

export interface StatsOptions extends EngineOptions {
  readonly json?: true;
}

export function addStats(program: Command): void {
  const command = program
    .command('stats')
    .summary('figures of images and of the whole set')
    .description(
      'Prints size, type, mean, standard deviation, range, median and entropy of every image, per channel and in ' +
        'pixel units, and mean and standard deviation over all pixels of the set: what normalize wants to know.',
    )
    .argument('<input...>', 'image files, and folders that are searched for images');
  addEngineOptions(command)
    .option('--json', 'print everything as JSON')
    .addHelpText(
      'after',
      `
Standard deviations are those of the population, entropy is that of 256 bins over
the range of the type (of floats: of the values), in bits, and sharpness is the
variance of the Laplacian of the gray image. The set's figures are taken over
images of one number of channels and one type, the most frequent; others are named
and left out.

Exit status: 0 all done; 1 some files could not be read, each named;
2 the arguments are wrong.

Examples:
  darkroom stats photo.jpg
  darkroom stats images/ --json > stats.json
  darkroom stats train/ --json | jq .dataset.mean`,
    )
    .action(async (inputs: string[], options: StatsOptions) => {
      process.exitCode = await withEngine(options, async session => {
        const { stats } = await import('../stats.ts');
        return stats(inputs, options, session);
      });
    });
}
