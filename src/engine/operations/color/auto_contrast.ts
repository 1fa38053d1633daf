import { channelHistograms } from '../../color/histogram.ts';
import { applyTables, copyAlpha, levelTable, type LevelTable } from '../../color/table.ts';
import { colorChannels, withData, type Image } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { number } from '../../parameters.ts';

export const autoContrast = defineOperation({
  id: 'auto_contrast',
  title: 'Auto contrast',
  family: 'color',
  doc: 'Stretches each colour channel so that its darkest value becomes black and its lightest white.',
  reference:
    'PIL.ImageOps.autocontrast: ⌊(x − low) · full range / (high − low)⌋, low and high without cutoff percent of the pixels at each end; a channel of one level stays; tensors of torchvision are computed in float32, one level apart where it meets a whole number',
  parameters: {
    cutoff: number({
      default: 0,
      minimum: 0,
      maximum: 50,
      unit: '%',
      doc: 'Share of the pixels at each end that is left out of account.',
    }),
  },
  examples: [
    { doc: 'From 50 to 101.', parameters: {}, input: [[50, 75, 101]], output: [[0, 125, 255]] },
    {
      doc: 'One pixel in four at each end is left out.',
      parameters: { cutoff: 25 },
      input: [[0, 50, 101, 255]],
      output: [[0, 0, 255, 255]],
    },
  ],
  apply(image, { cutoff }) {
    const { data, channels } = image;
    const colors = colorChannels(channels);
    const cut = Math.floor(((data.length / channels) * cutoff) / 100);
    if (!(data instanceof Float32Array)) {
      const histograms = channelHistograms(image).slice(0, colors);
      return applyTables(
        image,
        histograms.map(counts => stretchTable(counts, cut)),
      );
    }
    const output = new Float32Array(data.length);
    for (let channel = 0; channel < colors; channel++) stretchFloats(image, channel, cut, output);
    copyAlpha(image, output);
    return withData(image, output);
  },
});

/** From the levels at which more than `cut` pixels are passed, counted from each end. */
function stretchTable(counts: Uint32Array, cut: number): LevelTable {
  const full = counts.length - 1;
  let low = 0;
  for (let passed = counts[0]!; passed <= cut && low < full; passed += counts[low]!) low++;
  let high = full;
  for (let passed = counts[full]!; passed <= cut && high > 0; passed += counts[high]!) high--;
  if (high <= low) return levelTable(full, value => value);
  const scale = full / (high - low);
  const offset = -low * scale;
  return levelTable(full, value => value * scale + offset);
}

/** The same of floats, whose full range is 0 to 1. */
function stretchFloats({ data, channels }: Image, channel: number, cut: number, output: Float32Array): void {
  const { low, high } = cut === 0 ? extremes(data, channel, channels) : ranks(data, channel, channels, cut);
  // Written so that what is not a number leaves the channel as it is.
  const isFlat = !(high > low);
  const scale = isFlat ? 1 : 1 / (high - low);
  for (let index = channel; index < data.length; index += channels) {
    const value = isFlat ? data[index]! : (data[index]! - low) * scale;
    output[index] = isFlat ? value : value < 0 ? 0 : value > 1 ? 1 : value;
  }
}

function extremes(data: Image['data'], channel: number, channels: number): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (let index = channel; index < data.length; index += channels) {
    const value = data[index]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** The values that have `cut` others below and above them. */
function ranks(
  data: Image['data'],
  channel: number,
  channels: number,
  cut: number,
): { low: number; high: number } {
  const sorted = new Float32Array(data.length / channels);
  for (let index = channel, to = 0; index < data.length; index += channels) sorted[to++] = data[index]!;
  sorted.sort();
  return {
    low: sorted[Math.min(cut, sorted.length - 1)]!,
    high: sorted[sorted.length - 1 - cut] ?? -Infinity,
  };
}
