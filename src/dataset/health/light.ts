import { imageRule } from './rule.ts';

export const constant = imageRule({
  id: 'constant',
  title: 'Images of one colour',
  doc: 'Images in which every pixel is the same, such as black ones. They are named here alone, not as dark or blurry, too.',
  severity: 'warning',
  excludes: 'each',
  find({ record: { pixels } }) {
    if (!pixels?.isConstant) return undefined;
    const { mean } = pixels.brightness;
    const color = mean === 0 ? 'black' : mean >= 1 ? 'white' : `of one colour (brightness ${percent(mean)})`;
    return { message: `The whole image is ${color}.` };
  },
});

export const dark = imageRule({
  id: 'dark',
  title: 'Dark images',
  doc: 'Images of whose pixels 99 % are darker than the threshold (CleanVision’s score of dark images).',
  severity: 'warning',
  excludes: 'each',
  threshold: {
    default: 0.32,
    minimum: 0,
    maximum: 1,
    unit: 'brightness from 0 (black) to 1 (white)',
    doc: 'Images whose 99th percentile of brightness is below this are found.',
  },
  find({ record: { pixels } }, threshold) {
    if (!pixels || pixels.isConstant || pixels.brightness.p99 >= threshold) return undefined;
    return { message: `99 % of the pixels are darker than ${percent(pixels.brightness.p99)} of the range.` };
  },
});

export const bright = imageRule({
  id: 'bright',
  title: 'Bright images',
  doc: 'Images of whose pixels 95 % are nearer to white than the threshold (CleanVision’s score of light images).',
  severity: 'warning',
  excludes: 'each',
  threshold: {
    default: 0.05,
    minimum: 0,
    maximum: 1,
    unit: 'distance of brightness from white, 0 to 1',
    doc: 'Images of which 1 less the 5th percentile of brightness is below this are found.',
  },
  find({ record: { pixels } }, threshold) {
    if (!pixels || pixels.isConstant || 1 - pixels.brightness.p5 >= threshold) return undefined;
    return { message: `95 % of the pixels are brighter than ${percent(pixels.brightness.p5)} of the range.` };
  },
});

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
