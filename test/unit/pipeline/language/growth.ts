/**
 * Measures how much longer editors' questions take about eight times the lines, and writes the answers as a line of JSON.
 *
 * A process of its own: in that of the tests a collection goes through the objects of all of them, and whether one falls
 * into a measure depends on what ran before.
 */
import { complete } from '../../../../src/engine/pipeline/language/complete.ts';
import { hover } from '../../../../src/engine/pipeline/language/hover.ts';
import { symbolsOf } from '../../../../src/engine/pipeline/language/symbols.ts';

/** By the question: the time for 20,000 lines, in times of that for 2,500. */
export type Growth = Readonly<Record<'complete' | 'hover' | 'symbols', number>>;

const step = '  - resize: { width: 224, height: 224, fit: contain } # comment\n';
const textOf = (lines: number) => `version: 1\nsteps:\n${step.repeat(lines)}`;
const [short, long] = [textOf(2500), textOf(20_000)];

/** Microseconds of the processor. Linux is exact about the sum only: its parts are guessed from a look now and then. */
function timeOf(work: () => unknown): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return user + system;
}

/**
 * The least of several times count: the first compile the code, and others have a collection among them. The short text
 * is asked about so often that both take alike, and have alike of what disturbs them.
 */
function growthOf(work: (text: string) => unknown): number {
  let [ofShort, ofLong] = [Infinity, Infinity];
  const often = () => {
    for (let time = 0; time < 8; time++) work(short);
  };
  for (let attempt = 0; attempt < 9; attempt++) {
    ofShort = Math.min(ofShort, timeOf(often) / 8);
    ofLong = Math.min(
      ofLong,
      timeOf(() => work(long)),
    );
  }
  return ofLong / ofShort;
}

const growth: Growth = {
  complete: growthOf(text => complete({ text, language: 'yaml', offset: text.length - 30 })),
  hover: growthOf(text => hover({ text, language: 'yaml', offset: text.length - 30 })),
  symbols: growthOf(text => symbolsOf({ text, language: 'yaml' })),
};
console.log(JSON.stringify(growth));
