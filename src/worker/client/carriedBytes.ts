import { DarkroomError } from '../../shared/errors.ts';
import type { Source } from '../../shared/image.ts';

/**
 * Asks without the bytes of an image that is on no disk, which the worker mostly has by then, and with them only when
 * it wants them: they are large, and every picture is a request.
 */
export async function askLean(
  params: unknown,
  request: (params: unknown) => Promise<unknown>,
): Promise<unknown> {
  const lean = withoutBytes(params);
  if (!lean) return request(params);
  try {
    return await request(lean);
  } catch (thrown) {
    if (!(thrown instanceof DarkroomError) || thrown.code !== 'bytes_wanted') throw thrown;
  }
  return request(params);
}

function withoutBytes(params: unknown): object | undefined {
  if (typeof params !== 'object' || params === null || !('source' in params)) return undefined;
  const source = params.source as Source;
  if (source.kind !== 'bytes' || !source.bytes) return undefined;
  const { bytes: _bytes, ...rest } = source;
  return { ...params, source: rest };
}
