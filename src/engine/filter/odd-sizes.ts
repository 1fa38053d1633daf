/** The smallest and the largest odd number of a range, from 3; the first is above the second when there is none. */
export function oddWithin([lowest, highest]: readonly [number, number]): readonly [number, number] {
  const fewest = Math.max(3, lowest);
  return [fewest + 1 - (fewest % 2), highest - 1 + (highest % 2)];
}
