import { DatasetMoments } from '../../engine/analysis/moments.ts';
import { momentsOfRecord } from '../../engine/analysis/pixel-record.ts';
import type { Dataset } from '../../shared/dataset.ts';
import type { ClassCount, Count, SetFigures, SizeCount } from '../../shared/datasetReport.ts';
import type { ImageRecord } from '../../shared/imageRecord.ts';
import { displayedSize } from '../../shared/shape.ts';
import { distributionOf } from './distribution.ts';

/** Sizes that are listed one by one. */
const mostSizes = 2000;

/**
 * Figures of a dataset from the records of its images, which are taken in the dataset's order, so that they do not
 * depend on which was measured first.
 * @param records by path below the root
 */
export function setFigures(dataset: Dataset, records: ReadonlyMap<string, ImageRecord>): SetFigures {
  const moments = new DatasetMoments();
  const [formats, channels, dtypes] = [new Tally<string>(), new Tally<1 | 3 | 4>(), new Tally<DTypes>()];
  const [orientations, splits, sizes] = [new Tally<number>(), new Tally<string>(), new Tally<string>()];
  const brightness: number[] = [];
  const sharpness: number[] = [];
  const entropy: number[] = [];
  let readable = 0;
  let bytes = 0;
  for (const { relativePath, split, size } of dataset.images) {
    if (split !== undefined) splits.add(split);
    bytes += size;
    const record = records.get(relativePath);
    if (!record) continue;
    const { format, shape, pixels } = record;
    if (format !== undefined) formats.add(format);
    if (shape) {
      channels.add(shape.channels);
      dtypes.add(shape.dtype);
      orientations.add(shape.orientation);
      const { width, height } = displayedSize(shape);
      if (!shape.vector) sizes.add(`${width} ${height}`);
    }
    if (!shape || !pixels) continue;
    readable++;
    moments.add(shape, pixels.moments.map(momentsOfRecord));
    brightness.push(pixels.brightness.mean);
    entropy.push(pixels.entropy);
    if (pixels.sharpness !== undefined) sharpness.push(pixels.sharpness);
  }
  const { count, mean, std } = moments.figures();
  const spread = {
    brightness: distributionOf(brightness),
    sharpness: distributionOf(sharpness),
    entropy: distributionOf(entropy),
  };
  return {
    images: dataset.images.length,
    readable,
    bytes,
    splits: dataset.splits.map(value => ({ value, count: splits.of(value) })),
    classes: classCounts(dataset),
    formats: formats.counts(),
    channels: channels.counts(),
    dtypes: dtypes.counts(),
    orientations: orientations.counts(),
    sizes: sizes.counts().slice(0, mostSizes).map(sizeCount),
    differentSizes: sizes.size,
    mean,
    std,
    meanOf: count,
    ...(spread.brightness && { brightness: spread.brightness }),
    ...(spread.sharpness && { sharpness: spread.sharpness }),
    ...(spread.entropy && { entropy: spread.entropy }),
  };
}

type DTypes = SetFigures['dtypes'][number]['value'];

function sizeCount({ value, count }: Count<string>): SizeCount {
  const [width, height] = value.split(' ').map(Number) as [number, number];
  return { width, height, count };
}

/** In the order of the dataset's classes. */
function classCounts({ images, classes, splits }: Dataset): readonly ClassCount[] {
  const counts = new Map(
    classes.map(name => [name, { name, images: 0, bySplit: new Array<number>(splits.length).fill(0) }]),
  );
  for (const image of images) {
    const place = image.split === undefined ? -1 : splits.indexOf(image.split);
    for (const name of image.classes) {
      const entry = counts.get(name);
      if (!entry) continue;
      entry.images++;
      if (place >= 0) entry.bySplit[place]!++;
    }
  }
  return [...counts.values()];
}

class Tally<Value> {
  private readonly map = new Map<Value, number>();

  get size(): number {
    return this.map.size;
  }

  add(value: Value): void {
    this.map.set(value, this.of(value) + 1);
  }

  of(value: Value): number {
    return this.map.get(value) ?? 0;
  }

  /** The most frequent first, those of equal number in the order they came. */
  counts(): readonly Count<Value>[] {
    return [...this.map]
      .map(([value, count]) => ({ value, count }))
      .sort((one, other) => other.count - one.count);
  }
}
