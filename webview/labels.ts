import { applyMap, type Affine } from '../src/shared/affine.ts';
import { colorOfId, colorOfName } from '../src/shared/labelColors.ts';
import type { Keypoint, LabelObject, Labels, RunLengths } from '../src/shared/labels.ts';

/** How labels are drawn: device pixels per page pixel, and the font of their names (none without it). */
export interface LabelStyle {
  readonly ratio: number;
  readonly font?: string;
  /** It is drawn once: the pictures of regions, which are as large as the image, are not kept. */
  readonly once?: boolean;
}

type Context = CanvasRenderingContext2D;

/** Of areas, so that the picture is seen through them. */
export const opacity = 0.4;
/** Around every coloured line, so that it is seen on pictures of its own colour. */
const halo = 'rgba(0, 0, 0, 0.75)';
const shapes = new WeakMap<RunLengths, OffscreenCanvas>();

/** Draws what is said of an image over its picture: regions and outlines first, names last. */
export function drawLabels(
  context: Context,
  { objects }: Labels,
  transform: Affine,
  style: LabelStyle,
): void {
  context.save();
  context.lineJoin = 'round';
  for (const object of objects) drawArea(context, object, transform, style);
  for (const object of objects) drawEdges(context, object, transform, style);
  for (const object of objects) drawName(context, object, transform, style);
  context.restore();
}

/** Draws a mask's picture over the whole of its frame. */
export function drawMask(
  context: Context,
  mask: CanvasImageSource,
  frame: { readonly width: number; readonly height: number },
  transform: Affine,
): void {
  context.save();
  context.imageSmoothingEnabled = false;
  context.setTransform(...transform);
  context.drawImage(mask, 0, 0, frame.width, frame.height);
  context.restore();
}

/** Places of the classes that are known to belong together. */
let order: ReadonlyMap<string, number> = new Map();

/** Gives the classes of the page's dataset colours in their order, so that neighbours in a legend differ. */
export function colorInOrder(classes: readonly string[]): void {
  order = new Map(classes.map((name, place) => [name, place]));
}

/** As canvas and style sheets write a colour. */
export function colorOf(label: string): string {
  return `rgb(${levelsOf(label).join(', ')})`;
}

function levelsOf(label: string): ReturnType<typeof colorOfName> {
  const place = order.get(label);
  return place === undefined ? colorOfName(label) : colorOfId(place);
}

function drawArea(
  context: Context,
  { label, polygons, region }: LabelObject,
  transform: Affine,
  { once }: LabelStyle,
): void {
  context.globalAlpha = opacity;
  context.fillStyle = colorOf(label);
  if (region) {
    context.save();
    context.imageSmoothingEnabled = false;
    context.setTransform(...transform);
    context.drawImage(once ? paint(region, label) : shapeOf(region, label), 0, 0);
    context.restore();
  } else if (polygons) {
    context.beginPath();
    for (const polygon of polygons) trace(context, polygon, transform);
    context.fill('evenodd');
  }
  context.globalAlpha = 1;
}

function drawEdges(context: Context, object: LabelObject, transform: Affine, style: LabelStyle): void {
  const { label, box, polygons, keypoints } = object;
  context.beginPath();
  if (box) {
    const [left, top, right, bottom] = box;
    trace(context, [left, top, right, top, right, bottom, left, bottom], transform);
  }
  for (const polygon of polygons ?? []) trace(context, polygon, transform);
  for (const [color, width] of [
    [halo, 4],
    [colorOf(label), 2],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width * style.ratio;
    context.stroke();
  }
  for (const point of keypoints ?? []) drawKeypoint(context, point, colorOf(label), transform, style);
}

/** Filled where it is visible, a ring where it is hidden. */
function drawKeypoint(
  context: Context,
  point: Keypoint,
  color: string,
  transform: Affine,
  { ratio }: LabelStyle,
): void {
  if (point.visibility === 0) return;
  const [x, y] = applyMap(transform, point.x, point.y);
  context.beginPath();
  context.arc(x, y, 3.5 * ratio, 0, 2 * Math.PI);
  context.strokeStyle = halo;
  context.lineWidth = 3 * ratio;
  context.stroke();
  context.lineWidth = 1.5 * ratio;
  context.strokeStyle = color;
  context.fillStyle = color;
  if (point.visibility === 2) context.fill();
  else context.stroke();
}

/** The class on a plate of its colour, above the object where there is room. */
function drawName(
  context: Context,
  object: LabelObject,
  transform: Affine,
  { ratio, font }: LabelStyle,
): void {
  const points = placesOf(object).map(([x, y]) => applyMap(transform, x, y));
  if (font === undefined || object.label === '' || points.length === 0) return;
  const size = Math.round(11 * ratio);
  const pad = 3 * ratio;
  context.font = `${size}px ${font}`;
  const text = object.label.length > 40 ? `${object.label.slice(0, 39)}…` : object.label;
  const width = context.measureText(text).width + 2 * pad;
  const height = size + 2 * pad;
  const [left, top] = points.reduce((highest, point) =>
    point[1] < highest[1] || (point[1] === highest[1] && point[0] < highest[0]) ? point : highest,
  );
  const x = Math.min(Math.max(left - ratio, 0), Math.max(context.canvas.width - width, 0));
  const y = top - height >= 0 ? top - height : Math.max(top, 0);
  context.fillStyle = halo;
  context.fillRect(x - ratio, y - ratio, width + 2 * ratio, height + 2 * ratio);
  context.fillStyle = colorOf(object.label);
  context.fillRect(x, y, width, height);
  const [red, green, blue] = levelsOf(object.label);
  context.fillStyle = 0.299 * red + 0.587 * green + 0.114 * blue > 120 ? '#000' : '#fff';
  context.textBaseline = 'middle';
  context.fillText(text, x + pad, y + height / 2);
}

function placesOf({ box, polygons, keypoints }: LabelObject): readonly (readonly [x: number, y: number])[] {
  if (box) {
    const [left, top, right, bottom] = box;
    return [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ];
  }
  const [outline] = polygons ?? [];
  if (outline)
    return Array.from({ length: outline.length / 2 }, (_, index) => [
      outline[2 * index]!,
      outline[2 * index + 1]!,
    ]);
  return (keypoints ?? []).flatMap(({ x, y, visibility }) => (visibility === 0 ? [] : [[x, y] as const]));
}

function trace(context: Context, points: readonly number[], transform: Affine): void {
  for (let index = 0; index + 1 < points.length; index += 2) {
    const [x, y] = applyMap(transform, points[index]!, points[index + 1]!);
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.closePath();
}

/** The pixels of a region, painted once: runs of 0 and 1 in turn, down the columns. */
function shapeOf(region: RunLengths, label: string): OffscreenCanvas {
  const known = shapes.get(region);
  if (known) return known;
  const canvas = paint(region, label);
  shapes.set(region, canvas);
  return canvas;
}

function paint({ width, height, counts }: RunLengths, label: string): OffscreenCanvas {
  const image = new ImageData(width, height);
  const [red, green, blue] = levelsOf(label);
  let place = 0;
  for (const [index, count] of counts.entries()) {
    for (let pixel = place; index % 2 === 1 && pixel < place + count; pixel++) {
      image.data.set([red, green, blue, 255], ((pixel % height) * width + Math.floor(pixel / height)) * 4);
    }
    place += count;
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  return canvas;
}
