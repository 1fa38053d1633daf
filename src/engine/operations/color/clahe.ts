import { lightnessOf, withLightness } from '../../color/lab-opencv.ts';
import { equalizeTiles, interpolateTiles } from '../../color/tiles.ts';
import { withData } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { number, size } from '../../parameters.ts';

export const clahe = defineOperation({
  id: 'clahe',
  title: 'CLAHE',
  family: 'color',
  doc: 'Spreads the levels within tiles, with a limit to the contrast: details come out in light and shade alike.',
  reference:
    'cv2.createCLAHE(clipLimit, tileGridSize).apply; colour through L of cv2.COLOR_RGB2LAB, as albumentations.CLAHE',
  parameters: {
    clip_limit: number({
      default: 4,
      minimum: 0,
      maximum: 1e6,
      doc: 'How often a level may be met within a tile, in multiples of the mean; 0 sets no limit.',
    }),
    tile_grid: size({
      default: [8, 8],
      minimum: 1,
      maximum: 256,
      doc: 'Number of tiles: one number, or [down, across].',
    }),
  },
  accepts: { dtypes: ['uint8'] },
  examples: [
    {
      doc: 'One tile without a limit: every level at its share of the pixels.',
      parameters: { clip_limit: 0, tile_grid: 1 },
      input: [
        [10, 20],
        [30, 40],
      ],
      output: [
        [64, 128],
        [191, 255],
      ],
    },
    {
      doc: 'Two tiles, each by itself.',
      parameters: { clip_limit: 0, tile_grid: [1, 2] },
      input: [[5, 100]],
      output: [[255, 255]],
    },
  ],
  apply(image, { clip_limit: clipLimit, tile_grid: [rows, columns] }) {
    const { width, height, channels } = image;
    const plane = channels === 1 ? Uint8Array.from(image.data) : lightnessOf(image);
    const tiling = equalizeTiles(plane, width, height, rows, columns, clipLimit);
    const result = interpolateTiles(plane, width, height, tiling);
    return channels === 1 ? withData(image, result) : withLightness(image, result);
  },
});
