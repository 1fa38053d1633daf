import type { Problem } from '../../src/shared/errors.ts';
import type { GalleryTile } from '../../src/shared/gallery.ts';
import type { Labels, SmallMask } from '../../src/shared/labels.ts';
import type { Shape } from '../../src/shared/shape.ts';

/** What a tile shows: a picture, or what is wrong. Both while a picture of before is kept until the new one is there. */
export interface TilePicture {
  readonly address?: string;
  /** Of the whole image, in pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly shape?: Shape;
  /** The state's `labels` when they were looked for; absent where they were not. */
  readonly labelled?: number;
  readonly labels?: Labels;
  readonly mask?: SmallMask;
  readonly problem?: Problem;
  /** What it was made for. */
  readonly pictures: number;
  readonly longest: number;
}

/** Pictures that are kept, more only where more are wanted; the ones not seen for longest are given up first. */
const most = 1500;

/** Lengths of the longer side in which pictures are made, so that a small change of the size asks for nothing. */
const lengths = [96, 160, 256, 384, 512, 768] as const;

/** The length to ask for so that a tile of this side is sharp. */
export function longestFor(side: number, ratio: number): number {
  return lengths.find(length => length >= side * ratio) ?? lengths.at(-1)!;
}

/** The pictures of the tiles that have been seen lately. */
export class Tiles {
  private readonly known = new Map<string, TilePicture>();
  private wanted: ReadonlySet<string> = new Set();

  constructor(private readonly changed: () => void) {}

  get(path: string): TilePicture | undefined {
    const picture = this.known.get(path);
    if (!picture) return undefined;
    // The one used last is at the end.
    this.known.delete(path);
    this.known.set(path, picture);
    return picture;
  }

  /** Whether a tile has to be asked for. @param labels of the state; undefined when they are not to be seen */
  lacks(path: string, pictures: number, longest: number, labels: number | undefined): boolean {
    const picture = this.known.get(path);
    if (picture?.pictures !== pictures || picture.longest < longest) return true;
    return labels !== undefined && picture.labelled !== labels;
  }

  /** What is near the visible part now: however many there are, none of them is given up. */
  want(paths: ReadonlySet<string>): void {
    this.wanted = paths;
  }

  receive({ path, bytes, ...rest }: GalleryTile): void {
    const before = this.known.get(path);
    if (before && before.pictures > rest.pictures) return;
    if (before?.address !== undefined) URL.revokeObjectURL(before.address);
    this.known.delete(path);
    this.known.set(path, {
      ...rest,
      ...(bytes && { address: URL.createObjectURL(new Blob([new Uint8Array(bytes)])) }),
    });
    for (const [oldest, { address }] of this.known) {
      if (this.known.size <= most) break;
      if (this.wanted.has(oldest)) continue;
      if (address !== undefined) URL.revokeObjectURL(address);
      this.known.delete(oldest);
    }
    this.changed();
  }

  /** Images have changed on disk: theirs are made again when they are looked at. */
  forget(paths: readonly string[]): void {
    for (const path of paths) {
      const { address } = this.known.get(path) ?? {};
      if (address !== undefined) URL.revokeObjectURL(address);
      this.known.delete(path);
    }
  }
}
