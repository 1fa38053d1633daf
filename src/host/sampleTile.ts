import type { EngineService } from '../shared/protocol.ts';
import type { SampleTile, TileSide } from '../shared/samples.ts';
import type { Plane, Side, View } from '../shared/view.ts';
import type { Client } from '../shared/rpc.ts';

/**
 * A sample before and after all steps, as real renders at the size of a tile.
 * @param longest of the pictures' longer sides, in pixels; none is larger than its image
 */
export async function sampleTile(
  engine: Pick<Client<EngineService>, 'develop' | 'render'>,
  view: View,
  longest: number,
  signal: AbortSignal,
): Promise<SampleTile> {
  const { before, after, failed, labels } = await engine.develop(view, signal);
  const side = async (name: Exclude<Side, 'difference'>, plane: Plane): Promise<TileSide> => {
    const { shape, mappings } = plane;
    const [mapping] = mappings;
    if (shape.vector || !mapping) return { shape };
    const { width, height } = shape;
    const scale = Math.min(1, longest / Math.max(width, height));
    const picture = await engine.render(
      {
        ...view,
        side: name,
        region: { x: 0, y: 0, width, height },
        width: Math.max(1, Math.round(width * scale)),
        height: Math.max(1, Math.round(height * scale)),
        mapping: mapping.id,
      },
      signal,
    );
    // What came over a wire may be a window on a large message, all of which would be sent on.
    const own = labels?.[name];
    return { shape, picture: { ...picture, pixels: picture.pixels.slice() }, ...(own && { labels: own }) };
  };
  return {
    before: await side('before', before),
    after: await side('after', after),
    ...(failed && { failed }),
  };
}
