import { basename, resolve } from 'node:path';
import { DarkroomError } from '../../shared/errors.ts';
import type { Labels, LabelObject } from '../../shared/labels.ts';
import { hasPlace, readAnnotation, type Complain, type ReadAnnotation } from './coco/annotation.ts';
import { parseDocument, type CocoDocument, type CocoImage } from './coco/document.ts';
import { Ids, movedAnnotation } from './coco/write.ts';
import { documents, type KnownDocument } from './documentCache.ts';
import type {
  AnnotationFile,
  AnnotationFormat,
  AnnotationSet,
  LabelledImage,
  LabelledResult,
} from './format.ts';
import { shown, type Fields } from './json.ts';
import { matchEntries } from './match.ts';
import { foldersOf } from './names.ts';
import type { ProblemList } from './problemList.ts';
import { readEnds } from './text.ts';

/** Instances and keypoints of https://cocodataset.org/#format-data; fields that it does not name are kept. */
export const coco: AnnotationFormat = {
  id: 'coco',
  title: 'COCO (JSON)',

  async recognizes(path) {
    const { head, tail } = await readEnds(path, 1 << 16);
    const text = head + tail;
    if (!/^\s*\{/.test(head)) return false;
    if (/"(images|annotations)"\s*:\s*\[/.test(text))
      return /"(image_id|file_name|category_id|categories)"\s*:/.test(text);
    // Behind many categories, both lists begin in what is not looked at.
    return /"categories"\s*:\s*\[/.test(head) && /"(image_id|file_name)"\s*:/.test(tail);
  },

  async read(path, images) {
    return bindCoco(path, await readCoco(path, images), images);
  },
};

/** @throws DarkroomError when the text is damaged or is not COCO at all */
export function readCoco(
  path: string,
  images: readonly LabelledImage[],
): Promise<KnownDocument<CocoDocument>> {
  const folders = foldersOf(images);
  return documents.read(['coco', ...folders].join('\n'), path, (text, file, problems) =>
    parseDocument(text, file, problems, folders),
  );
}

/**
 * What a file that has been read says of images.
 * @param isWhole whether it is to say something of each
 */
export function bindCoco(
  path: string,
  { document, problems: known }: KnownDocument<CocoDocument>,
  images: readonly LabelledImage[],
  isWhole = true,
): AnnotationSet & { readonly entryOf: (image: LabelledImage) => CocoImage | undefined } {
  const problems = known.copy();
  const placeOf = ({ index }: CocoImage): string => `images[${index}].file_name`;
  const byPath = matchEntries(document.images, images, placeOf, problems, isWhole);
  const set = new CocoSet(path, document, byPath);
  set.check(problems);
  const entryOf = (image: LabelledImage): CocoImage | undefined => byPath.get(resolve(image.path));
  return { format: 'coco', sources: [resolve(path)], ...set.bound(), problems: problems.all, entryOf };
}

class CocoSet {
  constructor(
    private readonly path: string,
    private readonly document: CocoDocument,
    private readonly byPath: ReadonlyMap<string, CocoImage>,
  ) {}

  bound(): Pick<AnnotationSet, 'labelsOf' | 'write'> {
    return { labelsOf: image => this.labelsOf(image), write: results => this.write(results) };
  }

  /** Reads every annotation once for what is wrong with it, and keeps nothing. */
  check(problems: ProblemList): void {
    for (const entry of this.byPath.values()) {
      for (const index of entry.annotations) {
        const complain: Complain = (kind, path, expected, value) => {
          const message = `annotations[${index}]${path}: expected ${expected} but received ${shown(value)}.`;
          problems.add(kind, message);
        };
        const fields = this.fieldsOf(index);
        // Captions have no category.
        const named = hasPlace(fields) || fields.category_id !== undefined;
        if (named && !this.document.categories.has(fields.category_id))
          complain('annotations of unknown categories', '.category_id', 'a known id', fields.category_id);
        this.readAt(index, entry, complain);
      }
    }
  }

  private labelsOf(image: LabelledImage): Labels | undefined {
    const entry = this.byPath.get(resolve(image.path));
    if (!entry) return undefined;
    const classes: string[] = [];
    const objects: LabelObject[] = [];
    for (const index of entry.annotations) {
      const { object, damaged } = this.readAt(index, entry);
      const label = this.labelAt(index);
      if (object) objects.push(object);
      else if (!damaged && label !== '') classes.push(label);
    }
    return { ...entry.size, classes: [...new Set(classes)], objects };
  }

  /**
   * Entries stand in the order of the file. Images without an entry get none: that would say there is nothing on them.
   * Nor do vectors, which are no images.
   */
  private write(results: readonly LabelledResult[]): readonly AnnotationFile[] {
    const { root, indent, images, annotations } = this.document;
    const imageIds = new Ids(images.map(({ fields }) => fields.id));
    const annotationIds = new Ids(annotations.map(fields => (fields as Fields | null)?.id));
    const labelled = results.flatMap(result => {
      const entry = this.byPath.get(resolve(result.image.path));
      return entry && !result.shape.vector ? [{ entry, result }] : [];
    });
    labelled.sort((one, other) => one.entry.index - other.entry.index);
    const written: { index: number; fields: Fields }[] = [];
    const writtenImages = labelled.map(({ entry, result }) => {
      const id = imageIds.take(entry.fields.id);
      for (const { index, fields } of this.moved(entry, result)) {
        written.push({ index, fields: { ...fields, id: annotationIds.take(fields.id), image_id: id } });
      }
      const { width, height } = result.shape;
      return { ...entry.fields, id, file_name: result.output, width, height };
    });
    written.sort((one, other) => one.index - other.index);
    const moved = { ...root, images: writtenImages, annotations: written.map(({ fields }) => fields) };
    return [{ path: basename(this.path), text: `${this.print(moved, indent)}\n` }];
  }

  private *moved(entry: CocoImage, result: LabelledResult): Iterable<{ index: number; fields: Fields }> {
    const { labels } = result;
    const objects = new Map(labels.objects.map(object => [object.id, object]));
    const classes = new Set(labels.classes);
    for (const index of entry.annotations) {
      const fields = this.fieldsOf(index);
      const label = this.labelAt(index);
      const object = objects.get(index);
      if (object) yield { index, fields: movedAnnotation(fields, this.readAt(index, entry), object) };
      else if (!hasPlace(fields) && (label === '' || classes.has(label))) yield { index, fields };
    }
  }

  private print(document: Fields, indent: string): string {
    try {
      return JSON.stringify(document, undefined, indent);
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown;
      const message = `The labels of ${this.path} do not fit into one file of 512 MiB, or are nested too deeply.`;
      const hint = 'Develop the dataset in parts.';
      throw new DarkroomError('too_large', message, { hint, file: this.path, cause: thrown });
    }
  }

  private readAt(index: number, entry: CocoImage, complain: Complain = () => undefined): ReadAnnotation {
    return readAnnotation(this.fieldsOf(index), index, this.labelAt(index), entry.size, complain);
  }

  /** Of a category that the file does not name, the id. */
  private labelAt(index: number): string {
    const id = this.fieldsOf(index).category_id;
    return this.document.categories.get(id) ?? (id === undefined ? '' : shown(id));
  }

  private fieldsOf(index: number): Fields {
    return this.document.annotations[index] as Fields;
  }
}
