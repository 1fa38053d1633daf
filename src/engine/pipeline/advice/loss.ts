import { capacities } from '../../../shared/formats.ts';
import { describeShape } from '../../../shared/shape.ts';
import { normalizing } from './order.ts';
import type { Advice, Rule } from './rule.ts';

/** Values that are lost in the output: floats in a format of whole numbers, fractions cut to levels. */
export const loss: Rule = ({ pipeline: { output }, trail }) => {
  const end = trail.visits.at(-1);
  if (!end || trail.failed) return [];
  const { step } = end;
  const { title, dtypes, vectors } = capacities[output.format];
  const dtype = output.dtype ?? trail.last.dtype;
  const advice: Advice[] = [];
  if (trail.last.vector && !vectors) {
    const message = `The pipeline ends in a vector, which ${title} files cannot hold: set output format to npy.`;
    advice.push({ severity: 'warning', code: 'format-cannot-hold', message, step });
  } else if (!dtypes.includes(dtype)) {
    const message = `The pipeline ends in ${describeShape(trail.last)}, which ${title} files cannot hold: set output format to npy, or to tiff.`;
    advice.push({ severity: 'warning', code: 'format-cannot-hold', message, step });
  }
  for (const [index, visit] of trail.visits.entries()) {
    if (!normalizing.has(visit.step.operation)) continue;
    const name = visit.step.operation;
    const back = trail.visits.slice(index + 1).find(later => later.output.dtype !== 'float32');
    if (back && name !== 'rescale') {
      const message = `${back.step.operation} saturates to whole numbers what ${name} spread around 0: most of it is lost.`;
      advice.push({ severity: 'warning', code: 'eight-bit-loss', message, step: back.step });
    } else if (!back && output.dtype !== undefined && output.dtype !== 'float32') {
      const message = `Output dtype ${output.dtype} rounds the fractions that ${name} leaves to whole numbers: nearly everything is lost. Leave dtype out, or ${name}.`;
      advice.push({ severity: 'warning', code: 'eight-bit-loss', message, step: visit.step });
    }
    break;
  }
  return advice;
};
