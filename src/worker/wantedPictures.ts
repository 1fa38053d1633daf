import type { Shape } from '../shared/shape.ts';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const maximumShapes = 16;

/** Pictures of fewer pixels are thumbnails, which no one waits for. */
const leastPixels = 2 ** 17;

/** The size in which whole images of a shape were shown last: in that the next one of that shape will be wanted. */
export class WantedPictures {
  private readonly sizes = new Map<string, PictureSize>();

  of(shape: Shape): PictureSize | undefined {
    return this.sizes.get(keyOf(shape));
  }

  want(shape: Shape, { width, height }: PictureSize): void {
    if (width * height < leastPixels) return;
    const key = keyOf(shape);
    this.sizes.delete(key);
    this.sizes.set(key, { width, height });
    const [oldest] = this.sizes.keys();
    if (this.sizes.size > maximumShapes) this.sizes.delete(oldest!);
  }
}

function keyOf({ width, height, channels, orientation }: Shape): string {
  return [width, height, channels, orientation].join(' ');
}
