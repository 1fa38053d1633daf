import type { Movement } from './rows.ts';
import type { Manner } from './selection.ts';

const movements: Readonly<Record<string, Movement>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  Home: 'start',
  End: 'end',
};

/** What the grid does for its keys. */
export interface KeyTarget {
  move(movement: Movement, manner: Manner): void;
  toggle(): void;
  open(): void;
  selectAll(): void;
  clear(): void;
}

/** Arrows and their like select; with Shift they extend the selection, with Ctrl they move the focus alone. */
export function gridKey(event: KeyboardEvent, target: KeyTarget): void {
  const command = event.ctrlKey || event.metaKey;
  if (event.altKey) return;
  const movement = movements[event.key];
  if (movement) target.move(movement, event.shiftKey ? 'extend' : command ? 'move' : 'only');
  else if (event.key === ' ') target.toggle();
  else if (event.key === 'Enter' && !command) target.open();
  else if (command && event.key.toLowerCase() === 'a') target.selectAll();
  else if (event.key === 'Escape') target.clear();
  else return;
  event.preventDefault();
  // The editor hears every key of a page: its own “select all” would take the focus into the first text field.
  event.stopPropagation();
}

/** How a click changes the selection. */
export function mannerOf({
  shiftKey,
  ctrlKey,
  metaKey,
}: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>): Manner {
  return shiftKey ? 'extend' : ctrlKey || metaKey ? 'toggle' : 'only';
}
