import { stat } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { GalleryTile } from '../../shared/gallery.ts';
import type { Labels } from '../../shared/labels.ts';
import type { EngineService } from '../../shared/protocol.ts';
import type { Client } from '../../shared/rpc.ts';
import type { ThumbnailPipeline } from '../../shared/thumbnail.ts';
import type { ThumbnailCache } from './thumbnailCache.ts';

/** What a tile shows when nothing is wrong with its image. */
type TilePicture = Pick<GalleryTile, 'bytes' | 'width' | 'height' | 'shape' | 'labels' | 'mask'>;

export interface PictureOrder {
  /** Absolute. */
  readonly path: string;
  /** Of the longer side, in pixels. */
  readonly longest: number;
  /** The work that it is part of, by which it is cancelled. */
  readonly job: string;
  readonly through?: ThumbnailPipeline | undefined;
  readonly labels?: Labels | undefined;
}

/**
 * A tile's picture: from the cache, where an image was shown as it is before, otherwise made and kept there.
 * @throws DarkroomError when the image cannot be read or a step cannot work on it; AbortError when it was cancelled
 */
export async function tilePicture(
  engine: Pick<Client<EngineService>, 'thumbnail'>,
  cache: ThumbnailCache,
  { path, longest, job, through, labels }: PictureOrder,
  signal: AbortSignal,
): Promise<TilePicture> {
  // The list may be older than the file. What is not there is the engine's to say.
  const facts = await factsOf(path);
  const { size = 0, modified = 0 } = facts ?? {};
  const key = { path, size, modified, longest };
  // A mask is read for its image, not kept beside it.
  const kept = facts && !through && labels?.mask === undefined ? await cache.get(key) : undefined;
  if (kept) return { ...kept, ...(labels && { labels }) };
  const source = { kind: 'file', path, version: `${modified}-${size}` } as const;
  const request = { source, longest, job, ...(through && { through }), ...(labels && { labels }) };
  const made = await engine.thumbnail(request, signal);
  const { shape } = made;
  const { width, height } = shape;
  // They may be a window on a large message, all of which would be sent on.
  const bytes = new Uint8Array(made.bytes);
  // Only of the file that it is kept for: that may have been replaced while it was read.
  if (facts && !through && isDeepStrictEqual(await factsOf(path), facts))
    void cache.put(key, { bytes, width, height });
  return {
    ...{ bytes, width, height, shape },
    ...(made.labels && { labels: made.labels }),
    ...(made.mask && { mask: made.mask }),
  };
}

/** What tells one state of a file from another; undefined when it is not there. */
async function factsOf(path: string): Promise<{ size: number; modified: number } | undefined> {
  try {
    const { size, mtimeMs: modified } = await stat(path);
    return { size, modified };
  } catch {
    return undefined;
  }
}
