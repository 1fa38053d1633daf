import { join } from 'node:path';
import { encodePng } from '../../codec/png/writer.ts';
import { checkPipeline } from '../../engine/pipeline/check.ts';
import type { Dataset, Finding } from '../../shared/dataset.ts';
import { DarkroomError } from '../../shared/errors.ts';
import type { EngineService } from '../../shared/protocol.ts';
import type { Client } from '../../shared/rpc.ts';
import type { Picture } from '../../shared/picture.ts';
import type { Step } from '../../shared/pipeline.ts';
import type { View } from '../../shared/view.ts';

/** Longer side of a picture, in pixels. */
const longest = 144;
/** Pictures of one rule, and bytes of all as they stand in the page. */
export const mostPerRule = 24;
const mostBytes = 12 * 2 ** 20;

type Engine = Pick<Client<EngineService>, 'develop' | 'render'>;

/**
 * Small pictures of images that were found, as `data:` URIs by path below the root: those of the first findings of each
 * rule, as they are displayed. What cannot be read has none; when they grow too many, the rest has none either.
 */
export async function picturesOf(
  engine: Engine,
  { root }: Pick<Dataset, 'root'>,
  findings: readonly Finding[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const displayed = checkPipeline('steps: [orient]', 'yaml').pipeline!.steps;
  const pictures = new Map<string, string>();
  let bytes = 0;
  for (const path of wantedImages(findings)) {
    if (bytes > mostBytes) break;
    const picture = await pictureOf(engine, join(root, path), displayed, signal);
    if (picture === undefined) continue;
    pictures.set(path, picture);
    bytes += picture.length;
  }
  return pictures;
}

function wantedImages(findings: readonly Finding[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const wanted = new Set<string>();
  for (const { rule, image } of findings) {
    const count = counts.get(rule) ?? 0;
    if (image === undefined || count >= mostPerRule) continue;
    counts.set(rule, count + 1);
    wanted.add(image);
  }
  return wanted;
}

async function pictureOf(
  engine: Engine,
  path: string,
  steps: readonly Step[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const view: View = {
    source: { kind: 'file', path, version: 'report' },
    steps,
    mode: 'inference',
    seed: 0,
    path,
  };
  try {
    const { shape, mappings } = (await engine.develop(view, signal)).after;
    const [mapping] = mappings;
    if (shape.vector || !mapping) return undefined;
    const scale = Math.min(1, longest / Math.max(shape.width, shape.height));
    const side = (length: number) => Math.max(1, Math.round(length * scale));
    const region = { x: 0, y: 0, width: shape.width, height: shape.height };
    const size = { width: side(shape.width), height: side(shape.height) };
    const picture = await engine.render(
      { ...view, side: 'after', region, ...size, mapping: mapping.id },
      signal,
    );
    return `data:image/png;base64,${Buffer.from(pngOf(picture)).toString('base64')}`;
  } catch (thrown) {
    // Why an image cannot be read is said in words.
    if (thrown instanceof DarkroomError) return undefined;
    throw thrown;
  }
}

function pngOf({ pixels, width, height, channels }: Picture): Uint8Array {
  return encodePng({ data: pixels, width, height, channels, orientation: 1 });
}
