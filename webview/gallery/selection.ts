/** The selected images by their paths, so that they stay selected when the order changes. */
export interface Selection {
  readonly chosen: ReadonlySet<string>;
  /** Position that a range begins at. */
  readonly anchor: number;
  /** Position of the tile that the keys act on. */
  readonly active: number;
}

export const emptySelection: Selection = { chosen: new Set(), anchor: 0, active: 0 };

/** How a click or a key changes the selection. */
export type Manner = 'only' | 'toggle' | 'extend' | 'move';

/**
 * The selection after a tile was clicked or reached by a key: `only` it; its own state `toggle`d; the range from the
 * anchor to it (`extend`); or the focus alone `move`d there.
 * @param pathAt the path of the image at a position
 */
export function select(
  selection: Selection,
  position: number,
  manner: Manner,
  pathAt: (position: number) => string | undefined,
): Selection {
  const path = pathAt(position);
  if (path === undefined) return selection;
  switch (manner) {
    case 'only':
      return { chosen: new Set([path]), anchor: position, active: position };
    case 'move':
      return { ...selection, active: position };
    case 'toggle': {
      const chosen = new Set(selection.chosen);
      if (!chosen.delete(path)) chosen.add(path);
      return { chosen, anchor: position, active: position };
    }
    case 'extend':
      return {
        chosen: new Set(range(selection.anchor, position, pathAt)),
        anchor: selection.anchor,
        active: position,
      };
  }
}

/** All that is shown. */
export function selectAll(
  selection: Selection,
  count: number,
  pathAt: (position: number) => string | undefined,
): Selection {
  return { ...selection, chosen: new Set(range(0, count - 1, pathAt)) };
}

/** Without the images that are gone. */
export function withoutGone(selection: Selection, isThere: (path: string) => boolean): Selection {
  const chosen = new Set([...selection.chosen].filter(isThere));
  return chosen.size === selection.chosen.size ? selection : { ...selection, chosen };
}

function range(from: number, to: number, pathAt: (position: number) => string | undefined): string[] {
  const low = Math.min(from, to);
  const count = Math.abs(to - from) + 1;
  return Array.from({ length: count }, (_, index) => pathAt(low + index)).filter(path => path !== undefined);
}
