import { Uri } from 'vscode';
import { DarkroomError } from '../shared/errors.ts';
import type { ImageFormat, Step } from '../shared/pipeline.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { Client } from '../shared/rpc.ts';
import { openSource } from './imageSource.ts';

/** Broken files are passed over, but not endlessly. */
const maximumTries = 5;

/**
 * The format for steps that name none, judged by the first readable image: arrays for values that are not integers, and
 * for what came as an array; PNG, which loses nothing, for all else.
 */
export async function formatFor(
  engine: Client<EngineService>,
  inputs: readonly string[],
  steps: readonly Step[],
): Promise<ImageFormat> {
  const { files } = await engine.find({ inputs });
  for (const { path } of files.slice(0, maximumTries)) {
    try {
      const source = await openSource(Uri.file(path));
      const { facts, after, failed } = await engine.develop({
        source,
        steps,
        mode: 'train',
        seed: 0,
        path: '',
      });
      if (failed) continue;
      const isArray = facts.format === 'npy' || after.shape.dtype === 'float32' || after.shape.vector;
      return isArray ? 'npy' : 'png';
    } catch (thrown) {
      // The batch will name this file and its reason.
      if (!(thrown instanceof DarkroomError)) throw thrown;
    }
  }
  return 'png';
}
