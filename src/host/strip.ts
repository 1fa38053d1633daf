import type { Picture } from '../shared/picture.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { Developed, View } from '../shared/view.ts';
import type { Strip } from '../shared/viewState.ts';
import type { Client } from '../shared/rpc.ts';

/** Names the pictures of a strip: what is unchanged since the last strip keeps its name. */
export class PictureNames {
  private known = new Map<string, string>();
  private next = 1;

  /** The image's, and one for each step that was reached; a step that is skipped has the one before it. */
  of({ source, steps, focus: _focus, ...rest }: View, outcomes: Strip['steps']): readonly string[] {
    const origin = source.kind === 'file' ? source.path : source.name;
    let key = JSON.stringify([origin, source.version, rest]);
    const keys = [key];
    for (const [index, { skipped }] of outcomes.entries()) {
      const { place: _place, name: _name, ...step } = steps[index]!;
      if (!skipped) key += `\n${index} ${JSON.stringify(step)}`;
      keys.push(key);
    }
    const names = new Map(keys.map(each => [each, this.known.get(each) ?? String(this.next++)]));
    this.known = names;
    return keys.map(each => names.get(each)!);
  }
}

export function stripOf(
  sequence: number,
  view: View,
  { steps, failed }: Pick<Developed, 'steps' | 'failed'>,
  names: PictureNames,
): Strip {
  return { sequence, steps, pictures: names.of(view, steps), ...(failed && { failed }) };
}

/**
 * The picture of what leaves a step, as it is preferably shown, no larger than asked for and than its frame; the image
 * itself for step −1. A vector has none.
 */
export async function thumbnail(
  engine: Client<EngineService>,
  view: View,
  { step, width, height }: { readonly step: number; readonly width: number; readonly height: number },
  signal: AbortSignal,
): Promise<Picture | undefined> {
  const { focus: _focus, ...whole } = view;
  const seen: View = step < 0 ? { ...whole, steps: [] } : { ...whole, focus: step };
  const { after } = await engine.develop({ ...seen, unhurried: true }, signal);
  const { shape, mappings } = after;
  const [mapping] = mappings;
  if (shape.vector || !mapping) return undefined;
  const scale = Math.min(1, width / shape.width, height / shape.height);
  return engine.render(
    {
      ...seen,
      side: 'after',
      region: { x: 0, y: 0, width: shape.width, height: shape.height },
      width: Math.max(Math.round(shape.width * scale), 1),
      height: Math.max(Math.round(shape.height * scale), 1),
      mapping: mapping.id,
    },
    signal,
  );
}
