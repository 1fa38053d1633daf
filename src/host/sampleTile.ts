import type { EngineService } from '../shared/protocol.ts';
import type { SampleTile, TileSide } from '../shared/samples.ts';
import type { Plane, Side, View } from '../shared/view.ts';
import type { Client } from '../shared/rpc.ts';
import { standalone } from './versions.ts';

/**
 * A sample before and after all steps, as real renders at the size of a tile.
 * @param longest of the pictures' longer sides, in pixels; none is larger than its image
 */
export async function sampleTile(
  engine: Pick<Client<EngineService>, 'develop' | 'render' | 'mask'>,
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
    const request = {
      ...view,
      side: name,
      region: { x: 0, y: 0, width, height },
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
    };
    const picture = await engine.render({ ...request, mapping: mapping.id }, signal);
    const own = labels?.[name];
    const mask = own?.mask === undefined ? undefined : await engine.mask(request, signal);
    return {
      shape,
      picture: standalone(picture),
      ...(own && { labels: own }),
      ...(mask && { mask: standalone(mask) }),
    };
  };
  return {
    before: await side('before', before),
    after: await side('after', after),
    ...(failed && { failed }),
  };
}
