import type { PipelineEdit, TextEdit } from '../../../shared/edit.ts';
import { DarkroomError } from '../../../shared/errors.ts';
import { besides, isWithin, lastOf, numberOf } from '../../../shared/stepPath.ts';
import { relocated } from '../../../shared/steps.ts';
import { linesOf } from './blockList.ts';
import { commentBehind, insertPart } from './flow.ts';
import { deleteLines, indentationAt, insertLines, lineStart, newlineOf } from './lines.ts';
import type { Style } from './literal.ts';
import { tooUnusual } from './maps.ts';
import { checkIndex, findPlace, type Place } from './place.ts';
import { commentsOf, flowText, leadingSpace, reindented } from './reindent.ts';
import { moveStep, removeStep, setParameter } from './steps.ts';
import { emptyList } from './topLevel.ts';
import type { ListNode, TreeEntry, TreeNode } from './tree.ts';

type Relocation = Extract<PipelineEdit, { kind: 'relocate' }>;

/**
 * Takes a step out of its list and writes it into another one, in the other one's style and as deep as it stands. Comments
 * go along; where the other list is written in braces, they stand above the step that holds it.
 *
 * @throws DarkroomError `bad_argument` for a place inside the step itself, or one that is not there
 */
export function relocateStep(
  text: string,
  root: TreeNode | undefined,
  { step, at }: Relocation,
  style: Style,
): readonly TextEdit[] {
  const from = findPlace(root, step);
  const { list, index, entry } = from;
  checkIndex(index, (list?.items.length ?? 0) - 1);
  if (at.length > step.length && isWithin(at, step)) {
    throw new DarkroomError('bad_argument', `Step ${numberOf(step)} cannot be moved into itself.`);
  }
  const to = findPlace(root, at);
  checkIndex(to.index, to.list?.items.length ?? 0);
  // Within one list it is only another order.
  if (to.list === list) {
    const last = list!.items.length - 1;
    return moveStep(
      text,
      list!,
      index,
      Math.min(lastOf(relocated({ step, at: besides(step, to.index) })), last),
    );
  }
  const insertion = inserted(text, from, to, style);
  return apart(text, insertion, taken(text, list!, index, entry!));
}

/** The step's lines in block style, else its own text with a comma. */
function taken(text: string, list: ListNode, index: number, entry: TreeEntry): readonly TextEdit[] {
  if (list.isFlow) return removeStep(text, list, index);
  const removal = deleteLines(text, linesOf(text, list, index));
  return list.items.length > 1 ? [removal] : emptyList(entry, list, removal);
}

function inserted(text: string, from: Place, to: Place, style: Style): readonly TextEdit[] {
  const { list, index } = from;
  const target = to.list;
  if (target && !target.isFlow && target.items.length > 0) {
    const neighbour = Math.max(0, to.index - 1);
    const lines = linesOf(text, target, neighbour);
    const indentation = indentationAt(text, target.dashes[neighbour]!)!;
    return [
      insertLines(text, to.index === 0 ? lines.start : lines.end, asLines(text, list!, index, indentation)),
    ];
  }
  const comments = commentsBeside(text, list!, index);
  const above = comments.length > 0 ? [commentsAbove(text, to, comments)] : [];
  const written = asItem(text, list!, index, to, style);
  if (target) return [...above, ...insertPart(text, target, target.items, to.index, written, style)];
  const { holder } = to;
  if (!holder) throw tooUnusual();
  // The list is not there yet: it is written with one step, whose place the step's own text takes.
  const edits = setParameter(text, holder.list, holder.index, 'steps', [placeholder], style);
  return [...above, ...edits.map(edit => ({ ...edit, text: edit.text.replace(quoted, () => written) }))];
}

/** Those that are no part of the step's own text in braces. */
function commentsBeside(text: string, list: ListNode, index: number): readonly string[] {
  if (list.isFlow) return [commentBehind(text, list, list.items[index]!) ?? []].flat();
  const { start, end } = linesOf(text, list, index);
  return commentsOf(text.slice(start, end));
}

const isPlainName = /^[a-z]\w*$/;

const placeholder = 'darkroom_step';
const quoted = /"?darkroom_step"?/;

/** The step as lines of a block list whose dashes stand this deep. */
function asLines(text: string, list: ListNode, index: number, indentation: string): string {
  if (!list.isFlow) {
    const { start, end } = linesOf(text, list, index);
    const own = indentationAt(text, list.dashes[index]!)!;
    return reindented(`\n${text.slice(start, end)}`, own, indentation).slice(1);
  }
  const node = list.items[index]!;
  const [only, second] = node.kind === 'map' ? node.entries : [];
  const holdsMore =
    !only ||
    second !== undefined ||
    !/^\{?\s*$/.test(text.slice(node.start, only.start)) ||
    !/^\s*\}?$/.test(text.slice(only.end, node.end));
  const { start, end } = holdsMore ? node : only;
  // Behind a name without quotes, a colon needs room.
  const isPlain = !holdsMore && isPlainName.test(only.key);
  const behind = isPlain ? (only.value?.start ?? end) : start;
  const hasName = isPlain && /^\s*:?\s*$/.test(text.slice(only.keyEnd, behind));
  const [name, rest] = hasName ? [`${only.key}: `, behind] : ['', start];
  // Everything below a dash stands deeper than it.
  const own = leadingSpace(text, start);
  const written = `${name}${reindented(text.slice(rest, end), own, `${indentation}  `)}`.trimEnd();
  return [`${indentation}- ${written}`, ...commentsBeside(text, list, index)].join(' ');
}

/** The step as an item of a flow list. */
function asItem(
  text: string,
  list: ListNode,
  index: number,
  { list: target, index: at, holder }: Place,
  style: Style,
): string {
  const node = list.items[index]!;
  if (!list.isFlow) return flowText(text, node, style);
  const neighbour = target?.items[at] ?? target?.items.at(-1) ?? target ?? holder!.list.items[holder!.index]!;
  return reindented(
    text.slice(node.start, node.end),
    leadingSpace(text, node.start),
    leadingSpace(text, neighbour.start),
  );
}

/** Comments that find no place in a flow list, in lines above the one that it begins in. */
function commentsAbove(text: string, { list, holder }: Place, comments: readonly string[]): TextEdit {
  const start = lineStart(text, list?.start ?? holder!.list.items[holder!.index]!.start);
  const indentation = leadingSpace(text, start);
  const lines = comments.map(comment => `${indentation}${comment}`).join(newlineOf(text));
  return insertLines(text, start, lines);
}

/** One edit where what comes stands at the start of what goes, or within it: right before lines that end the text. */
function apart(
  text: string,
  insertion: readonly TextEdit[],
  removal: readonly TextEdit[],
): readonly TextEdit[] {
  const edits = [...insertion];
  for (const going of removal) {
    const at = edits.findIndex(
      ({ start, end }) => start === end && start >= going.start && start < going.end,
    );
    const coming = edits[at];
    if (!coming) edits.push(going);
    else if (coming.start === going.start) edits[at] = { ...going, text: `${coming.text}${going.text}` };
    else edits[at] = { ...going, text: `${newlineOf(text)}${coming.text.replace(/\r?\n$/, '')}` };
  }
  return edits;
}
