import type { Picture } from '../src/shared/picture.ts';

/** A picture as a canvas takes it. */
export function imageDataOf({ width, height, channels, pixels }: Picture): ImageData {
  const image = new ImageData(width, height);
  const { data } = image;
  if (channels === 4) {
    data.set(pixels);
    return image;
  }
  for (let from = 0, to = 0; from < pixels.length; from += 3, to += 4) {
    data[to] = pixels[from]!;
    data[to + 1] = pixels[from + 1]!;
    data[to + 2] = pixels[from + 2]!;
    data[to + 3] = 255;
  }
  return image;
}
