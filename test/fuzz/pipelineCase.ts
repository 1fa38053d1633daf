import { fileURLToPath } from 'node:url';
import type { PipelineEdit, TextEdit } from '../../src/shared/edit.ts';
import type { StepPath } from '../../src/shared/stepPath.ts';
import type { Diagnostic, PipelineLanguage } from '../../src/shared/pipeline.ts';
import type { EngineService } from '../../src/shared/protocol.ts';
import { pick, type Random } from './chance.ts';
import { Finding } from './finding.ts';
import type { Subject } from './subject.ts';

/** An answer about a text is waited for at most this long, in seconds. */
const patience = 1;
const image = fileURLToPath(new URL('../fixtures/codec/files/rgb8.png', import.meta.url));
const sample = {
  shape: { width: 16, height: 12, channels: 3, dtype: 'uint8', orientation: 6 },
  path: 'a/b.jpg',
} as const;

/**
 * Asks of a text all that an editor asks while it is written, and applies what can be applied.
 * @returns what was said of it, equal for equal results
 * @throws Finding
 */
export async function judgePipeline(
  subject: Subject,
  text: string,
  language: PipelineLanguage,
  random: Random,
): Promise<string> {
  const parsed = await mustAnswer(subject, 'parse', { text, language });
  for (const { place, message } of parsed.diagnostics) checkPlace(text, place, message);
  const advised = await mustAnswer(subject, 'parse', { text, language, sample });
  for (const { place, message } of advised.diagnostics) checkPlace(text, place, message);
  if (!parsed.pipeline && parsed.diagnostics.every(({ severity }) => severity !== 'error')) {
    throw new Finding('message', 'there is no pipeline, and no error');
  }
  const mode = pick(random, ['train', 'inference'] as const);
  await mustAnswer(subject, 'outline', { text, language, mode });
  const outline = await mustAnswer(subject, 'outline', { text, language, mode, sample });
  await mustAnswer(subject, 'symbols', { text, language });
  checkEdits(text, await mustAnswer(subject, 'format', { text, language }));
  for (let left = 3; left > 0; left--) {
    const offset = random.integer(0, text.length);
    for (const { start, end } of await mustAnswer(subject, 'complete', { text, language, offset })) {
      if (start > offset || end < offset || end > text.length)
        throw new Finding('size', `a completion at ${start} to ${end}`);
    }
    await mustAnswer(subject, 'hover', { text, language, offset });
    await mustAnswer(subject, 'signature', { text, language, offset });
    const end = random.integer(offset, text.length);
    checkEdits(
      text,
      (await mustAnswer(subject, 'fixes', { text, language, start: offset, end, sample })).all,
    );
    const edits = await subject.ask('edit', { text, language, edit: someEdit(random) }, undefined, patience);
    if ('value' in edits) await mustAnswer(subject, 'parse', { text: edited(text, edits.value), language });
  }
  const { pipeline } = parsed;
  if (pipeline) {
    const printed = await mustAnswer(subject, 'print', { pipeline, language: 'yaml' });
    const again = await mustAnswer(subject, 'parse', { text: printed, language: 'yaml' });
    if (meaning(again.pipeline) !== meaning(pipeline))
      throw new Finding('disagreement', `printed, it reads otherwise:\n${printed}`);
    if (pipeline.steps.length < 50) {
      const source = { kind: 'file', path: image, version: '1' } as const;
      await subject.ask(
        'develop',
        { source, steps: pipeline.steps, mode, seed: pipeline.seed, path: 'a.png' },
        image,
      );
    }
  }
  return JSON.stringify([parsed.diagnostics, outline]);
}

type Names =
  'parse' | 'outline' | 'symbols' | 'format' | 'complete' | 'hover' | 'signature' | 'fixes' | 'print';

/** These answer whatever the text is. */
async function mustAnswer<Name extends Names>(
  subject: Subject,
  name: Name,
  params: Parameters<EngineService[Name]>[0],
) {
  const answer = await subject.ask(name, params, undefined, patience);
  if ('error' in answer) throw new Finding('bug', `${name}: ${answer.error.message}`);
  return answer.value;
}

function checkPlace(text: string, { start, end, line, column }: Diagnostic['place'], message: string): void {
  if (start < 0 || end < start || start > text.length || end > text.length + 1 || line < 1 || column < 1) {
    throw new Finding('size', `${message} at ${start} to ${end} of ${text.length}`);
  }
}

function checkEdits(text: string, edits: readonly TextEdit[]): void {
  let from = 0;
  for (const { start, end } of [...edits].sort((one, other) => one.start - other.start)) {
    if (start < from || end < start || end > text.length)
      throw new Finding('size', `an edit at ${start} to ${end}`);
    from = end;
  }
}

function edited(text: string, edits: readonly TextEdit[]): string {
  checkEdits(text, edits);
  return [...edits]
    .sort((one, other) => other.start - one.start)
    .reduce((done, { start, end, text: by }) => done.slice(0, start) + by + done.slice(end), text);
}

function someEdit(random: Random): PipelineEdit {
  const step: StepPath = [
    random.integer(0, 4),
    ...Array.from({ length: random.integer(-2, 2) > 0 ? random.integer(1, 2) : 0 }, () =>
      random.integer(0, 2),
    ),
  ];
  const value = pick<unknown>(random, [1, -5, 'x: [', null, [1, 2], 1e308, '\u202E', true, { a: 1 }]);
  const parameter = pick(random, ['width', 'kernel_size', 'p', '__proto__', 'fill']);
  return pick<PipelineEdit>(random, [
    { kind: 'set', step, parameter, value },
    { kind: 'unset', step, parameter },
    { kind: 'insert', at: step, operation: pick(random, ['flip', 'constructor', 'resize']) },
    { kind: 'duplicate', step },
    { kind: 'remove', step },
    { kind: 'move', step, to: random.integer(0, 4) },
    { kind: 'relocate', step, at: [random.integer(0, 4), ...step.slice(0, random.integer(0, 2))] },
    { kind: 'enable', step, enabled: random.chance(0.5) },
    { kind: 'top', key: pick(random, ['seed', 'match']), value },
  ]);
}

/** Without the places of the text. */
function meaning(pipeline: unknown): string {
  return JSON.stringify(pipeline, (key, value: unknown) =>
    key === 'place' || key === 'name' ? undefined : value,
  );
}
