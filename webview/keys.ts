import type { CompareMode } from '../src/shared/viewState.ts';
import { takesKeys } from './controls.ts';

const modes: Record<string, CompareMode> = { '1': 'slider', '2': 'side_by_side', '3': 'difference' };
const zooms: Record<string, number | 'fit' | 'in' | 'out'> = {
  '+': 'in',
  '=': 'in',
  '-': 'out',
  '\u2212': 'out',
  '0': 'fit',
  a: 1,
  A: 1,
};

/** The page's keys, wherever the focus is but in a control that takes text. */
export function listenToKeys(target: {
  compare(mode: CompareMode): void;
  zoom(zoom: number | 'fit' | 'in' | 'out'): void;
  toggleLabels(): void;
}): void {
  window.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || takesKeys(event)) return;
    const mode = modes[event.key];
    const zoom = zooms[event.key];
    if (mode !== undefined) target.compare(mode);
    else if (event.key === 'l' || event.key === 'L') target.toggleLabels();
    else if (zoom !== undefined) target.zoom(zoom);
    else return;
    event.preventDefault();
  });
}
