import { findOperation } from '../../operations/index.ts';
import type { Advice, Rule } from './rule.ts';
import type { Visit } from './trail.ts';

/** Operations after which values are no longer levels: their middle is 0, or their range is 0 to 1. */
export const normalizing: ReadonlySet<string> = new Set(['normalize', 'standardize', 'min_max', 'rescale']);
const resizing: ReadonlySet<string> = new Set(['resize', 'resize_longest', 'resize_shortest']);
const blurring: ReadonlySet<string> = new Set([
  'gaussian_blur',
  'box_blur',
  'median_blur',
  'bilateral_filter',
  'sharpen',
  'unsharp_mask',
  'random_gaussian_blur',
  'motion_blur',
]);

/** Steps in an order that usually hurts. */
export const order: Rule = ({ trail }) => {
  const first = trail.visits.findIndex(({ step }) => normalizing.has(step.operation));
  if (first < 0) return [];
  const before = trail.visits[first]!.step.operation;
  return trail.visits.slice(first + 1).flatMap(visit => afterNormalizing(visit, before) ?? []);
};

function afterNormalizing({ step, parts }: Visit, before: string): Advice | undefined {
  const { operation } = step;
  if (resizing.has(operation)) {
    const message = `${operation} after ${before} scales floats: slower, and rounded otherwise than the 8-bit resize that training code does first. Move it before ${before}.`;
    return { severity: 'warning', code: 'resize-after-normalize', message, step };
  }
  if (blurring.has(operation)) {
    const message = `${operation} works on the floats that ${before} leaves; libraries usually filter 8-bit images, with a result that is rounded otherwise.`;
    return { severity: 'information', code: 'blur-after-normalize', message, step };
  }
  const touchesColour = parts.some(part => {
    const found = findOperation(part.operation);
    return found?.family === 'color' || found === undefined;
  });
  if (findOperation(operation)?.random && touchesColour) {
    const message = `${operation} expects levels, or values from 0 to 1, and clips to them; ${before} has moved them. Move it before ${before}.`;
    return { severity: 'warning', code: 'augmentation-after-normalize', message, step };
  }
  return undefined;
}
