import { withHint } from '../../shared/errors.ts';
import type { ReadFormat } from '../../shared/image.ts';
import { imageRule } from './rule.ts';

export const unreadable = imageRule({
  id: 'unreadable',
  title: 'Unreadable files',
  doc: 'Images that cannot be decoded as a whole: damaged, cut off, empty, of a kind that is not read, or too large.',
  severity: 'error',
  excludes: 'each',
  find: ({ record: { fault } }) => fault && { message: withHint(fault) },
});

const formatNames: Readonly<Record<ReadFormat, string>> = {
  png: 'PNG',
  jpeg: 'JPEG',
  webp: 'WebP',
  bmp: 'BMP',
  gif: 'GIF',
  tiff: 'TIFF',
  npy: 'NumPy array',
};

export const extension = imageRule({
  id: 'extension',
  title: 'Wrong extensions',
  doc: 'Files whose content is of another format than their extension says: some programs go by the one, some by the other.',
  severity: 'warning',
  find({ record: { format, namedFormat } }) {
    if (format === undefined || namedFormat === undefined || format === namedFormat) return undefined;
    return {
      message: `The file is named as ${formatNames[namedFormat]} but its content is ${formatNames[format]}.`,
    };
  },
});
