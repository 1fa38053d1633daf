import type { ImageFormat } from './pipeline.ts';
import type { Channels, DataType } from './shape.ts';

/** What the files of a format hold. */
export interface Capacity {
  readonly title: string;
  readonly dtypes: readonly DataType[];
  readonly channels: readonly Channels[];
  readonly vectors: boolean;
}

const all = { channels: [1, 3, 4], vectors: false } as const;

export const capacities: Readonly<Record<ImageFormat, Capacity>> = {
  png: { title: 'PNG', dtypes: ['uint8', 'uint16'], ...all },
  jpeg: { title: 'JPEG', dtypes: ['uint8'], channels: [1, 3], vectors: false },
  webp: { title: 'WebP', dtypes: ['uint8'], ...all },
  bmp: { title: 'BMP', dtypes: ['uint8'], ...all },
  tiff: { title: 'TIFF', dtypes: ['uint8', 'uint16', 'float32'], ...all },
  npy: { title: 'NPY', dtypes: ['uint8', 'uint16', 'float32'], ...all, vectors: true },
};
