import type { Box, DropReason, LabelRules } from '../../shared/labels.ts';

/** Square pixels, and shares, that rounding may take away. */
const tolerance = 1e-7;

/** What of a box lies in a frame; undefined when nothing with an area does. */
export function clipBox([left, top, right, bottom]: Box, width: number, height: number): Box | undefined {
  const clipped: Box = [
    Math.max(left, 0),
    Math.max(top, 0),
    Math.min(right, width),
    Math.min(bottom, height),
  ];
  return clipped[0] < clipped[2] && clipped[1] < clipped[3] ? clipped : undefined;
}

/**
 * Why an object is dropped whose box was clipped; undefined when it stays. Measured as `filter_bboxes` of
 * Albumentations: after every step that moves places, against the box as it is before that step's clipping, in pixels
 * of the frame after the step. Half cut off twice is half visible twice.
 */
export function faultOf(before: Box, clipped: Box | undefined, rules: LabelRules): DropReason | undefined {
  if (!clipped) return 'outside';
  const left = areaOf(clipped);
  if (left < rules.minArea - tolerance) return 'min_area';
  if (left < (rules.minVisibility - tolerance) * areaOf(before)) return 'min_visibility';
  return undefined;
}

function areaOf([left, top, right, bottom]: Box): number {
  return (right - left) * (bottom - top);
}
