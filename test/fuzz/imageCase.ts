import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultOutput, type Pipeline } from '../../src/shared/pipeline.ts';
import type { ImageFacts } from '../../src/shared/image.ts';
import { describeShape } from '../../src/shared/shape.ts';
import { sumOfArray } from './array.ts';
import { Finding } from './finding.ts';
import { compareTwins } from './jpegTwins.ts';
import type { Answer, Subject } from './subject.ts';

/** Nothing but reading and writing. */
const pipeline: Pipeline = {
  version: 1,
  match: 'opencv',
  seed: 0,
  steps: [],
  labels: { minArea: 0, minVisibility: 0, frame: 'displayed' },
  output: { ...defaultOutput, format: 'npy' },
};

let count = 0;

/**
 * Reads a file as the editor does when it opens it and as a run does, and holds the two and what is written together.
 * @returns what came of it, equal for equal results
 * @throws Finding
 */
export async function judgeImage(subject: Subject, name: string, bytes: Uint8Array): Promise<string> {
  // A name of its own: nothing that is remembered of an earlier file of this name may help.
  const input = join(subject.folder, `${++count}-${name}`);
  const output = join(subject.folder, 'out.npy');
  await writeFile(input, bytes);
  try {
    const source = { kind: 'file', path: input, version: String(count) } as const;
    const facts = await subject.ask('inspect', { source }, input);
    const relativePath = name;
    const development = {
      job: 'fuzz',
      outputFolder: subject.folder,
      pipeline,
      mode: 'inference',
      overwrite: true,
    } as const;
    const developed = await subject.develop({ input, output, relativePath, version: 0 }, development, input);
    if ('error' in developed) {
      if (existsSync(output)) throw new Finding('disagreement', 'an array was written, and an error told');
      return failed(facts, developed);
    }
    const result = await succeeded(subject, facts, developed.value.shape, input, output);
    if (result.startsWith('jpeg ')) await compareTwins(bytes);
    return result;
  } finally {
    await Promise.all([rm(input, { force: true }), rm(output, { force: true })]);
  }
}

function failed(
  facts: Answer<ImageFacts>,
  { error }: { readonly error: { code: string; message: string } },
): string {
  if ('error' in facts && facts.error.code !== error.code) {
    throw new Finding(
      'disagreement',
      `its header is ${facts.error.code}, reading it ${error.code}: ${error.message}`,
    );
  }
  return `${error.code}: ${error.message.replace(/\S*darkroom-fuzz-\S*/g, '')}`;
}

async function succeeded(
  subject: Subject,
  facts: Answer<ImageFacts>,
  developed: ImageFacts['shape'],
  input: string,
  output: string,
): Promise<string> {
  if ('error' in facts)
    throw new Finding('disagreement', `its header is refused (${facts.error.message}), and it is read`);
  const { shape } = facts.value;
  if (describeShape(shape) !== describeShape(developed)) {
    throw new Finding(
      'size',
      `its header says ${describeShape(shape)}, what is read is ${describeShape(developed)}`,
    );
  }
  const sum = sumOfArray(output, shape);
  const measured = await subject.ask('fileStatistics', { path: input, job: 'fuzz' }, input);
  if ('error' in measured)
    throw new Finding('disagreement', `it is developed, but not measured: ${measured.error.message}`);
  const counted = measured.value.statistics.histogram.counts.map(counts => counts.reduce((a, b) => a + b, 0));
  const finite = measured.value.statistics.notFinite.map(missing => shape.width * shape.height - missing);
  if (!shape.vector && counted.join() !== finite.join()) {
    throw new Finding('size', `the histogram counts ${counted.join(', ')} of ${finite.join(', ')} pixels`);
  }
  return `${facts.value.format} ${describeShape(shape)} ${shape.orientation} ${facts.value.notes.join()} ${sum}`;
}
