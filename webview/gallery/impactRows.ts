import { counted, grouped } from '../../src/shared/counted.ts';
import type {
  DatasetImpact,
  FailedImages,
  ImpactSamples,
  ObjectImpact,
  Worst,
} from '../../src/shared/impact.ts';
import type { GalleryImpact } from '../../src/shared/gallery.ts';
import { dropReasons, type DropReason } from '../../src/shared/labels.ts';
import { printable } from '../../src/shared/printable.ts';
import { formatBytes, formatShare } from '../format.ts';

/** A heading and what is said under it; what is not known yet has no row. */
export type ImpactRow = readonly [name: string, value: string];

const shownShapes = 5;
const shownReasons = 5;

/** What a pipeline does to all images, a row for each thing, in words and numbers. */
export function impactRows({ impact, samples, smallBox }: GalleryImpact): readonly ImpactRow[] {
  if (!impact) return [];
  const { images, excluded = 0, failed, upscaled, padding, objects, memory } = impact;
  const without = excluded > 0 ? `, ${grouped(excluded)} excluded` : '';
  if (images === 0) return [['Images', `none that can be read${without}`]];
  const rows: ImpactRow[] = [
    ['Images', grouped(images) + without],
    ...failureRows(failed, count => partOf(count, images)),
    ...failureRows(samples?.failed ?? [], count => `${grouped(count)} of the sample`),
  ];
  if (impact.differentShapes === 0) return rows;
  rows.push(
    ['Shapes', describeShapes(impact)],
    [
      'Enlarged',
      upscaled.images === 0
        ? 'none'
        : partOf(upscaled.images, images) + describeWorst(upscaled.worst, value => `${short(value)} times`),
    ],
    [
      'Padding',
      padding.images === 0
        ? 'none'
        : `${formatShare(padding.share)} of all pixels, in ${counted(padding.images, 'image')}${describeWorst(padding.worst, formatShare)}`,
    ],
  );
  if (objects) rows.push(...objectRows(objects, smallBox));
  rows.push(['In memory', `${formatBytes(memory.bytes)}, the largest ${formatBytes(memory.largest)}`]);
  if (impact.disk !== undefined) rows.push(['On disk', formatBytes(impact.disk)]);
  if (samples) rows.push(...sampleRows(samples, impact.disk === undefined));
  return rows;
}

function failureRows(failed: readonly FailedImages[], part: (count: number) => string): readonly ImpactRow[] {
  const name = 'Cannot be developed';
  const rows = failed
    .slice(0, shownReasons)
    .map(({ value, count, image }): ImpactRow => [
      name,
      `${part(count)}, such as ${printable(image)}: ${printable(value)}`,
    ]);
  const more = failed.length - rows.length;
  return more > 0 ? [...rows, [name, `for ${counted(more, 'more reason')}`]] : rows;
}

function describeShapes({ shapes, differentShapes }: DatasetImpact): string {
  if (differentShapes === 1) return `all ${shapes[0]!.value}`;
  const shown = shapes.slice(0, shownShapes).map(({ value, count }) => `${value} (${grouped(count)})`);
  const rest = differentShapes - shown.length;
  return `${grouped(differentShapes)} different ones, which cannot be stacked into a batch: ${shown.join(', ')}${rest > 0 ? ` and ${grouped(rest)} more` : ''}`;
}

function objectRows({ before, dropped, small, misfits }: ObjectImpact, smallBox: number): ImpactRow[] {
  const reasons = Object.entries(dropped).map(
    ([reason, count]) => `${grouped(count)} ${dropReasons[reason as DropReason]}`,
  );
  const all = Object.values(dropped).reduce((sum, count) => sum + count, 0);
  const rows: ImpactRow[] = [
    ['Objects', grouped(before)],
    ['Objects dropped', all === 0 ? 'none' : `${partOf(all, before)}: ${reasons.join(', ')}`],
    [`Boxes below ${short(smallBox)} pixels`, small === 0 ? 'none' : partOf(small, before)],
  ];
  if (misfits > 0) rows.push(['Labels for another frame', counted(misfits, 'image')]);
  return rows;
}

function sampleRows({ images, before, after, disk }: ImpactSamples, isDiskAsked: boolean): ImpactRow[] {
  if (images === 0) return [['Sample', 'no image of it could be developed']];
  const lost = before.entropy - after.entropy;
  const bits = `${short(Math.abs(lost))} bits`;
  const sides = `${short(before.entropy)} before, ${short(after.entropy)} after`;
  return [
    ...(isDiskAsked ? [['On disk', `about ${formatBytes(disk)}, by the sample`] as const] : []),
    ['Clipped values', `${formatShare(before.clipped)} before, ${formatShare(after.clipped)} after`],
    // Less than is written with three digits.
    [
      'Entropy lost',
      Math.abs(lost) < 0.0005
        ? `none (${sides})`
        : lost > 0
          ? `${bits} (${sides})`
          : `none, ${bits} gained (${sides})`,
    ],
    ['Sample', `${counted(images, 'image')}, developed for this and spread evenly over the dataset`],
  ];
}

function describeWorst(worst: Worst | undefined, describe: (value: number) => string): string {
  return worst ? `, the most ${describe(worst.value)} (${printable(worst.image)})` : '';
}

function partOf(count: number, all: number): string {
  return `${grouped(count)} of ${grouped(all)} (${formatShare(count / all)})`;
}

/** Three digits. */
function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
