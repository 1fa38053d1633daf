import type { Source } from '../shared/image.ts';

/** Equal for the same version of the same image. */
export function keyOf(source: Source): string {
  return `${source.kind === 'file' ? source.path : source.name}\n${source.version}`;
}
