import { numberOf } from '../decimal.ts';
import type { ProblemList } from '../problemList.ts';
import type { XmlElement } from './tree.ts';

/** Edges as the file writes them. */
type Edges = readonly [xmin: number, ymin: number, xmax: number, ymax: number];

export interface VocObject {
  /** Its place among all objects and their parts, in the order of the document. */
  readonly id: number;
  readonly name: string;
  readonly edges?: Edges;
  /** The one point that action datasets give a person, as the file writes it. */
  readonly point?: readonly [x: number, y: number];
}

export interface VocImage {
  /** Undefined when the file has no size, or zeros, as some tools write. */
  readonly size: { readonly width: number; readonly height: number } | undefined;
  readonly objects: readonly VocObject[];
}

const edgeNames = ['xmin', 'ymin', 'xmax', 'ymax'] as const;
/** Elements of an object that hold coordinates of another kind than a box or a point. */
export const otherShapes = ['polygon', 'segm', 'segmentation', 'robndbox', 'keypoints', 'mask'];

/** Objects and their parts in the order of the document; the place in this list is the id. */
export function placesOf(root: XmlElement): readonly XmlElement[] {
  return all(root, 'object').flatMap(object => [object, ...all(object, 'part')]);
}

/** What the labels need of a document; what cannot be is named in `problems` with its line. */
export function readDocument(root: XmlElement, file: string, problems: ProblemList): VocImage {
  if (root.name !== 'annotation') {
    const message = `${file}, line ${root.line}: expected the element annotation but received ${root.name}.`;
    problems.add('files without annotation', message, { at: { file, line: root.line } });
    return { size: undefined, objects: [] };
  }
  const size = readSize(child(root, 'size'), file, problems);
  const objects = placesOf(root).flatMap((element, id) => {
    const name = child(element, 'name')?.text;
    if (!name) {
      leaveOut(`expected a name but the ${element.name} has none`, element, file, problems);
      return [];
    }
    for (const shape of otherShapes) {
      const other = child(element, shape);
      if (!other) continue;
      const message = `${file}, line ${other.line}: the ${shape} of ${name} is not read, only boxes are; results are written without it.`;
      problems.add('shapes other than boxes', message, {
        code: 'unsupported',
        at: { file, line: other.line },
      });
    }
    const point = readPoint(child(element, 'point'));
    const box = child(element, 'bndbox');
    if (!box) return [{ id, name, ...point }];
    const edges = readEdges(box, file, problems);
    if (!edges) return [];
    if (size && (edges[0] < 0 || edges[1] < 0 || edges[2] > size.width || edges[3] > size.height)) {
      const message = `${file}, line ${box.line}: the box of ${name} reaches out of the image of ${size.width}×${size.height}: ${edges.join(', ')}.`;
      problems.add('objects that reach out of their image', message, { at: { file, line: box.line } });
    }
    return [{ id, name, edges, ...point }];
  });
  return { size, objects };
}

function readSize(size: XmlElement | undefined, file: string, problems: ProblemList): VocImage['size'] {
  if (!size) return undefined;
  const width = numberIn(size, 'width');
  const height = numberIn(size, 'height');
  if (Number.isInteger(width) && Number.isInteger(height) && width! > 0 && height! > 0) {
    return { width: width!, height: height! };
  }
  const written = `${child(size, 'width')?.text ?? 'nothing'}×${child(size, 'height')?.text ?? 'nothing'}`;
  const message = `${file}, line ${size.line}: expected a size in whole pixels but received ${written}; the image's own is taken.`;
  problems.add('files with an impossible size', message, { at: { file, line: size.line } });
  return undefined;
}

function readPoint(point: XmlElement | undefined): Pick<VocObject, 'point'> {
  const x = point && numberIn(point, 'x');
  const y = point && numberIn(point, 'y');
  return x === undefined || y === undefined ? {} : { point: [x, y] };
}

function readEdges(box: XmlElement, file: string, problems: ProblemList): Edges | undefined {
  const edges: number[] = [];
  for (const name of edgeNames) {
    const value = numberIn(box, name);
    if (value === undefined) {
      const written = child(box, name)?.text;
      const received = written === undefined ? 'none' : JSON.stringify(written.slice(0, 40));
      leaveOut(`expected a number for ${name} but received ${received}`, box, file, problems);
      return undefined;
    }
    edges.push(value);
  }
  const [xmin, ymin, xmax, ymax] = edges as [number, number, number, number];
  if (xmax >= xmin && ymax >= ymin) return [xmin, ymin, xmax, ymax];
  const what = `expected xmin up to xmax and ymin up to ymax but received ${edges.join(', ')}`;
  leaveOut(what, box, file, problems);
  return undefined;
}

function leaveOut(what: string, element: XmlElement, file: string, problems: ProblemList): void {
  const message = `${file}, line ${element.line}: ${what}; the object is left out.`;
  problems.add('damaged objects', message, { at: { file, line: element.line } });
}

/** Undefined when it is missing or no finite number. */
function numberIn(element: XmlElement, name: string): number | undefined {
  const text = child(element, name)?.text;
  return text === undefined ? undefined : numberOf(text);
}

function all({ children }: XmlElement, name: string): readonly XmlElement[] {
  return children.filter(element => element.name === name);
}

function child({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find(element => element.name === name);
}
