import { quantileOf } from '../figures/distribution.ts';
import { imageRule, setRule, type ExaminedImage } from './rule.ts';

export const oddAspect = imageRule({
  id: 'oddAspect',
  title: 'Odd aspect ratios',
  doc: 'Images much longer than wide, or the other way about (CleanVision’s score: the shorter side over the longer one).',
  severity: 'warning',
  threshold: {
    default: 0.35,
    minimum: 0,
    maximum: 1,
    unit: 'shorter side over longer side',
    doc: 'Images whose ratio is below this are found.',
  },
  find({ record: { shape } }, threshold) {
    if (!shape || shape.vector) return undefined;
    const { width, height } = shape;
    const ratio = Math.min(width / height, height / width);
    if (ratio >= threshold) return undefined;
    return {
      message: `The image is ${width}×${height}: the longer side is ${shown(1 / ratio)} times the shorter one.`,
    };
  },
});

/** So few images have no usual size. */
const fewest = 5;

export const oddSize = setRule({
  id: 'oddSize',
  title: 'Odd sizes',
  doc: 'Images whose size (the square root of their pixels) lies further from the middle half of all images than the threshold allows, as CleanVision judges it. Where three quarters are of one size, all others are odd.',
  severity: 'warning',
  threshold: {
    default: 3,
    minimum: 0,
    maximum: 1000,
    unit: 'interquartile ranges',
    doc: 'Sizes that are further than this below the first or above the third quartile are found.',
  },
  *find({ images }, threshold) {
    const sized = images.flatMap(of => {
      const size = sizeOf(of);
      return size === undefined ? [] : [{ of, size }];
    });
    if (sized.length < fewest) return;
    const sorted = Float64Array.from(sized, ({ size }) => size).sort();
    const [first, third] = [quantileOf(sorted, 0.25), quantileOf(sorted, 0.75)];
    const reach = threshold * (third - first);
    for (const { of, size } of sized) {
      if (size >= first - reach && size <= third + reach) continue;
      const { width, height } = of.record.shape!;
      const usual = first === third ? `${shown(first)}` : `${shown(first)} to ${shown(third)}`;
      const message = `The image is ${width}×${height}, like a square of ${shown(size)} pixels; half of all images are like ${usual}.`;
      yield { of, message };
    }
  },
});

function sizeOf({ record: { shape } }: ExaminedImage): number | undefined {
  return shape && !shape.vector ? Math.sqrt(shape.width * shape.height) : undefined;
}

function shown(value: number): number {
  return Number(value.toPrecision(3));
}
