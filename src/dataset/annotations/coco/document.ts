import { DarkroomError } from '../../../shared/errors.ts';
import { isFields, parseJson, shown, type Fields } from '../json.ts';
import { nameWithin } from '../names.ts';
import type { ProblemList } from '../problemList.ts';

/** A COCO file as it stands, and what refers to what in it. */
export interface CocoDocument {
  readonly root: Fields;
  /** White space that the file was indented with. */
  readonly indent: string;
  readonly images: readonly CocoImage[];
  readonly annotations: readonly unknown[];
  readonly categories: ReadonlyMap<unknown, string>;
}

export interface CocoImage {
  /** Place in the file's list of images. */
  readonly index: number;
  readonly fields: Fields;
  readonly name: string;
  /** Absent where the file does not say it. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Places of its annotations in the file's list. */
  readonly annotations: number[];
}

/**
 * @param folders of the images, which absolute names may lead into
 * @throws DarkroomError when the text is damaged or is not COCO at all
 */
export function parseDocument(
  text: string,
  file: string,
  problems: ProblemList,
  folders: ReadonlySet<string>,
): CocoDocument {
  const root = parseJson(text, file);
  const refuse = (message: string): DarkroomError => new DarkroomError('bad_labels', message, { file });
  if (!isFields(root)) throw refuse(`${file}: expected an object but received ${shown(root)}.`);
  const { images, annotations, categories = [] } = root;
  for (const [name, list] of Object.entries({ images, annotations, categories })) {
    if (!Array.isArray(list)) throw refuse(`${file}: ${name}: expected a list but received ${shown(list)}.`);
  }
  const list = annotations as readonly unknown[];
  const [first] = list;
  if (isFields(first) && 'segments_info' in first) {
    const message = `${file} is COCO of the panoptic kind, which is not read.`;
    const hint = 'Name the file of instances.';
    throw new DarkroomError('unsupported', message, { hint, file });
  }
  const known = imagesOf(images as readonly unknown[], problems, folders);
  assignAnnotations(list, known.byId, problems);
  return {
    root,
    indent: /^\{\s*?\n([ \t]+)/.exec(text.slice(0, 64))?.[1] ?? '',
    images: known.images,
    annotations: list,
    categories: categoriesOf(categories as readonly unknown[], problems),
  };
}

interface KnownImages {
  readonly images: readonly CocoImage[];
  readonly byId: ReadonlyMap<unknown, CocoImage>;
}

function imagesOf(
  list: readonly unknown[],
  problems: ProblemList,
  folders: ReadonlySet<string>,
): KnownImages {
  const byId = new Map<unknown, CocoImage>();
  const byName = new Map<string, CocoImage>();
  list.forEach((fields, index) => {
    const place = `images[${index}]`;
    const add = (path: string, expected: string, value: unknown): void => {
      problems.add('damaged images', `${place}${path}: expected ${expected} but received ${shown(value)}.`);
    };
    if (!isFields(fields)) {
      add('', 'an object', fields);
      return;
    }
    const { id, file_name: fileName, width, height } = fields;
    const name = typeof fileName === 'string' ? nameWithin(fileName, folders) : undefined;
    if (!isId(id)) add('.id', 'a number or a text', id);
    else if (byId.has(id)) add('.id', `an id of its own`, id);
    else if (name === undefined) add('.file_name', 'a path below the folder of the images', fileName);
    else if (byName.has(name))
      add('.file_name', `a file that images[${byName.get(name)!.index}] has not`, name);
    else {
      const sized = isSize(width) && isSize(height);
      if (!sized && (width !== undefined || height !== undefined))
        add('.width and height', 'positive numbers', [width, height]);
      const image = { index, fields, name, ...(sized && { size: { width, height } }), annotations: [] };
      byId.set(id, image);
      byName.set(name, image);
    }
  });
  return { images: [...byId.values()], byId };
}

function assignAnnotations(
  list: readonly unknown[],
  images: ReadonlyMap<unknown, CocoImage>,
  problems: ProblemList,
): void {
  const ids = new Set<unknown>();
  list.forEach((fields, index) => {
    const place = `annotations[${index}]`;
    if (!isFields(fields)) {
      problems.add('damaged annotations', `${place}: expected an object but received ${shown(fields)}.`);
      return;
    }
    const { id, image_id: imageId } = fields;
    if (!isId(id) || ids.has(id)) {
      const message = `${place}.id: expected an id of its own but received ${shown(id)}; a new one is written.`;
      problems.add('annotations without an id of their own', message);
    }
    ids.add(id);
    const image = images.get(imageId);
    if (image) image.annotations.push(index);
    else {
      const message = `${place}.image_id: expected the id of a readable image but received ${shown(imageId)}.`;
      problems.add('annotations of unknown images', message);
    }
  });
}

function categoriesOf(list: readonly unknown[], problems: ProblemList): ReadonlyMap<unknown, string> {
  const names = new Map<unknown, string>();
  list.forEach((category, index) => {
    const { id, name } = isFields(category) ? category : {};
    if (!isId(id) || names.has(id)) {
      const message = `categories[${index}].id: expected an id of its own but received ${shown(id)}.`;
      problems.add('damaged categories', message);
    } else if (typeof name === 'string') names.set(id, name);
    else {
      const message = `categories[${index}].name: expected a text but received ${shown(name)}.`;
      problems.add('damaged categories', message);
    }
  });
  return names;
}

function isId(value: unknown): value is number | string {
  return Number.isFinite(value) || typeof value === 'string';
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
