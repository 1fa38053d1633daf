import { channelHistograms } from '../../color/histogram.ts';
import { lumaOfOpencv, withLumaOpencv } from '../../color/luma-opencv.ts';
import { lumaOfPillow, withLumaPillow } from '../../color/luma-pillow.ts';
import { applyTables, levelTable, type LevelTable } from '../../color/table.ts';
import { colorChannels, withFrame, type Image } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { choice, match } from '../../parameters.ts';
import { roundHalfToEven } from '../../rounding.ts';

type Match = 'opencv' | 'pillow';

export const equalize = defineOperation({
  id: 'equalize',
  title: 'Equalize',
  family: 'color',
  doc: 'Spreads the levels so that all are about equally frequent.',
  reference:
    'cv2.equalizeHist, PIL.ImageOps.equalize, albumentations.Equalize; luma is Y of YCrCb as the library has it (16 bits: as OpenCV)',
  parameters: {
    channels: choice({
      default: 'each',
      doc: 'What is equalized in a colour image.',
      choices: [
        { value: 'each', doc: 'Red, green and blue, each by itself; colours shift.' },
        { value: 'luma', doc: 'The brightness alone; colours stay nearly as they are.' },
      ],
    }),
    match,
  },
  accepts: { dtypes: ['uint8', 'uint16'] },
  examples: [
    {
      doc: 'Three levels spread over the range.',
      parameters: {},
      input: [[100, 101, 101, 102, 102]],
      output: [[0, 128, 128, 255, 255]],
    },
    {
      doc: 'The brightness alone: gray stays gray.',
      parameters: { channels: 'luma' },
      input: [
        [
          [10, 10, 10],
          [20, 20, 20],
        ],
      ],
      output: [
        [
          [0, 0, 0],
          [255, 255, 255],
        ],
      ],
    },
  ],
  apply(image, { channels, match }) {
    if (channels === 'luma' && image.channels !== 1) return equalizeLuma(image, match);
    const histograms = channelHistograms(image).slice(0, colorChannels(image.channels));
    return applyTables(
      image,
      histograms.map(counts => equalizing(counts, match)),
    );
  },
});

function equalizeLuma(image: Image, match: Match): Image {
  const isPillow = match === 'pillow' && image.data instanceof Uint8Array;
  const before = isPillow ? lumaOfPillow(image) : lumaOfOpencv(image);
  const plane = withFrame(image, before, image.width, image.height, 1);
  const { data: after } = applyTables(plane, [equalizing(channelHistograms(plane)[0]!, match)]);
  return isPillow ? withLumaPillow(image, after) : withLumaOpencv(image, before, after);
}

function equalizing(counts: Uint32Array, match: Match): LevelTable {
  return match === 'opencv' ? opencvTable(counts) : pillowTable(counts);
}

/** The share of the pixels up to a level, those of the darkest level left out, in float32. */
function opencvTable(counts: Uint32Array): LevelTable {
  const full = counts.length - 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const darkest = counts.findIndex(count => count > 0);
  // One level only stays as it is.
  if (counts[darkest] === total) return levelTable(full, () => darkest);
  const scale = Math.fround(full / (total - counts[darkest]!));
  let passed = 0;
  return levelTable(full, level => {
    if (level <= darkest) return 0;
    passed += counts[level]!;
    return roundHalfToEven(Math.fround(Math.fround(passed) * scale));
  });
}

/** The pixels below a level by steps of a full range; an image of too few pixels for one step stays as it is. */
function pillowTable(counts: Uint32Array): LevelTable {
  const full = counts.length - 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const lightest = counts.findLast(count => count > 0)!;
  const step = Math.floor((total - lightest) / full);
  if (step === 0) return levelTable(full, level => level);
  let passed = Math.floor(step / 2);
  return levelTable(full, level => {
    const value = Math.floor(passed / step);
    passed += counts[level]!;
    return value;
  });
}
