import type { TextEdit } from '../../../../shared/edit.ts';
import type { Fixes, KnownImage, TextRange } from '../../../../shared/language.ts';
import type { Diagnostic, ParsedPipeline } from '../../../../shared/pipeline.ts';
import { parseLoosely } from '../loose.ts';
import type { Proposal, Subject } from './proposal.ts';
import { oneSize, withoutLoss, workable } from './shapes.ts';
import {
  firstStep,
  moveBeforeNormalizing,
  orientFirst,
  pipelinesMatch,
  withAntialias,
  withoutStep,
} from './steps.ts';
import {
  indentation,
  likeItemsAbove,
  missingParameters,
  otherFormat,
  removal,
  replacementEdits,
  replacements,
  tabs,
  withoutOutputType,
} from './text.ts';

type Mend = (subject: Subject, finding: Diagnostic) => readonly Proposal[];

const nearestOrNone: Mend = (subject, finding) => [
  ...replacements(subject, finding),
  ...removal(subject, finding, 'Remove it'),
];

const mends: Readonly<Record<string, Mend>> = {
  syntax: (subject, finding) => [
    ...tabs(subject, finding),
    ...likeItemsAbove(subject, finding),
    ...replacements(subject, finding),
  ],
  empty: firstStep,
  'missing-key': firstStep,
  'unknown-operation': replacements,
  // An operation at the top level is no misspelt key.
  'unknown-key': (subject, finding) =>
    finding.suggestions?.includes('steps') && finding.message.includes('It is an operation')
      ? []
      : nearestOrNone(subject, finding),
  'unknown-parameter': nearestOrNone,
  'wrong-type': replacements,
  'out-of-range': replacements,
  inconsistent: replacements,
  'missing-parameter': missingParameters,
  'several-operations': indentation,
  'duplicate-key': (subject, finding) => removal(subject, finding, 'Remove this one'),
  'no-effect': (subject, finding) => {
    const steps = withoutStep(subject, finding);
    if (steps.length > 0) return steps;
    return removal(subject, finding, 'Remove it').map(found => ({ ...found, preferred: true }));
  },
  'resize-after-normalize': moveBeforeNormalizing,
  'blur-after-normalize': moveBeforeNormalizing,
  'augmentation-after-normalize': moveBeforeNormalizing,
  'missing-orient': orientFirst,
  'late-orient': orientFirst,
  'mixed-match': pipelinesMatch,
  'mirrored-text': withoutStep,
  aliasing: withAntialias,
  'format-cannot-hold': otherFormat,
  'eight-bit-loss': (subject, finding) =>
    finding.message.startsWith('Output') ? withoutOutputType(subject) : withoutLoss(subject, finding),
  'varying-shapes': oneSize,
  'cannot-work': workable,
};

/**
 * How the diagnostics that touch a range can be mended, in their order, the obvious way first; and what can be mended
 * in the whole text without looking.
 */
export function fixes(
  { text, language, start, end, sample }: TextRange & { readonly sample?: KnownImage },
  checked: ParsedPipeline,
): Fixes {
  const { pipeline, diagnostics } = checked;
  const subject: Subject = {
    text,
    language,
    root: parseLoosely(text, language),
    diagnostics,
    ...(pipeline && { pipeline }),
    ...(sample && { sample }),
  };
  const touched = diagnostics.filter(({ place }) => place.start <= end && place.end >= start);
  return {
    fixes: touched.flatMap(finding => {
      const mend = Object.hasOwn(mends, finding.code) ? mends[finding.code]! : () => [];
      const { code, place } = finding;
      return mend(subject, finding).map(found => ({
        ...found,
        preferred: found.preferred ?? false,
        code,
        start: place.start,
        end: place.end,
      }));
    }),
    all: safeEdits(subject, diagnostics),
  };
}

/** None of the edits touch. */
function safeEdits(subject: Subject, diagnostics: readonly Diagnostic[]): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  for (const finding of diagnostics) {
    if (!isSafe(finding)) continue;
    const [edit] = replacementEdits(subject, finding);
    const last = edits.at(-1);
    if (edit && (!last || edit.start > last.end)) edits.push(edit);
  }
  return edits;
}

/** There is one thing it can mean. A number out of its range can mean any. */
function isSafe({ code, suggestions = [] }: Diagnostic): boolean {
  if (suggestions.length !== 1 || !replaceable.has(code)) return false;
  return code !== 'out-of-range' || !/^-?[\d.]/.test(suggestions[0]!);
}

const replaceable: ReadonlySet<string> = new Set([
  'unknown-operation',
  'unknown-parameter',
  'wrong-type',
  'out-of-range',
  'inconsistent',
]);
