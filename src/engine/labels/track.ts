import type { DevelopedLabels, DroppedObject, LabelObject, LabelRules, Labels } from '../../shared/labels.ts';
import type { Step } from '../../shared/pipeline.ts';
import type { Shape } from '../../shared/shape.ts';
import { orientationMap, reorient } from '../geometry/reorient.ts';
import { checkSize, drawnSize, storedFrom } from './frame.ts';
import { moveRegion } from './mask.ts';
import { movement } from './movement.ts';
import { extentOfObject, moveObject, type ObjectMove } from './object.ts';
import { faultOf } from './rules.ts';
import { decodeRuns, encodeRuns } from './run-lengths.ts';
import { inPixels } from './units.ts';

/** Labels on their way through a pipeline. */
export interface LabelTrack extends DevelopedLabels {
  readonly rules: LabelRules;
}

/** Nothing but being outside is a reason to drop a label before the first step. */
const noRules: LabelRules = { minArea: 0, minVisibility: 0, frame: 'stored' };

/**
 * Labels in pixels of the image's stored frame, where every pipeline begins. What reaches beyond the frame is cut off,
 * what lies outside dropped.
 *
 * @param input the decoded image's shape, its orientation not yet applied
 * @throws DarkroomError `bad_argument` when labels or regions are for another size than the frame they were drawn on
 */
export function startLabels(labels: Labels, input: Shape, rules: LabelRules): LabelTrack {
  const drawn = drawnSize(input, rules.frame);
  checkSize('The annotation', labels, input, rules.frame);
  for (const { id, region } of labels.objects) {
    if (region) checkSize(`The region of object ${id}`, region, input, rules.frame);
  }
  const orientation = rules.frame === 'displayed' ? storedFrom(input.orientation) : 1;
  const pixels = inPixels(labels, drawn.width, drawn.height);
  const { kept: objects, dropped } = sift(pixels.objects, object => {
    const box = extentOfObject(object);
    return box && !(box[0] < box[2] && box[1] < box[3]) ? 'empty' : undefined;
  });
  return moveAll({ labels: { ...pixels, objects }, dropped, rules }, noRules, {
    map: orientationMap(orientation, drawn.width, drawn.height),
    output: input,
    region: runs => (orientation === 1 ? runs : encodeRuns(reorient(decodeRuns(runs), orientation))),
  });
}

/**
 * Labels after a concrete step of the pipeline: cut to the frame at every step, so that nothing that was cut off comes
 * back. A step that makes a vector ends all labels but the classes of the image.
 *
 * @param input shape of the image before the step
 */
export function followStep(track: LabelTrack, step: Step, input: Shape): LabelTrack {
  const { map, output, isStill } = movement(step, input);
  if (isStill) return track;
  if (!map) return endPlaces(track);
  // The map exists, so there is a place for every pixel.
  return moveAll(track, track.rules, {
    map,
    output,
    region: runs => encodeRuns(moveRegion(decodeRuns(runs), step, input)!),
  });
}

/** What is left after the last step. Rules hold for labels that nothing has moved, too. */
export function finishLabels({ labels, dropped, rules }: LabelTrack): DevelopedLabels {
  const last = sift(labels.objects, object => {
    const box = extentOfObject(object);
    return box && faultOf(box, box, rules);
  });
  return { labels: { ...labels, objects: last.kept }, dropped: [...dropped, ...last.dropped] };
}

function moveAll(track: LabelTrack, rules: LabelRules, move: ObjectMove): LabelTrack {
  const objects: LabelObject[] = [];
  const dropped = [...track.dropped];
  for (const object of track.labels.objects) {
    const moved = moveObject(object, move, rules);
    if (typeof moved === 'string') dropped.push({ id: object.id, label: object.label, reason: moved });
    else objects.push(moved);
  }
  const { width, height } = move.output;
  return { ...track, labels: { ...track.labels, width, height, objects }, dropped };
}

function endPlaces({ labels, dropped, rules }: LabelTrack): LabelTrack {
  const ended = sift(labels.objects, () => 'vector');
  return { labels: { classes: labels.classes, objects: [] }, dropped: [...dropped, ...ended.dropped], rules };
}

/** Parts objects into those that stay and those for which there is a reason to go. */
function sift(
  objects: readonly LabelObject[],
  reasonOf: (object: LabelObject) => DroppedObject['reason'] | undefined,
): { readonly kept: readonly LabelObject[]; readonly dropped: readonly DroppedObject[] } {
  const kept: LabelObject[] = [];
  const dropped: DroppedObject[] = [];
  for (const object of objects) {
    const reason = reasonOf(object);
    if (reason) dropped.push({ id: object.id, label: object.label, reason });
    else kept.push(object);
  }
  return { kept, dropped };
}
