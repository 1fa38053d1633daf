import { mappingsOf } from '../engine/analysis/mapping.ts';
import { PictureByRows } from '../engine/analysis/render.ts';
import type { Image } from '../engine/image.ts';
import { laplacianBytes, type BeforeRow } from '../engine/simd/laplacian.ts';
import type { PictureOnTheWay } from './arrival.ts';

/**
 * Has the picture of an image made while its statistics are, of all rows that have come by then: somebody waits for the
 * picture before the figures.
 * @param image of bytes, shown as they are
 */
export function pictureFirst(image: Image, picture: PictureOnTheWay, beforeRow: BeforeRow): BeforeRow {
  const { arrived, tell } = picture;
  const whole = { x: 0, y: 0, width: image.width, height: image.height };
  const [levels] = mappingsOf(image, [], [0, 255]);
  const making = new PictureByRows(image, whole, picture, levels!, laplacianBytes(image));
  return y => {
    beforeRow(y);
    tell(making.advance(arrived()));
  };
}
