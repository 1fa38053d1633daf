import { createHash } from 'node:crypto';

/**
 * Of all contents one after the other, in hexadecimal digits: a name for whatever may not be confounded with anything
 * else.
 */
export function sha256(...contents: readonly (Uint8Array | string)[]): string {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content);
  return hash.digest('hex');
}
