import { groupsBy } from '../../shared/groups.ts';
import { contentsOf, splitOf } from './contents.ts';
import { HammingIndex } from './hammingIndex.ts';
import type { ExaminedImage, ExaminedSet } from './rule.ts';

/** An image of other pixels that looks alike. */
interface Neighbour {
  readonly image: ExaminedImage;
  /** Bits of 64 in which the perceptual hashes differ. */
  readonly bits: number;
}

/** What looks like an image, the nearest first; of very many only those. */
export interface Neighbours {
  readonly same: readonly Neighbour[];
  /** In other splits than the image's own. */
  readonly elsewhere: readonly Neighbour[];
}

/** So many are kept of each image and of each kind. */
const kept = 10;
const none: Neighbours = { same: [], elsewhere: [] };
const known = new WeakMap<ExaminedSet, { distance: number; of: (image: ExaminedImage) => Neighbours }>();

/**
 * Images that look alike but are not of the same pixels: perceptual hashes differ in at most `distance` bits. Images
 * of one colour all look alike and are left out.
 */
export function neighboursIn(set: ExaminedSet, distance: number): (image: ExaminedImage) => Neighbours {
  const found = known.get(set);
  if (found?.distance === distance) return found.of;
  const of = search(set, distance);
  known.set(set, { distance, of });
  return of;
}

/** One image for all those of the same pixels in one split. */
interface Representative {
  readonly image: ExaminedImage;
  readonly pixels: string;
  readonly split: string;
  readonly same: Neighbour[];
  readonly elsewhere: Neighbour[];
}

function search(set: ExaminedSet, distance: number): (image: ExaminedImage) => Neighbours {
  const representatives: Representative[] = [];
  const standFor = new Map<ExaminedImage, Representative>();
  for (const content of contentsOf(set)) {
    for (const group of groupsBy(content, splitOf).values()) {
      const [image] = group;
      const pixels = image?.record.pixels;
      if (!image || pixels?.perceptualHash === undefined || pixels.isConstant) continue;
      const representative = { image, pixels: pixels.hash, split: splitOf(image), same: [], elsewhere: [] };
      representatives.push(representative);
      for (const member of group) standFor.set(member, representative);
    }
  }
  // Frames of a film may share their hash by the thousand: they are compared by their hash once.
  const byHash = groupsBy(representatives, ({ image }) => image.record.pixels!.perceptualHash!);
  const groups = [...byHash.values()];
  for (const group of groups) link(group, group, 0);
  new HammingIndex([...byHash.keys()]).pairs(distance, (one, other, bits) => {
    link(groups[one]!, groups[other]!, bits);
    link(groups[other]!, groups[one]!, bits);
  });
  return image => standFor.get(image) ?? none;
}

/** Of large groups the first ones stand for all, so that work does not grow with their product. */
const looked = 64;

function link(group: readonly Representative[], others: readonly Representative[], bits: number): void {
  const end = Math.min(others.length, looked);
  for (const one of group) {
    for (let index = 0; index < end; index++) {
      const other = others[index]!;
      const list = one.split === other.split ? one.same : one.elsewhere;
      if (list.length === kept && list[kept - 1]!.bits <= bits) continue;
      if (one.pixels !== other.pixels) keepNearest(list, { image: other.image, bits });
    }
  }
}

function keepNearest(list: Neighbour[], neighbour: Neighbour): void {
  let place = list.length;
  while (place > 0 && list[place - 1]!.bits > neighbour.bits) place--;
  if (place < kept) list.splice(place, 0, neighbour);
  if (list.length > kept) list.pop();
}
