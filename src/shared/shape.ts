export type DataType = 'uint8' | 'uint16' | 'float32';
export type Channels = 1 | 3 | 4;
/** EXIF tag 0x0112: 1 is upright, 2 to 8 say how the stored frame must be turned or mirrored to be displayed. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Everything about an image but its pixels. A vector (`vector: true`) has height 1 and one channel. */
export interface Shape {
  readonly width: number;
  readonly height: number;
  readonly channels: Channels;
  readonly dtype: DataType;
  readonly orientation: Orientation;
  readonly vector?: true;
}

export const bytesPerValue: Record<DataType, number> = { uint8: 1, uint16: 2, float32: 4 };

/** The largest value an integer type holds; 1 for floats, whose full range is taken as 0 to 1. */
export const fullRange: Record<DataType, number> = { uint8: 255, uint16: 65535, float32: 1 };

export function valueCount(shape: Shape): number {
  return shape.width * shape.height * shape.channels;
}

/** `224×160×3 uint8` (width × height × channels), or `150528 float32` for a vector. */
export function describeShape(shape: Shape): string {
  if (shape.vector) return `${shape.width} ${shape.dtype}`;
  return `${shape.width}×${shape.height}×${shape.channels} ${shape.dtype}`;
}

/** Whether width and height are exchanged when the image is displayed. */
export function swapsSides(orientation: Orientation): boolean {
  return orientation >= 5;
}

/** The frame as it is displayed. */
export function displayedSize({
  width,
  height,
  orientation,
}: Pick<Shape, 'width' | 'height' | 'orientation'>): {
  readonly width: number;
  readonly height: number;
} {
  return swapsSides(orientation) ? { width: height, height: width } : { width, height };
}

const orientationMeanings: Record<Orientation, string> = {
  1: 'upright',
  2: 'mirrored left to right',
  3: 'turned by 180°',
  4: 'mirrored top to bottom',
  5: 'mirrored, then turned by 90° counter-clockwise',
  6: 'turned by 90° clockwise',
  7: 'mirrored, then turned by 90° clockwise',
  8: 'turned by 90° counter-clockwise',
};

/** What displaying the image does to the stored frame, in words. */
export function describeOrientation(orientation: Orientation): string {
  return orientationMeanings[orientation];
}
