import { DarkroomError } from '../../../shared/errors.ts';

/** Which column of a table says what; places from 0. */
export interface CsvColumns {
  readonly file: number;
  readonly label: number | undefined;
  readonly box: BoxColumns | undefined;
  /** Of the image. */
  readonly width: number | undefined;
  readonly height: number | undefined;
}

export interface BoxColumns {
  readonly places: readonly [number, number, number, number];
  /** Left, top, right and bottom; or left, top, width and height. */
  readonly form: 'corners' | 'size';
}

/** Names of columns as tools and competitions write them; the first that is there counts. */
const names = {
  file: 'filename file_name filepath file_path file image_path img_path path image_name image img image_id imageid',
  label: 'class class_name label label_name labelname category category_name target',
  width: 'width image_width img_width',
  height: 'height image_height img_height',
};
const boxNames: Readonly<Record<BoxColumns['form'], readonly string[]>> = {
  corners: ['xmin ymin xmax ymax', 'x_min y_min x_max y_max', 'x1 y1 x2 y2', 'left top right bottom'],
  size: ['x y width height', 'x y w h', 'left top width height', 'bbox_x bbox_y bbox_width bbox_height'],
};

/** The names of four columns that are read as a box. */
export const boxHeaders: readonly string[] = Object.values(boxNames)
  .flat()
  .map(four => four.replaceAll(' ', ','));

/** Words, between underscores, of columns that say where something in the image is. */
const placeWords = {
  outline:
    /(^|_)(b?box(es)?|bounding_?box(es)?|polygons?|points|segmentations?|key_?points|landmarks|rle)(_|$)/,
  across: /(^|_)(c?x|b?boxx|xc|x_?(min|max|center|centre)|(min|max)x|x\d|left|right)(_|$)/,
  down: /(^|_)(c?y|b?boxy|yc|y_?(min|max|center|centre)|(min|max)y|y\d|top|bottom)(_|$)/,
  size: /(^|_)[wh](_|$)/,
  /** What is said of them, or of the image. */
  other: /(^|_)(ids?|n|num|number|count|area|score|conf|confidence|class|label|type|source|image|img)(_|$)/,
};

/** Undefined when the header is not one of labels: no column of files, or neither classes nor boxes. */
export function findColumns(header: readonly string[]): CsvColumns | undefined {
  const there = header.map(plain);
  const placesOf = (words: string): readonly number[] => words.split(' ').map(name => there.indexOf(name));
  const first = (words: string): number | undefined => placesOf(words).find(place => place !== -1);
  const file = first(names.file);
  const label = first(names.label);
  const boxOf = (form: BoxColumns['form']): BoxColumns | undefined => {
    const places = boxNames[form].map(placesOf).find(found => !found.includes(-1));
    return places && { places: places as unknown as BoxColumns['places'], form };
  };
  const box = boxOf('corners') ?? boxOf('size');
  if (file === undefined || (label === undefined && !box)) return undefined;
  // What is the size of the box is not that of the image.
  const sideOf = (words: string) =>
    placesOf(words).find(place => place !== -1 && box?.places.includes(place) !== true);
  return { file, label, box, width: sideOf(names.width), height: sideOf(names.height) };
}

/**
 * Columns that are kept as they are, though by their names they say where something in the image is. A side counts only
 * beside one of the other direction: `left` alone may be an eye.
 */
export function placesKept(header: readonly string[], { box, ...columns }: CsvColumns): readonly string[] {
  const read = new Set([...Object.values(columns), ...(box?.places ?? [])]);
  const kept = header.filter((name, place) => !read.has(place) && !placeWords.other.test(plain(name)));
  const having = (words: RegExp) => kept.filter(name => words.test(plain(name)));
  const [across, down] = [having(placeWords.across), having(placeWords.down)];
  const sides = across.length > 0 && down.length > 0 ? [...across, ...down, ...having(placeWords.size)] : [];
  const places = new Set([...sides, ...having(placeWords.outline)]);
  return kept.filter(name => places.has(name));
}

function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

/** @throws DarkroomError saying which columns are wanted and which are there */
export function requireColumns(header: readonly string[], file: string): CsvColumns {
  const columns = findColumns(header);
  if (columns) return columns;
  const wanted = 'a header with a column of files and one of classes, or four of boxes';
  const there = header.join('') === '' ? 'nothing' : header.slice(0, 12).join(', ');
  throw new DarkroomError('bad_labels', `${file}:1: expected ${wanted} but received ${there}.`, {
    hint: 'Write it as filename,class or filename,width,height,class,xmin,ymin,xmax,ymax; more columns are kept.',
    file,
    line: 1,
  });
}
