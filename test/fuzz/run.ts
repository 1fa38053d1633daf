import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { campaign, type Found, type Tally } from './campaign.ts';
import { caseOf, fileCase, Seeds, type Case } from './cases.ts';
import { filesBelow, seedsIn } from './imageSeeds.ts';

/**
 * Puts damaged and hostile files, pipelines and annotations to the worker process, as a person's would be, and ends
 * with 1 when anything came of it but a result or an error that can be acted on.
 */
interface Options {
  readonly cases: number;
  readonly seed: number;
  readonly from: number;
  readonly index?: number;
  readonly format?: string;
  readonly corpus?: string;
  readonly minutes?: number;
  readonly processes: number;
  readonly out: string;
}

const program = new Command('npm run fuzz --')
  .description('Puts damaged and hostile files to Darkroom’s worker process.')
  .option('--cases <number>', 'made-up cases', wholeNumber, 2000)
  .option('--seed <number>', 'what they are drawn from', wholeNumber, 1)
  .option('--from <number>', 'index of the first case', wholeNumber, 0)
  .option('--index <number>', 'this one case alone', wholeNumber)
  .option('--format <name>', 'images of this format alone, such as jpeg')
  .option('--corpus <folder>', 'every file of it as it is, and those up to 64 KiB as seeds')
  .option('--minutes <number>', 'end after this time', Number)
  .option('--processes <number>', 'how many at once', wholeNumber, availableParallelism())
  .option('--out <folder>', 'where findings are put', 'fuzz-findings');

const options = program.parse().opts<Options>();
const began = performance.now();
const corpus = corpusOf(options.corpus);
const seeds = new Seeds(
  options.corpus !== undefined && corpus.length > 0 ? seedsIn(options.corpus) : [],
  options.format,
);
let told = began;

const tally = await campaign({
  processes: options.index === undefined ? options.processes : 1,
  next: takeFrom(all()),
  onFound: report,
  onCase: tellProgress,
});
summarise(tally);
process.exitCode = tally.found.length === 0 && tally.cases > 0 ? 0 : 1;

function* all(): Generator<{ readonly tried: Case; readonly index: number | undefined }> {
  if (options.index !== undefined) {
    yield { tried: caseOf(seeds, options.seed, options.index), index: options.index };
    return;
  }
  for (const path of corpus)
    yield { tried: fileCase(path, new Uint8Array(readFileSync(path))), index: undefined };
  for (let index = options.from; index < options.from + options.cases; index++) {
    if (minutes() > (options.minutes ?? Infinity)) return;
    yield { tried: caseOf(seeds, options.seed, index), index };
  }
}

function takeFrom<Item>(items: Iterator<Item>): () => Item | undefined {
  return () => {
    const taken = items.next();
    return taken.done ? undefined : taken.value;
  };
}

function corpusOf(folder: string | undefined): readonly string[] {
  if (folder === undefined) return [];
  if (existsSync(folder) && statSync(folder).isDirectory()) return filesBelow(folder);
  console.error(`The corpus was skipped: there is no folder ${folder}.`);
  return [];
}

function report({ kind, what, message, index, extension, content, needsPast }: Found): void {
  mkdirSync(options.out, { recursive: true });
  const name = `${kind}-${createHash('sha1').update(content).digest('hex').slice(0, 10)}${extension}`;
  writeFileSync(join(options.out, name), content);
  const given = (['format', 'corpus'] as const)
    .map(name => (options[name] === undefined ? '' : ` --${name} ${options[name]}`))
    .join('');
  const command =
    index === undefined
      ? `the file itself`
      : `npm run fuzz -- --seed ${options.seed} --index ${index}${given}`;
  console.error(`\n${kind}: ${what}\n  ${message}\n  again: ${command}`);
  console.error(
    `  saved: ${join(options.out, name)}${needsPast ? ' (not seen alone: what went before matters)' : ''}`,
  );
}

function tellProgress({ cases, found }: Tally): void {
  if (performance.now() - told < 30_000) return;
  told = performance.now();
  console.error(`${cases} cases in ${minutes().toFixed(1)} min, ${found.length} findings`);
}

function summarise({ cases, accepted, refused, slowest, found }: Tally): void {
  const name = relative(process.cwd(), slowest.what.split(' from ').at(-1)!);
  console.log(
    `${cases} cases (${corpus.length} files of the corpus) in ${minutes().toFixed(1)} min: ${accepted} read, ${refused} refused, ${found.length} findings.`,
  );
  console.log(
    `Slowest: ${Math.round(slowest.milliseconds)} ms, case ${slowest.index ?? 'of the corpus'}, ${name}.`,
  );
}

function minutes(): number {
  return (performance.now() - began) / 60_000;
}

function wholeNumber(written: string): number {
  const number = Number(written);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError('Expected a whole number.');
}
