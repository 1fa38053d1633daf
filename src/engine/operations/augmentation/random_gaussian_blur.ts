import { defineAugmentation, probability } from '../../augmentation.ts';
import { oddWithin } from '../../filter/odd-sizes.ts';
import type { ParameterFault } from '../../operation.ts';
import { match, range } from '../../parameters.ts';

export const randomGaussianBlur = defineAugmentation({
  id: 'random_gaussian_blur',
  title: 'Random Gaussian blur',
  doc: 'Blurs with a Gaussian of random width, all channels (alpha too).',
  reference:
    'albumentations.GaussianBlur: sigma uniform, the size of the kernel an odd number drawn apart from it; the blur as in gaussian_blur, so a size of 0 follows OpenCV',
  parameters: {
    blur_limit: range({
      default: [0, 0],
      minimum: 0,
      maximum: 1023,
      unit: 'px',
      doc: 'Smallest and largest side of the kernel, whole numbers of which the odd ones from 3 are drawn; [0, 0] derives it from sigma.',
    }),
    sigma_limit: range({
      default: [0.5, 3],
      minimum: 0,
      maximum: 170,
      unit: 'px',
      doc: 'Smallest and largest standard deviation.',
    }),
    p: probability(0.5),
    match,
  },
  examples: [
    {
      doc: 'A flat area stays flat.',
      parameters: { p: 1 },
      input: [[7, 7, 7]],
      output: [[7, 7, 7]],
    },
    {
      doc: 'With a sigma of 0 it follows from the size: 1, 2, 1 in quarters.',
      parameters: { blur_limit: [3, 3], sigma_limit: [0, 0], p: 1 },
      input: [[0, 0, 160, 0, 0]],
      output: [[0, 40, 80, 40, 0]],
    },
  ],
  check({ blur_limit, sigma_limit }) {
    const faults: ParameterFault[] = [];
    const limits = `[${blur_limit.join(', ')}]`;
    const [fewest, most] = oddWithin(blur_limit);
    if (!blur_limit.every(Number.isInteger)) {
      const message = `Expected whole numbers for blur_limit but received ${limits}.`;
      faults.push({ parameter: 'blur_limit', message });
    } else if (blur_limit[1] > 0 && fewest > most) {
      const message = `Expected blur_limit to hold an odd number from 3, or to be [0, 0], but received ${limits}.`;
      faults.push({ parameter: 'blur_limit', message });
    } else if (blur_limit[1] === 0 && sigma_limit[0] === 0) {
      const message = `Expected sigma_limit above 0 when blur_limit is [0, 0] but received [${sigma_limit.join(', ')}].`;
      faults.push({ parameter: 'sigma_limit', message });
    }
    return faults;
  },
  sample({ blur_limit, sigma_limit, match }, _input, random) {
    const sigma = random.uniform(...sigma_limit);
    const [fewest, most] = oddWithin(blur_limit);
    const kernel_size = blur_limit[1] === 0 ? 0 : 2 * random.integer((fewest - 1) / 2, (most - 1) / 2) + 1;
    return [{ operation: 'gaussian_blur', values: { kernel_size, sigma, border_mode: undefined, match } }];
  },
});
