import { open } from '../codec/index.ts';
import { shapeOf } from '../engine/image.ts';
import { applyStep, concrete } from '../engine/pipeline/apply.ts';
import type { Files } from '../engine/operation.ts';
import { isActive } from '../engine/pipeline/declaration.ts';
import { DarkroomError, toProblem, type Problem } from '../shared/errors.ts';
import type { Step } from '../shared/pipeline.ts';
import type { ImageFacts, Source } from '../shared/image.ts';
import type { Side, StepOutcome, View } from '../shared/view.ts';
import { admit } from './admission.ts';
import type { Surroundings } from './developFile.ts';
import { isForDesk } from './desk.ts';
import { FrameCache, type Frame } from './frameCache.ts';
import { readImageFile } from './readFile.ts';
import { keyOf } from './sourceKey.ts';

/** An image on its way through the steps of a view. */
export interface Passage {
  readonly facts: ImageFacts;
  readonly before: Frame;
  /** What the last step that could be applied has left. */
  readonly after: Frame;
  readonly outcomes: readonly StepOutcome[];
  /** The steps that made `before` of the stored frame, as they were drawn. */
  readonly earlier: readonly Step[];
  /** The steps that made `after` of `before`, as they were drawn. */
  readonly applied: readonly Step[];
  readonly failed?: Problem;
  /** Equal for equal images; for a difference, that of both. */
  readonly keys: Readonly<Record<Side, string>>;
}

/** Memory for decoded images and what single steps have left. */
const budget = 768 * 2 ** 20;

/**
 * Takes views' images through their steps. What was computed is kept, so that after an edit only the steps from the
 * changed one on are run again, and a change of the picture's part or zoom costs nothing.
 */
export class Passages {
  readonly frames = new FrameCache(budget);

  /** @throws DarkroomError when the image cannot be read; a step that fails is told in `failed` */
  async through(view: View, surroundings: Surroundings): Promise<Passage> {
    this.frames.recycle();
    const { source, mode, seed, path, focus, draw } = view;
    const steps = stepsUpTo(view);
    const origin = keyOf(source);
    const sample = { seed, path, version: 0, ...draw };
    const { facts, before: stored } = await this.load(source, origin, surroundings);
    const { megapixels, refused } = admit(shapeOf(stored.image), steps, mode, surroundings.limits, sample);
    surroundings.onSize(megapixels);

    let before = stored;
    let beforeKey = origin;
    let key = origin;
    let after = before;
    let failed: Problem | undefined;
    const outcomes: StepOutcome[] = [];
    const earlier: Step[] = [];
    let applied: Step[] = [];
    for (const [index, step] of steps.entries()) {
      if (index === focus) {
        before = after;
        beforeKey = key;
        earlier.push(...applied);
        applied = [];
      }
      const skipped = !isActive(step, mode);
      const drawn: Step[] = [];
      let told: ReturnType<typeof concrete>['drawn'];
      let milliseconds = 0;
      try {
        if (!skipped && refused?.step === index) throw refused;
        if (!skipped) {
          const { steps: parts, drawn: what } = concrete(step, index, shapeOf(after.image), sample);
          drawn.push(...parts);
          told = what;
        }
        for (const part of drawn) {
          surroundings.cancellation.check();
          const { files, version } = await surroundings.arrayFiles.read(part, index, surroundings.limits);
          const next = `${key}\n${part.operation} ${JSON.stringify(part.values)} ${version}`;
          after = this.frames.get(next) ?? this.develop(next, after, part, index, files);
          // Only now: under the key of a step that fails there must never be a frame.
          key = next;
          milliseconds += after.milliseconds;
        }
      } catch (thrown) {
        if (!(thrown instanceof DarkroomError)) throw thrown;
        failed = toProblem(thrown, { step: index });
        break;
      }
      applied.push(...drawn);
      outcomes.push({
        operation: step.operation,
        skipped,
        shape: shapeOf(after.image),
        milliseconds,
        ...(told && { sampled: told.steps }),
        ...(told && told.chosen.length > 0 && { chosen: told.chosen }),
      });
    }
    // The two that are shown are the last to be given up.
    this.frames.set(beforeKey, before);
    if (after !== before) this.frames.set(key, after);
    return {
      facts,
      before,
      after,
      outcomes,
      earlier,
      applied,
      ...(failed && { failed }),
      keys: { before: beforeKey, after: key, difference: `${key}\ndifference from ${beforeKey.length}` },
    };
  }

  private develop(key: string, from: Frame, step: Step, index: number, files: Files): Frame {
    const began = performance.now();
    const image = applyStep(from.image, step, index, files);
    const frame = { image, milliseconds: performance.now() - began };
    this.frames.set(key, frame);
    return frame;
  }

  private async load(source: Source, key: string, { limits, onSize, arrival }: Surroundings) {
    const known = this.frames.get(key);
    if (known?.facts) return { before: known, facts: known.facts };
    const { bytes, name } = contentOf(source);
    const { facts, decode } = open(bytes, name);
    const { shape } = facts;
    onSize(admit(shape, [], 'inference', limits).megapixels);
    // Nobody asks for a file as it was before.
    if (source.kind === 'file') this.frames.drop(other => other.startsWith(`${source.path}\n`));
    const began = performance.now();
    const image = await decode(limits, isForDesk(shape) ? arrival?.begin(shape) : undefined);
    const range = arrival?.end(image);
    const before: Frame = { image, milliseconds: performance.now() - began, facts, ...(range && { range }) };
    this.frames.set(key, before);
    return { before, facts };
  }
}

function stepsUpTo({ steps, focus }: View): readonly Step[] {
  if (focus === undefined) return steps;
  if (Number.isInteger(focus) && focus >= 0 && focus < steps.length) return steps.slice(0, focus + 1);
  throw new DarkroomError(
    'bad_argument',
    `Expected the index of one of ${steps.length} steps but received ${focus}.`,
  );
}

/** @throws DarkroomError when the file cannot be read; `bytes_wanted` */
export function contentOf(source: Source): { bytes: Uint8Array; name: string } {
  if (source.kind === 'bytes') {
    const { bytes, name } = source;
    if (bytes) return { bytes, name };
    throw new DarkroomError('bytes_wanted', `The bytes of ${name} are wanted.`, { file: name });
  }
  return { bytes: readImageFile(source.path), name: source.path };
}
