import type { DataType } from '../../shared/shape.ts';
import { groupsBy } from '../../shared/groups.ts';
import { imageRule, setRule } from './rule.ts';

export const mixedChannels = setRule({
  id: 'mixedChannels',
  title: 'Mixed channels',
  doc: 'Gray images among colour ones, or the other way about: a network takes one number of channels.',
  severity: 'warning',
  *find({ images }) {
    const gray = images.filter(({ record }) => record.shape?.channels === 1);
    const color = images.filter(({ record }) => (record.shape?.channels ?? 0) >= 3);
    if (gray.length === 0 || color.length === 0) return;
    const message =
      gray.length <= color.length
        ? `One channel, where ${color.length} images have colours.`
        : `Colours, where ${gray.length} images have one channel.`;
    for (const of of gray.length <= color.length ? gray : color) yield { of, message };
  },
});

export const alpha = imageRule({
  id: 'alpha',
  title: 'Alpha channels',
  doc: 'Images with transparency, which training programs drop, blend or take for a fourth channel; the message says whether it is used.',
  severity: 'information',
  find({ record: { shape, pixels } }) {
    if (shape?.channels !== 4) return undefined;
    if (!pixels) return { message: 'The image has an alpha channel.' };
    return {
      message: pixels.usesAlpha
        ? 'The image has an alpha channel, and pixels that are not opaque.'
        : 'The image has an alpha channel, though all of it is opaque.',
    };
  },
});

export const palette = imageRule({
  id: 'palette',
  title: 'Palettes',
  doc: 'Images of palette colours, which some programs read as the indices.',
  severity: 'information',
  find: ({ record: { traits } }) =>
    traits?.includes('palette') ? { message: 'The colours come from a palette.' } : undefined,
});

export const cmyk = imageRule({
  id: 'cmyk',
  title: 'CMYK images',
  doc: 'Images in printing inks: programs differ in the colours they make of them.',
  severity: 'warning',
  find: ({ record: { traits } }) =>
    traits?.includes('cmyk') ? { message: 'The image is stored in printing inks, not in RGB.' } : undefined,
});

export const frames = imageRule({
  id: 'frames',
  title: 'Animations and several pages',
  doc: 'Files with more than one picture, of which only the first is seen.',
  severity: 'warning',
  find: ({ record: { traits } }) =>
    traits?.includes('frames')
      ? { message: 'The file holds more than one picture; only the first is read.' }
      : undefined,
});

const typeNames: Readonly<Record<DataType, string>> = {
  uint8: '8 bits a channel',
  uint16: '16 bits a channel',
  float32: 'floating point',
};

export const bitDepth = setRule({
  id: 'bitDepth',
  title: 'Mixed bit depths',
  doc: 'Images of another type than most, such as 16 bits among 8: their values are 257 times as large.',
  severity: 'warning',
  *find({ images }) {
    const groups = groupsBy(images, ({ record }) => record.shape?.dtype);
    const [most, ...others] = [...groups].sort(([, one], [, other]) => other.length - one.length);
    for (const [dtype, group] of others) {
      const message = `The image has ${typeNames[dtype]}, where ${most![1].length} images have ${typeNames[most![0]]}.`;
      for (const of of group) yield { of, message };
    }
  },
});
