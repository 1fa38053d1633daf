import { randomFor, type Random } from '../../src/engine/random.ts';

export type { Random };

/** All that is drawn for one case: it depends on the two numbers alone. */
export function randomOfCase(seed: number, index: number): Random {
  return randomFor({ seed, path: 'fuzz', version: index }, 0);
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[random.integer(0, items.length - 1)]!;
}

/** A place below `length`, at the beginning as often as anywhere: headers are where files lie. */
export function placeIn(random: Random, length: number): number {
  const reach = random.chance(0.5) ? Math.min(length, 128) : length;
  return random.integer(0, Math.max(0, reach - 1));
}

/** A short length more often than a long one, 1 to `most`. */
export function lengthUpTo(random: Random, most: number): number {
  return Math.max(1, Math.floor(Math.exp(random.uniform(0, Math.log(Math.max(1, most) + 1)))));
}
