import { defineAugmentation, probability } from '../../augmentation.ts';
import { motionKernel } from '../../filter/motion-kernel.ts';
import { oddWithin } from '../../filter/odd-sizes.ts';
import { boolean, range } from '../../parameters.ts';

export const motionBlur = defineAugmentation({
  id: 'motion_blur',
  title: 'Motion blur',
  doc: 'Blurs along a line of random length and direction, all channels (alpha too).',
  reference:
    'albumentations.MotionBlur: an odd size, angle and direction uniform, the line shifted by up to a quarter of the size; applied as cv2.filter2D with a mirrored border',
  parameters: {
    blur_limit: range({
      default: [3, 7],
      minimum: 3,
      maximum: 63,
      unit: 'px',
      doc: 'Smallest and largest side of the kernel, whole numbers of which the odd ones are drawn.',
    }),
    angle_range: range({
      default: [0, 360],
      minimum: 0,
      maximum: 360,
      unit: '°',
      doc: 'Least and largest angle of the line in the kernel, 0 to the right, 90 down.',
    }),
    direction_range: range({
      default: [-1, 1],
      minimum: -1,
      maximum: 1,
      doc: 'How much of the line lies before the middle: −1 none, 0 half of it, 1 all.',
    }),
    allow_shifted: boolean({ default: true, doc: 'Shift the line at random, which moves the image.' }),
    p: probability(0.5),
  },
  examples: [
    {
      doc: 'A flat area stays flat.',
      parameters: { p: 1 },
      input: [[7, 7, 7]],
      output: [[7, 7, 7]],
    },
    {
      doc: 'Along the row: the mean of each pixel and its two neighbours.',
      parameters: {
        blur_limit: [3, 3],
        angle_range: [0, 0],
        direction_range: [0, 0],
        allow_shifted: false,
        p: 1,
      },
      input: [[0, 90, 0, 30]],
      output: [[60, 30, 40, 10]],
    },
  ],
  check({ blur_limit }) {
    const [fewest, most] = oddWithin(blur_limit);
    if (blur_limit.every(Number.isInteger) && fewest <= most) return [];
    const message = `Expected blur_limit to be whole numbers with an odd one between but received [${blur_limit.join(', ')}].`;
    return [{ parameter: 'blur_limit', message }];
  },
  sample({ blur_limit, angle_range, direction_range, allow_shifted }, _input, random) {
    const [fewest, most] = oddWithin(blur_limit);
    const size = 2 * random.integer((fewest - 1) / 2, (most - 1) / 2) + 1;
    const angle = random.uniform(...angle_range);
    const direction = random.uniform(...direction_range);
    const reach = allow_shifted ? (size - 1) / 4 : 0;
    const shift = [random.uniform(-reach, reach), random.uniform(-reach, reach)] as const;
    return [
      {
        operation: 'convolve',
        values: {
          kernel: motionKernel(size, angle, direction, shift),
          stride: 1,
          padding: 'same',
          border_mode: 'reflect_101',
          flip: false,
          bias: 0,
          round: true,
        },
      },
    ];
  },
});
