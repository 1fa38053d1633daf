import type { PipelineEdit } from './edit.ts';
import type { Step } from './pipeline.ts';

/** Index of the step that a place of the text belongs to; undefined where it belongs to none. */
export function stepAt(text: string, steps: readonly Step[], offset: number): number | undefined {
  const index = steps.findLastIndex(
    ({ place }) => place !== undefined && offset >= beginOf(text, place.start),
  );
  const place = steps[index]?.place;
  if (!place) return undefined;
  // What stands between two steps belongs to the first of them, what stands behind the last to none.
  if (index < steps.length - 1) return index;
  const end = place.start + text.slice(place.start, place.end).trimEnd().length;
  const lineEnd = text.indexOf('\n', end);
  return lineEnd < 0 || offset <= lineEnd ? index : undefined;
}

/** The dash before a step, and the room before it, belong to the step. */
function beginOf(text: string, start: number): number {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  return /^[\s-]*$/.test(text.slice(line, start)) ? line : start;
}

/** Which step is in focus after an edit, of a pipeline with `count` steps before it. */
export function focusAfter(edit: PipelineEdit, focus: number | undefined, count: number): number | undefined {
  switch (edit.kind) {
    case 'set':
    case 'unset':
    case 'enable':
    case 'top':
      return focus;
    case 'insert':
      return edit.at;
    case 'duplicate':
      return edit.step + 1;
    case 'remove':
      if (focus === undefined || focus < edit.step) return focus;
      if (focus > edit.step) return focus - 1;
      return count > 1 ? Math.min(focus, count - 2) : undefined;
    case 'move': {
      const { step, to } = edit;
      if (focus === undefined) return undefined;
      if (focus === step) return to;
      if (step < focus && to >= focus) return focus - 1;
      if (step > focus && to <= focus) return focus + 1;
      return focus;
    }
  }
}
