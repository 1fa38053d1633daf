import { checkpoint } from '../../engine/checkpoint.ts';
import { extentOfObject } from '../../engine/labels/object.ts';
import type { Dataset, DatasetImage, DatasetLabels } from '../../shared/dataset.ts';
import type { Count } from '../../shared/datasetReport.ts';
import { DarkroomError } from '../../shared/errors.ts';
import type { DatasetImpact, ObjectImpact, Worst } from '../../shared/impact.ts';
import type { ImageRecord } from '../../shared/imageRecord.ts';
import type { DropReason, Labels } from '../../shared/labels.ts';
import type { Mode, Pipeline } from '../../shared/pipeline.ts';
import { bytesPerValue, describeShape, valueCount, type Shape } from '../../shared/shape.ts';
import { spread } from '../../shared/spread.ts';
import { Failures } from './failures.ts';
import { follow, type Followed } from './follow.ts';

export interface ImpactOptions {
  readonly dataset: Dataset;
  /** Images that are left out, by path below the root. */
  readonly excluded?: ReadonlySet<string>;
  /** By path below the root. */
  readonly records: ReadonlyMap<string, ImageRecord>;
  readonly pipeline: Pipeline;
  readonly mode: Mode;
  /** Side in pixels below which a box is small. */
  readonly smallBox: number;
  /** Labels of some images, in their order. */
  readonly labelsOf: (relativePaths: readonly string[]) => Promise<DatasetLabels>;
  /** Bytes of a result of this shape; undefined where only developing tells. */
  readonly sizeOf: (shape: Shape) => Promise<number | undefined>;
}

/** Images whose labels are in memory at once. */
const labelsAtOnce = 2000;
const mostShapes = 20;
/** So many images tell what steps do to values. */
const sampleSize = 48;
/** Less is what rounding makes of a side that keeps its length. */
const leastEnlargement = 1.001;

/** What a pipeline does to a whole dataset. Memory: a few numbers for each different shape and reason. */
export async function impactOf(options: ImpactOptions): Promise<DatasetImpact> {
  const { dataset, excluded, records, labelsOf } = options;
  const images = dataset.images.filter(({ relativePath }) => {
    if (excluded?.has(relativePath)) return false;
    const record = records.get(relativePath);
    return record?.shape !== undefined && record.fault === undefined;
  });
  const hasObjects = images.some(({ objects }) => objects !== undefined);
  const sums = new Sums(options, hasObjects);
  for (let from = 0; from < images.length; from += labelsAtOnce) {
    checkpoint();
    const part = images.slice(from, from + labelsAtOnce);
    const labels = hasObjects ? await labelsOf(part.map(({ relativePath }) => relativePath)) : [];
    part.forEach((image, index) => {
      sums.add(image, labels[index]);
    });
  }
  return {
    ...(await sums.result(images.length)),
    ...(excluded && { excluded: excluded.size }),
    sample: spread(images, sampleSize).map(({ relativePath }) => relativePath),
  };
}

class Sums {
  private readonly failed = new Failures();
  private readonly shapes = new Map<string, { shape: Shape; count: number }>();
  private readonly enlarged = new Extreme();
  private readonly padded = new Extreme();
  private readonly dropped: Partial<Record<DropReason, number>> = {};
  private objects = 0;
  private small = 0;
  private misfits = 0;
  private pixels = 0;
  private padding = 0;

  constructor(
    private readonly options: ImpactOptions,
    private readonly hasObjects: boolean,
  ) {}

  add({ relativePath }: DatasetImage, labels: Labels | undefined): void {
    const { records, pipeline, mode } = this.options;
    try {
      const { shape } = records.get(relativePath)!;
      this.take(relativePath, follow(shape!, relativePath, pipeline, mode, labels), labels);
    } catch (thrown) {
      if (!(thrown instanceof DarkroomError)) throw thrown;
      this.failed.add(relativePath, thrown.message);
    }
  }

  private take(image: string, { shape, enlarged, padded, labels, isMisfit }: Followed, given?: Labels): void {
    const { orientation: _, ...plain } = shape;
    const key = JSON.stringify(plain);
    const known = this.shapes.get(key);
    if (known) known.count++;
    else this.shapes.set(key, { shape, count: 1 });
    if (enlarged > leastEnlargement) this.enlarged.add(image, enlarged);
    if (padded > 0) this.padded.add(image, padded);
    const pixels = shape.width * shape.height;
    this.pixels += pixels;
    this.padding += padded * pixels;
    this.objects += given?.objects.length ?? 0;
    if (isMisfit) this.misfits++;
    for (const { reason } of labels?.dropped ?? []) this.dropped[reason] = (this.dropped[reason] ?? 0) + 1;
    for (const object of labels?.labels.objects ?? []) {
      const box = extentOfObject(object);
      const side = box ? Math.min(box[2] - box[0], box[3] - box[1]) : Infinity;
      if (side < this.options.smallBox) this.small++;
    }
  }

  async result(images: number): Promise<Omit<DatasetImpact, 'excluded' | 'sample'>> {
    const shapes = [...this.shapes.values()].sort((one, other) => other.count - one.count);
    const { dtype } = this.options.pipeline.output;
    let bytes = 0;
    let largest = 0;
    let disk: number | undefined = 0;
    for (const { shape, count } of shapes) {
      const written = { ...shape, dtype: dtype ?? shape.dtype };
      const size = valueCount(written) * bytesPerValue[written.dtype];
      bytes += size * count;
      largest = Math.max(largest, size);
      const file: number | undefined = await this.options.sizeOf(written);
      disk = disk === undefined || file === undefined ? undefined : disk + file * count;
    }
    const objects: ObjectImpact = {
      before: this.objects,
      dropped: this.dropped,
      small: this.small,
      misfits: this.misfits,
    };
    return {
      images,
      failed: this.failed.told(),
      shapes: shapes
        .slice(0, mostShapes)
        .map(({ shape, count }): Count<string> => ({ value: describeShape(shape), count })),
      differentShapes: shapes.length,
      upscaled: this.enlarged.told(),
      padding: { share: this.pixels === 0 ? 0 : this.padding / this.pixels, ...this.padded.told() },
      ...(this.hasObjects && { objects }),
      memory: { bytes, largest },
      ...(disk !== undefined && { disk }),
    };
  }
}

/** Counts images and keeps the one with the largest value. */
class Extreme {
  private images = 0;
  private worst: Worst | undefined;

  add(image: string, value: number): void {
    this.images++;
    if (!this.worst || value > this.worst.value) this.worst = { image, value };
  }

  told(): { readonly images: number; readonly worst?: Worst } {
    return { images: this.images, ...(this.worst && { worst: this.worst }) };
  }
}
