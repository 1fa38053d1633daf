type Polygon = readonly number[];

/**
 * One outline for an object in several pieces, because a line of a YOLO file holds one: each piece is joined to what
 * there is by a bridge of no width between their nearest corners, as Ultralytics does when it converts COCO.
 *
 * @param pieces at least one; each is x0, y0, x1, y1, …
 */
export function joinPieces(pieces: readonly Polygon[]): Polygon {
  const [first, ...others] = pieces;
  return others.reduce<Polygon>((whole, piece) => {
    const { from, to } = nearestCorners(whole, piece);
    const turned = [...piece.slice(to * 2), ...piece.slice(0, to * 2)];
    const bridgeBack = [...turned.slice(0, 2), ...whole.slice(from * 2, from * 2 + 2)];
    return [...whole.slice(0, from * 2 + 2), ...turned, ...bridgeBack, ...whole.slice(from * 2 + 2)];
  }, first!);
}

/** The pair of corners with the smallest distance, as indices of points. */
function nearestCorners(one: Polygon, other: Polygon): { from: number; to: number } {
  let nearest = { from: 0, to: 0 };
  let smallest = Infinity;
  for (let from = 0; from * 2 < one.length; from++) {
    for (let to = 0; to * 2 < other.length; to++) {
      const x = one[from * 2]! - other[to * 2]!;
      const y = one[from * 2 + 1]! - other[to * 2 + 1]!;
      const distance = x * x + y * y;
      if (distance < smallest) {
        smallest = distance;
        nearest = { from, to };
      }
    }
  }
  return nearest;
}
