/**
 * Where the largest, the smallest and the value between stand in red, green and blue of a colour of HSV, for each sixth
 * of the colour circle: 0 from red to yellow.
 */
export const placeOfMost = Uint8Array.of(0, 1, 1, 2, 2, 0);
export const placeOfLeast = Uint8Array.of(2, 2, 0, 0, 1, 1);
export const placeOfBetween = Uint8Array.of(1, 0, 2, 1, 0, 2);

/** Whether the value between rises with the hue in a sector; it falls in the others. */
export function isRising(sector: number): boolean {
  return sector % 2 === 0;
}
