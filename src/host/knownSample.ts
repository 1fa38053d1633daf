import { workspace, type ExtensionContext, type Uri } from 'vscode';
import { DarkroomError } from '../shared/errors.ts';
import type { KnownImage } from '../shared/language.ts';
import type { Source } from '../shared/image.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { Client } from '../shared/rpc.ts';
import { fileName, openSource } from './imageSource.ts';
import { PreviewSamples } from './previewSamples.ts';

/** The image that a pipeline file is previewed on. */
export interface PipelineSample {
  readonly name: string;
  readonly source: Source;
  /** The key of its randomness. */
  readonly path: string;
}

/** Undefined when none was chosen, or it is gone; the preview says so then. */
export async function sampleOf(
  { workspaceState }: ExtensionContext,
  pipeline: Uri,
): Promise<PipelineSample | undefined> {
  const { chosen } = new PreviewSamples(workspaceState, pipeline);
  if (!chosen) return undefined;
  const source = await unlessFaulty(openSource(chosen));
  return source && { name: fileName(chosen), source, path: workspace.asRelativePath(chosen, false) };
}

/** What is known of it before it is decoded. */
export async function knownSample(
  context: ExtensionContext,
  engine: Client<EngineService>,
  pipeline: Uri,
): Promise<KnownImage | undefined> {
  const sample = await sampleOf(context, pipeline);
  if (!sample) return undefined;
  const facts = await unlessFaulty(engine.inspect({ source: sample.source }));
  return facts && { shape: facts.shape, path: sample.path };
}

async function unlessFaulty<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (thrown) {
    if (thrown instanceof DarkroomError) return undefined;
    throw thrown;
  }
}
