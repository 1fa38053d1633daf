import { counted } from '../shared/counted.ts';
import { dropReasons, type DropReason } from '../shared/labels.ts';
import type { FailedImages, Worst } from '../shared/impact.ts';
import { printable } from '../shared/printable.ts';
import type { WholeImpact } from '../worker/client.ts';
import { describeBytes } from '../shared/bytes.ts';

/** What a pipeline does to a dataset, a line for each thing. */
export function describeImpact(impact: WholeImpact): string {
  const { images, excluded = 0, failed, upscaled, padding, objects, samples } = impact;
  const lines = [
    ...(excluded > 0 ? [`excluded by the pipeline: ${counted(excluded, 'image')}`] : []),
    describeShapes(impact),
    ...failed.map(failure => describeFailure(failure, String(images))),
    ...samples.failed.map(failure => describeFailure(failure, 'the sample')),
    upscaled.images === 0
      ? 'enlarged: none'
      : `enlarged: ${upscaled.images} of ${images}${describeWorst(upscaled.worst, value => `${short(value)} times`)}`,
    padding.images === 0
      ? 'padding: none'
      : `padding: ${percent(padding.share)} of all pixels, in ${counted(padding.images, 'image')}${describeWorst(padding.worst, percent)}`,
  ];
  if (objects) lines.push(...describeObjects(objects));
  lines.push(...describeValues(impact));
  return lines.join('\n');
}

function describeFailure({ value, count, image }: FailedImages, of: string): string {
  return `cannot be developed: ${count} of ${of}, such as ${printable(image)}: ${printable(value)}`;
}

function describeShapes({ shapes, differentShapes }: WholeImpact): string {
  if (differentShapes === 0) return 'results: none';
  if (differentShapes === 1) return `results: all ${shapes[0]!.value}`;
  const shown = shapes.slice(0, 5).map(({ value, count }) => `${value} (${count})`);
  const rest = differentShapes - shown.length;
  return `results: ${differentShapes} different shapes, which cannot be stacked into a batch: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function describeObjects({
  before,
  dropped,
  small,
  misfits,
}: NonNullable<WholeImpact['objects']>): readonly string[] {
  const reasons = Object.entries(dropped).map(
    ([reason, count]) => `${count} ${dropReasons[reason as DropReason]}`,
  );
  const lines = [
    `objects: ${before}, of which dropped: ${reasons.length === 0 ? 'none' : reasons.join(', ')}; small afterwards: ${small}`,
  ];
  if (misfits > 0) lines.push(`labels for another frame than their image has: ${counted(misfits, 'image')}`);
  return lines;
}

function describeValues({ samples, memory, disk }: WholeImpact): readonly string[] {
  const { images, before, after } = samples;
  const about = `from ${counted(images, 'developed image')}, spread evenly`;
  const sampled = images > 0 ? `; about ${describeBytes(samples.disk)} (${about}) on the disk` : '';
  const room = disk === undefined ? sampled : `; ${describeBytes(disk)} on the disk`;
  const lines = [
    `all results: ${describeBytes(memory.bytes)} in memory, the largest ${describeBytes(memory.largest)}${room}`,
  ];
  if (images > 0)
    lines.push(
      `clipped values: ${percent(before.clipped)} before, ${percent(after.clipped)} after; entropy: ${short(before.entropy)} bits before, ${short(after.entropy)} after (${about})`,
    );
  return lines;
}

function describeWorst(worst: Worst | undefined, describe: (value: number) => string): string {
  return worst ? `, the most ${describe(worst.value)} (${printable(worst.image)})` : '';
}

function percent(share: number): string {
  return `${short(share * 100)} %`;
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}
