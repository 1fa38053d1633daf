import { landingPoint } from '../../engine/geometry/point-map.ts';
import { mapOutline } from '../../engine/labels/outline.ts';
import { clipToFrame, polygonArea, type Polygon } from '../../engine/labels/polygon.ts';
import { finishLabels, followStep, startLabels, type LabelTrack } from '../../engine/labels/track.ts';
import { checkedShape, deterministic } from '../../engine/pipeline/draw.ts';
import { concreteSteps } from '../../engine/pipeline/apply.ts';
import { isActive } from '../../engine/pipeline/declaration.ts';
import { DarkroomError } from '../../shared/errors.ts';
import type { DevelopedLabels, Labels } from '../../shared/labels.ts';
import type { Mode, Pipeline } from '../../shared/pipeline.ts';
import type { Shape } from '../../shared/shape.ts';

/** Pixels between the places at which the image's edges are followed where a step bends them. */
const edgeStep = 32;

/** What becomes of an image's frame and labels on their way, told without its pixels. */
export interface Followed {
  readonly shape: Shape;
  /** By how much the image is enlarged along the side that is enlarged most, at its centre. */
  readonly enlarged: number;
  /** Share of the result that the image does not cover; that of the last step that leaves places. */
  readonly padded: number;
  readonly labels?: DevelopedLabels;
  /** The labels are for another frame than the image has. */
  readonly isMisfit?: true;
}

/**
 * @param input of the stored frame
 * @param path below the root, the key of random steps
 * @throws DarkroomError `out_of_domain` when a step cannot work on such an image
 */
export function follow(
  input: Shape,
  path: string,
  { steps, seed, labels: rules }: Pipeline,
  mode: Mode,
  labels?: Labels,
): Followed {
  const sample = { seed, path, version: 0 };
  let shape = input;
  let track: LabelTrack | undefined;
  let isMisfit = false;
  try {
    track = labels && startLabels(labels, input, rules);
  } catch (thrown) {
    if (!(thrown instanceof DarkroomError)) throw thrown;
    isMisfit = true;
  }
  let pieces: readonly Polygon[] = [[0, 0, input.width, 0, input.width, input.height, 0, input.height]];
  let near: Near = nearCenter(input);
  let padded = 0;
  for (const [index, step] of steps.entries()) {
    if (!isActive(step, mode)) continue;
    for (const part of concreteSteps(step, index, shape, sample)) {
      const operation = deterministic(part);
      const next = checkedShape(operation, shape, part.values);
      const map = operation.map(shape, part.values);
      track &&= followStep(track, part, shape);
      if (map) {
        near = near.map(point => landingPoint(map, ...point)) as unknown as Near;
        pieces = pieces
          .flatMap(piece => mapOutline(piece, map, next, edgeStep))
          .flatMap(piece => clipToFrame(piece, next.width, next.height));
        const covered = pieces.reduce((sum, piece) => sum + polygonArea(piece), 0);
        padded = Math.max(0, 1 - covered / (next.width * next.height));
      }
      shape = next;
    }
  }
  return {
    shape,
    enlarged: enlargement(near),
    // What rounding leaves of nothing.
    padded: padded < 1e-9 ? 0 : padded,
    ...(track && { labels: finishLabels(track) }),
    ...(isMisfit && { isMisfit }),
  };
}

type Point = readonly [x: number, y: number];
/** A point and its neighbours on the right and below. */
type Near = readonly [Point, Point, Point];

function nearCenter({ width, height }: Shape): Near {
  const [x, y] = [width / 2, height / 2];
  return [
    [x, y],
    [x + 1, y],
    [x, y + 1],
  ];
}

function enlargement([center, right, below]: Near): number {
  const length = ([x, y]: Point) => Math.hypot(x - center[0], y - center[1]);
  return Math.max(length(right), length(below));
}
