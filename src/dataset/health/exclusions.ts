import type { Dataset, Finding } from '../../shared/dataset.ts';
import { healthRules } from './index.ts';

/**
 * Images to leave out so that what was found is gone, in the dataset's order and below its root: of copies the first
 * stays, of leakage what is in the later split.
 */
export function exclusions(
  { images, splits }: Pick<Dataset, 'images' | 'splits'>,
  findings: readonly Finding[],
): readonly string[] {
  const places = new Map(images.map(({ relativePath }, index) => [relativePath, index]));
  const splitOf = (path: string) => splits.indexOf(images[places.get(path) ?? -1]?.split ?? '');
  const excluded = new Set<string>();
  const copies: (readonly [place: number, path: string, others: readonly string[]])[] = [];
  for (const { rule, image, others = [] } of findings) {
    const kind = healthRules.find(({ id }) => id === rule)?.excludes;
    if (kind === undefined || image === undefined) continue;
    if (kind === 'each') excluded.add(image);
    else if (kind === 'copies') copies.push([places.get(image) ?? 0, image, others]);
    else if (others.some(other => splitOf(other) > splitOf(image))) excluded.add(image);
  }
  copies.sort(([one], [other]) => one - other);
  for (const [place, path, others] of copies) {
    const isCopy = (other: string) => !excluded.has(other) && (places.get(other) ?? Infinity) < place;
    if (others.some(isCopy)) excluded.add(path);
  }
  return images.flatMap(({ relativePath }) => (excluded.has(relativePath) ? [relativePath] : []));
}
