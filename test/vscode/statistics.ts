import assert from 'node:assert/strict';

/** One image of `darkroom stats --json`. */
export interface ImageFigures {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly min: readonly number[];
  readonly max: readonly number[];
  readonly median: readonly number[];
  readonly entropy: readonly number[];
}

/** Title of the row in the page by name of the figure on the command line. */
const titles = {
  Min: 'min',
  Max: 'max',
  Mean: 'mean',
  Std: 'std',
  Median: 'median',
  Entropy: 'entropy',
} as const;

/** Whether a column of the page shows these figures, each correct to the last digit that is shown. */
export function assertShows(
  table: Readonly<Record<string, Readonly<Record<'before' | 'after', readonly string[]>>>>,
  column: 'before' | 'after',
  figures: ImageFigures,
): void {
  for (const [title, name] of Object.entries(titles)) {
    const shown = table[title]?.[column];
    assert.ok(shown, `there is no row ${title}`);
    assert.equal(shown.length, figures[name].length, `${title}: number of channels`);
    for (const [channel, text] of shown.entries()) {
      const value = text.replaceAll('\u2212', '-');
      const decimals = /\.(\d+)$/.exec(value)?.[1]?.length ?? 0;
      const expected = figures[name][channel]!;
      assert.ok(
        Math.abs(Number(value) - expected) <= 0.5000001 * 10 ** -decimals,
        `${title} of channel ${channel}: the page shows ${text}, the command line says ${expected}`,
      );
    }
  }
}
