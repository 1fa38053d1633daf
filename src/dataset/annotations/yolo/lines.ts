import type { Keypoint, LabelObject, Labels } from '../../../shared/labels.ts';
import { isDecimal } from '../decimal.ts';
import type { ProblemList } from '../problemList.ts';
import type { YoloClasses } from './config.ts';

/** One line of a label file, as it is written. */
export interface YoloLine {
  /** Which line of the file, from 0. */
  readonly id: number;
  readonly classId: number;
  readonly kind: 'box' | 'polygon' | 'pose';
  /** All numbers after the class. */
  readonly values: readonly number[];
}

/** So far outside values are taken for rounding, as Ultralytics does. */
const tolerance = 0.01;

/** The objects of one file; lines that cannot be are left out and named. */
export function parseLines(
  text: string,
  file: string,
  classes: YoloClasses,
  problems: ProblemList,
): readonly YoloLine[] {
  const lines: YoloLine[] = [];
  text.split(/\r\n|\r|\n/).forEach((line, id) => {
    const words = line.trim().split(/\s+/);
    if (words[0] === '') return;
    const at = { file, line: id + 1 };
    const place = `${file}, line ${at.line}`;
    const fault = faultOf(words, classes.keypoints);
    if (fault !== undefined) {
      const message = `${place}: ${fault}; the line is left out.`;
      problems.add('damaged lines', message, { at });
      return;
    }
    const [classId, ...values] = words.map(Number) as [number, ...number[]];
    const [, , width, height] = values;
    if ((classes.keypoints || values.length === 4) && !(width! > 0 && height! > 0)) {
      const message = `${place}: expected a box with a width and a height above 0 but received ${width!} and ${height!}; the line is left out.`;
      problems.add('boxes left out, without area', message, { at });
      return;
    }
    const kind = classes.keypoints ? 'pose' : values.length === 4 ? 'box' : 'polygon';
    if (classes.names.size > 0 && !classes.names.has(classId)) {
      const message = `${place}: the class ${classId} has no name; it is kept as ${classId}.`;
      problems.add('objects of unknown classes', message, { at });
    }
    const places = kind === 'pose' ? withoutVisibility(values, classes) : values;
    const outside = places.find(value => value < -tolerance || value > 1 + tolerance);
    if (outside !== undefined) {
      const message = `${place}: expected shares of the image from 0 to 1 but received ${outside}; it is kept.`;
      problems.add('objects that reach out of their image', message, { at });
    }
    lines.push({ id, classId, kind, values });
  });
  return lines;
}

function faultOf(words: readonly string[], keypoints: YoloClasses['keypoints']): string | undefined {
  const odd = words.find(word => !isDecimal(word));
  if (odd !== undefined) return `expected numbers but received ${JSON.stringify(odd.slice(0, 40))}`;
  const numbers = words.map(Number);
  const [classId, ...values] = numbers as [number, ...number[]];
  if (!Number.isSafeInteger(classId) || classId < 0) {
    return `expected a class from 0 on but received ${words[0]!.slice(0, 40)}`;
  }
  const count = values.length;
  if (keypoints) {
    const expected = 4 + keypoints.count * keypoints.dimensions;
    if (count !== expected) {
      return `expected ${expected} numbers after the class, a box and ${keypoints.count} keypoints of ${keypoints.dimensions} as kpt_shape says, but received ${count}`;
    }
    if (keypoints.dimensions === 3) {
      const seen = values.slice(4).find((value, index) => index % 3 === 2 && ![0, 1, 2].includes(value));
      if (seen !== undefined) return `expected a visibility of 0, 1 or 2 but received ${seen}`;
    }
  } else if (count !== 4 && (count < 6 || count % 2 === 1)) {
    return `expected 4 numbers after the class for a box, or pairs for at least 3 points of a polygon, but received ${count}`;
  }
  const far = values.find(value => !(value >= -1 && value <= 2));
  if (far !== undefined) return `expected shares of the image from 0 to 1 but received ${far}`;
  return undefined;
}

function withoutVisibility(values: readonly number[], { keypoints }: YoloClasses): readonly number[] {
  return keypoints?.dimensions === 3
    ? values.filter((_, index) => index < 4 || (index - 4) % 3 !== 2)
    : values;
}

export function labelsOfLines(lines: readonly YoloLine[], classes: YoloClasses): Labels {
  return { units: 'fractions', classes: [], objects: lines.map(line => objectOf(line, classes)) };
}

function objectOf({ id, classId, kind, values }: YoloLine, classes: YoloClasses): LabelObject {
  const label = classes.names.get(classId) ?? String(classId);
  if (kind === 'polygon') return { id, label, polygons: [values] };
  const [x, y, width, height, ...rest] = values as [number, number, number, number, ...number[]];
  const box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2] as const;
  return { id, label, box, ...(kind === 'pose' && { keypoints: keypointsOf(rest, classes) }) };
}

/** With two numbers a point, (0, 0) says that it is not labelled; any other place is taken as visible. */
function keypointsOf(values: readonly number[], { keypoints }: YoloClasses): readonly Keypoint[] {
  const { count, dimensions } = keypoints!;
  return Array.from({ length: count }, (_, index) => {
    const [x, y, seen] = values.slice(index * dimensions, (index + 1) * dimensions) as [
      number,
      number,
      number,
    ];
    const visibility = dimensions === 3 ? seen : x === 0 && y === 0 ? 0 : 2;
    return { x, y, visibility: visibility as Keypoint['visibility'] };
  });
}
