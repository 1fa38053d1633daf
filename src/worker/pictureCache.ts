import type { Picture } from '../shared/picture.ts';

/**
 * The pictures rendered last, within a budget of memory: most of those that are asked for after an edit, of the steps
 * before it, are the same as before.
 */
export class PictureCache {
  private readonly pictures = new Map<string, Picture>();
  private bytes = 0;

  /** @param budget bytes of pixels */
  constructor(private readonly budget: number) {}

  /** A copy, for what is answered is given away. */
  get(key: string): Picture | undefined {
    const picture = this.pictures.get(key);
    if (!picture) return undefined;
    this.pictures.delete(key);
    this.pictures.set(key, picture);
    return { ...picture, pixels: picture.pixels.slice() };
  }

  /** Keeps a copy, and gives the picture back. */
  keep(key: string, picture: Picture): Picture {
    const pixels = picture.pixels.slice();
    this.bytes += pixels.byteLength - (this.pictures.get(key)?.pixels.byteLength ?? 0);
    this.pictures.delete(key);
    this.pictures.set(key, { ...picture, pixels });
    for (const [oldest, { pixels: old }] of this.pictures) {
      if (this.bytes <= this.budget) break;
      this.pictures.delete(oldest);
      this.bytes -= old.byteLength;
    }
    return picture;
  }
}
