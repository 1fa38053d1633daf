/**
 * COCO's short form of run lengths: each number in groups of five bits, the lowest first, in characters from `0` on;
 * a sixth bit says that more follow, and from the fourth number on only the difference to the one before the last is
 * written. As in `rleToString` and `rleFrString` of cocodataset/cocoapi, common/maskApi.c.
 *
 * @returns undefined when the text is damaged
 */
export function countsOfText(text: string): number[] | undefined {
  const counts: number[] = [];
  let value = 0;
  let scale = 1;
  for (let index = 0; index < text.length; index++) {
    const group = text.charCodeAt(index) - 48;
    // Ten groups are more than any image needs, and still exact.
    if (group < 0 || group > 63 || scale > 2 ** 45) return undefined;
    value += (group & 31) * scale;
    scale *= 32;
    if (group & 32) continue;
    if (group & 16) value -= scale;
    if (counts.length > 2) value += counts[counts.length - 2]!;
    if (value < 0) return undefined;
    counts.push(value);
    value = 0;
    scale = 1;
  }
  return scale === 1 ? counts : undefined;
}

/** The inverse of `countsOfText`. */
export function textOfCounts(counts: readonly number[]): string {
  let text = '';
  counts.forEach((count, index) => {
    let value = index > 2 ? count - counts[index - 2]! : count;
    for (let more = true; more;) {
      const group = ((value % 32) + 32) % 32;
      value = Math.floor(value / 32);
      more = group & 16 ? value !== -1 : value !== 0;
      text += String.fromCharCode(48 + group + (more ? 32 : 0));
    }
  });
  return text;
}

/** Pixels that belong to the object. */
export function areaOfCounts(counts: readonly number[]): number {
  let area = 0;
  for (let index = 1; index < counts.length; index += 2) area += counts[index]!;
  return area;
}
