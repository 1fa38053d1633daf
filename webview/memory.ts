import type { Mapping } from '../src/shared/view.ts';
import type { CompareMode } from '../src/shared/viewState.ts';
import type { Viewport } from './viewport.ts';

/** What the page remembers of itself when it is hidden and shown again. */
export interface Memory {
  readonly compare: CompareMode;
  /** Where the divider of the slider stands, 0 to 1 of the canvas's width. */
  readonly divider: number;
  /** Absent: fitted. */
  readonly view?: Viewport;
  readonly mappings: { readonly before?: Mapping['id']; readonly after?: Mapping['id'] };
  /** Histogram with a logarithmic axis. */
  readonly logarithmic: boolean;
  /** Sections of the panel that are closed. */
  readonly closed: readonly string[];
  /** The view of a preview that is in sight. */
  readonly tab: string;
  /** Labels are drawn on the pictures. */
  readonly labels: boolean;
}

export const freshMemory: Memory = {
  compare: 'slider',
  divider: 0.5,
  mappings: {},
  logarithmic: false,
  closed: [],
  tab: 'steps',
  labels: true,
};

const modes: readonly unknown[] = ['slider', 'side_by_side', 'difference'] satisfies CompareMode[];
const mappingIds: readonly unknown[] = ['levels', 'range', 'unnormalized'] satisfies Mapping['id'][];

/** What was saved, perhaps by an older version of the page: every part that does not fit is as if it were fresh. */
export function restoreMemory(saved: unknown): Memory {
  if (!isRecord(saved)) return freshMemory;
  const { compare, divider, view, mappings, logarithmic, closed, tab, labels } = saved;
  const mapping = (side: string) => {
    const id = isRecord(mappings) ? mappings[side] : undefined;
    return mappingIds.includes(id) ? { [side]: id as Mapping['id'] } : {};
  };
  return {
    compare: modes.includes(compare) ? (compare as CompareMode) : freshMemory.compare,
    divider: isNumber(divider) && divider >= 0 && divider <= 1 ? divider : freshMemory.divider,
    ...(isViewport(view) && { view }),
    mappings: { ...mapping('before'), ...mapping('after') },
    logarithmic: logarithmic === true,
    closed: Array.isArray(closed) ? closed.filter(name => typeof name === 'string') : [],
    tab: typeof tab === 'string' ? tab : freshMemory.tab,
    labels: labels !== false,
  };
}

function isViewport(view: unknown): view is Viewport {
  return (
    isRecord(view) &&
    isNumber(view['x']) &&
    isNumber(view['y']) &&
    isNumber(view['scale']) &&
    view['scale'] > 0
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
