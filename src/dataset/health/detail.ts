import { imageRule } from './rule.ts';

export const blurry = imageRule({
  id: 'blurry',
  title: 'Blurry images',
  doc: 'Images with hardly an edge at 64 pixels along the longer side (CleanVision’s blur score, from the spread of edges and of levels).',
  severity: 'warning',
  excludes: 'each',
  threshold: {
    default: 0.29,
    minimum: 0,
    maximum: 1,
    unit: 'blur score from 0 (even) to 1 (sharp)',
    doc: 'Images whose score is below this are found.',
  },
  find({ record: { pixels } }, threshold) {
    if (pixels?.blurScore === undefined || pixels.isConstant || pixels.blurScore >= threshold)
      return undefined;
    return {
      message: `The blur score is ${shown(pixels.blurScore)}, where ${threshold} is expected at least.`,
    };
  },
});

export const lowInformation = imageRule({
  id: 'lowInformation',
  title: 'Images with little information',
  doc: 'Images of few levels, such as blank pages (CleanVision’s score: a tenth of the entropy of the colours’ histograms together).',
  severity: 'warning',
  excludes: 'each',
  threshold: {
    default: 0.3,
    minimum: 0,
    maximum: 1,
    unit: 'a tenth of the entropy in bits, 1 at most',
    doc: 'Images whose score is below this are found.',
  },
  find({ record: { pixels } }, threshold) {
    if (!pixels || pixels.isConstant) return undefined;
    const score = Math.min(1, pixels.jointEntropy / 10);
    if (score >= threshold) return undefined;
    return {
      message: `The entropy is ${shown(pixels.jointEntropy)} bits, where ${shown(threshold * 10)} are expected at least.`,
    };
  },
});

function shown(value: number): number {
  return Number(value.toPrecision(3));
}
