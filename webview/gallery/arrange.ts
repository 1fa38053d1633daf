import type { DatasetImage } from '../../src/shared/dataset.ts';
import { compareNames } from '../../src/shared/compareNames.ts';
import type { Known, SizeRange } from './known.ts';

/** By what the images are put in order. */
export const sortings = {
  name: 'Name',
  size: 'File size',
  changed: 'Time of change',
  objects: 'Number of objects',
  pixels: 'Number of pixels',
  aspect: 'Aspect',
  brightness: 'Brightness',
  sharpness: 'Sharpness',
  entropy: 'Entropy',
} as const;
export type Sorting = keyof typeof sortings;

export const groupings = { none: 'None', class: 'Class', split: 'Split', folder: 'Folder' } as const;
export type Grouping = keyof typeof groupings;

/** What only a health check makes known. */
export const measuredSortings: ReadonlySet<Sorting> = new Set([
  'pixels',
  'aspect',
  'brightness',
  'sharpness',
  'entropy',
]);

/** What of a dataset is to be seen, and in which order. */
export interface Query {
  /** Words that must all be in the path, in any case. */
  readonly text: string;
  /** Names that are hidden; an image is shown while one of its own is not. The empty name is that of none. */
  readonly hiddenClasses: ReadonlySet<string>;
  readonly hiddenSplits: ReadonlySet<string>;
  /** Rules of which an image must have a finding; none: all images. */
  readonly rules: ReadonlySet<string>;
  /** Absent: of every size. */
  readonly sizes?: SizeRange | undefined;
  readonly sorting: Sorting;
  readonly descending: boolean;
  readonly grouping: Grouping;
}

export interface Group {
  /** Undefined when there are no groups. */
  readonly label: string | undefined;
  /** Indices of images. */
  readonly images: readonly number[];
}

/**
 * The images that pass the query, sorted, in groups; empty groups are left out. An image of several classes stands in
 * the group of each that is not hidden. What has no number to be sorted by comes last; what is equal stays in the order
 * of the dataset.
 * @param images in the order of their paths
 * @param classes in the order of the dataset
 */
export function arrange(
  images: readonly DatasetImage[],
  query: Query,
  names: { readonly classes: readonly string[]; readonly splits: readonly string[] },
  known?: Known,
): readonly Group[] {
  const passes = filterOf(query);
  const shown: number[] = [];
  for (const [index, image] of images.entries()) {
    if (passes(image) && passesReport(index, query, known)) shown.push(index);
  }
  sort(images, shown, query, known);
  if (query.grouping === 'none') return shown.length > 0 ? [{ label: undefined, images: shown }] : [];
  const groups = new Map<string, number[]>();
  // The dataset's own order first; names that it does not list follow as they come.
  const order = { none: [], class: names.classes, split: names.splits, folder: [] }[query.grouping];
  for (const name of order) groups.set(name, []);
  for (const index of shown) {
    for (const name of groupsOf(images[index]!, query)) {
      const group = groups.get(name);
      if (group) group.push(index);
      else groups.set(name, [index]);
    }
  }
  const found = [...groups].filter(([, members]) => members.length > 0);
  if (query.grouping === 'folder') found.sort(([one], [other]) => compareNames(one, other));
  return found.map(([label, members]) => ({ label, images: members }));
}

function filterOf({ text, hiddenClasses, hiddenSplits }: Query): (image: DatasetImage) => boolean {
  // What is typed is composed, names on a Mac's disk may not be.
  const words = text.normalize().toLowerCase().split(/\s+/).filter(Boolean);
  return image => {
    if (hiddenSplits.size > 0 && hiddenSplits.has(image.split ?? '')) return false;
    if (hiddenClasses.size > 0 && !classesOf(image).some(name => !hiddenClasses.has(name))) return false;
    if (words.length === 0) return true;
    const path = image.relativePath.normalize().toLowerCase();
    return words.every(word => path.includes(word));
  };
}

/** Before a check nothing is found and no size is known: what asks for them shows nothing. */
function passesReport(index: number, { rules, sizes }: Query, known: Known | undefined): boolean {
  if (rules.size > 0 && !known?.isFound(index, rules)) return false;
  return sizes === undefined || known?.isWithin(index, sizes) === true;
}

/** The empty name for an image without a class. */
export function classesOf({ classes }: DatasetImage): readonly string[] {
  return classes.length > 0 ? classes : [''];
}

function sort(
  images: readonly DatasetImage[],
  shown: number[],
  { sorting, descending }: Query,
  known: Known | undefined,
): void {
  if (sorting === 'name') {
    if (descending) shown.reverse();
    return;
  }
  const keys = new Float64Array(images.length);
  for (const index of shown) keys[index] = keyOf(images[index]!, index, sorting, known) ?? NaN;
  const direction = descending ? -1 : 1;
  shown.sort((one, other) => {
    const first = keys[one]!;
    const second = keys[other]!;
    if (Number.isNaN(first) || Number.isNaN(second))
      return Number(Number.isNaN(first)) - Number(Number.isNaN(second)) || one - other;
    return direction * (first - second) || one - other;
  });
}

function keyOf(
  image: DatasetImage,
  index: number,
  sorting: Exclude<Sorting, 'name'>,
  known: Known | undefined,
): number | undefined {
  switch (sorting) {
    case 'size':
      return image.size;
    case 'changed':
      return image.modified;
    case 'objects':
      return image.objects;
    case 'pixels':
      return known && known.measures.width[index]! * known.measures.height[index]!;
    case 'aspect':
      return known && known.measures.width[index]! / known.measures.height[index]!;
    default:
      return known?.measures[sorting][index];
  }
}

function groupsOf(image: DatasetImage, { grouping, hiddenClasses }: Query): readonly string[] {
  switch (grouping) {
    case 'none':
      return [];
    case 'class':
      return classesOf(image).filter(name => !hiddenClasses.has(name));
    case 'split':
      return [image.split ?? ''];
    case 'folder':
      // The dataset's own folder has no path below itself.
      return [image.relativePath.slice(0, Math.max(image.relativePath.lastIndexOf('/'), 0)) || './'];
  }
}
