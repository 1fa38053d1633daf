import type { MaskRequest, Picture } from '../shared/picture.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { Version, VersionRequest } from '../shared/versions.ts';
import type { View } from '../shared/view.ts';
import type { Client } from '../shared/rpc.ts';

/**
 * One random version of a view's sample after the whole pipeline, as it is preferably shown, no larger than asked for
 * and than its frame; with its mask where the sample has one. A vector has no picture.
 */
export async function versionOf(
  engine: Client<EngineService>,
  view: View,
  { draw, seed, width, height }: Omit<VersionRequest, 'sequence'>,
  signal: AbortSignal,
): Promise<Version> {
  const { focus: _focus, ...whole } = view;
  const drawn: View = { ...whole, draw, seed };
  const { after, steps, labels, failed } = await engine.develop(drawn, signal);
  const { shape, mappings } = after;
  const result = { steps, shape, ...(labels && { labels }), ...(failed && { failed }) };
  const [mapping] = mappings;
  if (shape.vector || !mapping) return result;
  const scale = Math.min(1, width / shape.width, height / shape.height);
  const request: MaskRequest = {
    ...drawn,
    side: 'after',
    region: { x: 0, y: 0, width: shape.width, height: shape.height },
    width: Math.max(Math.round(shape.width * scale), 1),
    height: Math.max(Math.round(shape.height * scale), 1),
  };
  const picture = await engine.render({ ...request, mapping: mapping.id }, signal);
  const mask = labels?.after.mask === undefined ? undefined : await engine.mask(request, signal);
  return { ...result, picture: standalone(picture), ...(mask && { mask: standalone(mask) }) };
}

/** Pixels that came over a wire may be a window on a large message, all of which would be sent on. */
export function standalone(picture: Picture): Picture {
  const { pixels } = picture;
  return pixels.byteLength === pixels.buffer.byteLength ? picture : { ...picture, pixels: pixels.slice() };
}
