import { mappingsOf } from '../engine/analysis/mapping.ts';
import { ArrivingPicture } from '../engine/analysis/render.ts';
import type { Image } from '../engine/image.ts';
import { laplacianBytes, type BeforeRow } from '../engine/simd/laplacian.ts';
import type { PictureOnTheWay } from './arrival.ts';

/**
 * Has the picture of an image made while its statistics are, of all rows that have come by then: somebody waits for the
 * picture before the figures.
 * @param image of bytes, shown as they are
 */
export function pictureFirst(image: Image, picture: PictureOnTheWay, beforeRow: BeforeRow): BeforeRow {
  const { width, height, pixels, arrived, tell } = picture;
  const [levels] = mappingsOf(image, [], [0, 255]);
  const making = new ArrivingPicture(image, width, height, levels!, pixels, laplacianBytes(image));
  return y => {
    beforeRow(y);
    tell(making.advance(arrived()));
  };
}
