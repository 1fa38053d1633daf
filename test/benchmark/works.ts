/** What people do with a whole dataset, and what they would do it with. */
export interface Work {
  readonly id: string;
  /** As the contenders' scripts call it. */
  readonly script: string;
  readonly title: string;
  readonly images: number;
  readonly width: number;
  readonly height: number;
  /** Darkroom's own entries, by name: the steps, or nothing for `stats`. */
  readonly darkroom: Readonly<Record<string, string | undefined>>;
  /** The steps in floats and without aliasing, to which all results are compared. */
  readonly reference?: string;
  /** The size of a result, where all have the same: what the disk takes by itself is then measured as well. */
  readonly resultBytes?: number;
  readonly against: readonly ContenderName[];
}

export type ContenderName = 'OpenCV' | 'Pillow' | 'Albumentations' | 'sharp' | 'jimp';

const arrays = (match: string, blur: string) => `match: ${match}
steps:
  - orient
  - resize: { width: 224, height: 224 }
  - gaussian_blur: ${blur}
  - normalize
output: { format: npy, layout: chw }
`;

const letterbox = (match: string, resize: string) => `match: ${match}
steps:
  - orient
  - resize: { width: 640, height: 640, fit: contain, fill: 114${resize} }
output: { format: jpeg, quality: 90 }
`;

const small = { width: 500, height: 375 };

export const works: readonly Work[] = [
  {
    id: 'w1',
    script: 'arrays',
    title: 'orient, resize 224, gaussian blur 5, normalize, NPY CHW',
    images: 2000,
    ...small,
    darkroom: {
      Darkroom: arrays('opencv', '{ kernel_size: 5 }'),
      'Darkroom, match pillow': arrays('pillow', '{ sigma: 1.1 }'),
    },
    reference:
      'resize: { width: 224, height: 224 }, gaussian_blur: { kernel_size: 0, sigma: 1.1 }, normalize',
    resultBytes: 128 + 3 * 224 * 224 * 4,
    against: ['OpenCV', 'Pillow', 'Albumentations', 'sharp', 'jimp'],
  },
  {
    id: 'w2',
    script: 'letterbox',
    title: 'orient, letterbox 640, JPEG of quality 90',
    images: 40,
    width: 4000,
    height: 3000,
    darkroom: {
      Darkroom: letterbox('pillow', ''),
      'Darkroom, match opencv': letterbox('opencv', ', interpolation: area'),
    },
    reference: 'resize: { width: 640, height: 640, fit: contain, fill: 114 }',
    against: ['OpenCV', 'Pillow', 'sharp', 'jimp'],
  },
  {
    id: 'w3',
    script: 'statistics',
    title: 'statistics of each image, mean and std of the set',
    images: 2000,
    ...small,
    darkroom: { Darkroom: undefined },
    against: ['Pillow'],
  },
];

/** Ten times the files of the first work: the cost of each and the memory of all must stay what they were. */
export const growth = { id: 'w5', of: works[0]!, times: 10 } as const;
