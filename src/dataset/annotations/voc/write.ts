import type { Box, LabelObject } from '../../../shared/labels.ts';
import type { LabelledResult } from '../format.ts';
import { child, children, parseXml, removeElement, serializeXml, textOf, type Element } from './document.ts';
import { otherShapes } from './read.ts';

/**
 * The document of one result: the source's own, with its boxes moved, its size and names changed and objects that are
 * gone taken out. Everything else stays as it was.
 *
 * @param offset what was taken from xmin and ymin when they were read
 */
export function writeDocument(text: string, file: string, result: LabelledResult, offset: 0 | 1): string {
  const document = parseXml(text, file);
  const root = document.documentElement!;
  const places = placesOf(root);
  const isWhole = places.every(element => !/[.e]/i.test(textOf(child(element, 'bndbox')) ?? ''));
  const objects = new Map(result.labels.objects.map(object => [object.id, object]));
  places.forEach((element, id) => {
    const object = objects.get(id);
    if (object) moveObject(element, object, offset, isWhole, result.shape);
    else removeElement(element);
  });
  const parts = result.output.split('/');
  setText(root, 'filename', parts.at(-1)!);
  setText(root, 'folder', parts.at(-2) ?? '');
  setText(root, 'path', result.output);
  const size = child(root, 'size');
  if (size) {
    setText(size, 'width', String(result.shape.width));
    setText(size, 'height', String(result.shape.height));
    setText(size, 'depth', String(result.shape.channels));
  }
  // The text is written as UTF-8, whatever it was read from.
  for (const node of document.childNodes) {
    if (node.nodeName === 'xml' && node.nodeValue !== null) {
      node.nodeValue = node.nodeValue.replace(/encoding\s*=\s*(["']).*?\1/, 'encoding=$1UTF-8$1');
    }
  }
  return `${serializeXml(document).trimEnd()}\n`;
}

/** Objects and their parts in the order in which they are read. */
function placesOf(root: Element): readonly Element[] {
  return children(root, 'object').flatMap(object => [object, ...children(object, 'part')]);
}

function moveObject(
  element: Element,
  { box, keypoints }: LabelObject,
  offset: 0 | 1,
  isWhole: boolean,
  frame: { readonly width: number; readonly height: number },
): void {
  // They would no longer fit the image.
  for (const shape of otherShapes) children(element, shape).forEach(removeElement);
  for (const point of children(element, 'point')) {
    const [moved] = keypoints ?? [];
    if (!moved || moved.visibility === 0) removeElement(point);
    else {
      const round = (value: number) => (isWhole ? Math.round(value) : Math.round(value * 1000) / 1000);
      setText(point, 'x', String(round(moved.x + offset / 2)));
      setText(point, 'y', String(round(moved.y + offset / 2)));
    }
  }
  const place = child(element, 'bndbox');
  if (place && box) {
    const edges = isWhole ? wholeEdges(box, offset, frame) : exactEdges(box, offset);
    (['xmin', 'ymin', 'xmax', 'ymax'] as const).forEach((name, index) => {
      setText(place, name, String(edges[index]));
    });
  }
}

function exactEdges([left, top, right, bottom]: Box, offset: number): readonly number[] {
  return [left + offset, top + offset, right, bottom].map(value => Math.round(value * 1000) / 1000);
}

/** Whole pixels, as most programs expect them; a box of less than one becomes the pixel that its middle is in. */
function wholeEdges(
  [left, top, right, bottom]: Box,
  offset: 0 | 1,
  { width, height }: { readonly width: number; readonly height: number },
): readonly number[] {
  const [xmin, xmax] = wholePixels(left, right, width);
  const [ymin, ymax] = wholePixels(top, bottom, height);
  return [xmin + offset, ymin + offset, xmax, ymax];
}

function wholePixels(from: number, to: number, size: number): readonly [number, number] {
  const start = Math.round(from);
  const end = Math.round(to);
  if (end > start) return [start, end];
  const middle = Math.min(Math.max(Math.floor((from + to) / 2), 0), size - 1);
  return [middle, middle + 1];
}

/** Only where the element is there: nothing is added that the source has not. */
function setText(parent: Element, name: string, text: string): void {
  for (const element of children(parent, name)) element.textContent = text;
}
