import type { Draw } from '../src/shared/view.ts';

/** “Version 3”, as the command line counts in file names; “Lowest”. */
export function nameOf(draw: Draw): string {
  if ('version' in draw) return `Version ${draw.version + 1}`;
  return draw.extreme === 'lowest' ? 'Lowest' : 'Highest';
}

export function keyOf(draw: Draw): string {
  return 'version' in draw ? String(draw.version) : draw.extreme;
}
