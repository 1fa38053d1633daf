import type { EngineService, ViewHost } from '../shared/protocol.ts';
import type { Client } from '../shared/rpc.ts';
import type { View } from '../shared/view.ts';
import { thumbnail } from './strip.ts';
import { standalone as standalonePicture, versionOf } from './versions.ts';

/** What a picture that has been shown was made from; requests about it are aborted once it is replaced. */
export interface Finished {
  readonly view: View;
  readonly replaced: AbortSignal;
}

type About = 'render' | 'values' | 'statistics' | 'mask' | 'version' | 'thumbnail';

export type PictureRequests = {
  readonly [Method in About]: (
    params: Parameters<ViewHost[Method]>[0],
    signal: AbortSignal,
  ) => ReturnType<ViewHost[Method]>;
};

/**
 * The requests of a page that are about what is shown.
 * @param finishedAt what was shown in the state of a sequence; rejects when that has been replaced
 */
export function pictureRequests(
  engine: Client<EngineService>,
  finishedAt: (sequence: number) => Promise<Finished>,
): PictureRequests {
  const about =
    <Params extends { readonly sequence: number }, Result>(
      answer: (view: View, request: Omit<Params, 'sequence'>, signal: AbortSignal) => Promise<Result>,
    ) =>
    async ({ sequence, ...request }: Params, signal: AbortSignal): Promise<Result> => {
      const { view, replaced } = await finishedAt(sequence);
      return answer(view, request, AbortSignal.any([signal, replaced]));
    };
  return {
    render: about(async (view, request, signal) =>
      standalonePicture(await engine.render({ ...view, ...request }, signal)),
    ),
    values: about(async (view, request, signal) => {
      const block = await engine.values({ ...view, ...request }, signal);
      return { ...block, values: standalone(block.values) };
    }),
    statistics: about(async (view, request, signal) => {
      const statistics = await engine.statistics({ ...view, ...request }, signal);
      const { histogram } = statistics;
      return { ...statistics, histogram: { ...histogram, counts: histogram.counts.map(standalone) } };
    }),
    mask: about(async (view, request, signal) =>
      standalonePicture(await engine.mask({ ...view, ...request }, signal)),
    ),
    version: about((view, request, signal) => versionOf(engine, view, request, signal)),
    thumbnail: about(async (view, request, signal) => {
      const picture = await thumbnail(engine, view, request, signal);
      return picture && standalonePicture(picture);
    }),
  };
}

/** Typed arrays that came over a wire may be windows on a large message, all of which would be sent on. */
function standalone<T extends Float64Array | Uint32Array>(values: T): T {
  return values.byteLength === values.buffer.byteLength ? values : (values.slice() as T);
}
