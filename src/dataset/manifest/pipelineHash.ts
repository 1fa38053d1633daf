import { version } from '../../../package.json';
import { findDeterministic } from '../../engine/operations/index.ts';
import { isActive } from '../../engine/pipeline/declaration.ts';
import type { Values } from '../../shared/catalogue.ts';
import type { Mode, Pipeline, Step } from '../../shared/pipeline.ts';
import { arrayPath } from '../namedPaths.ts';
import { sha256 } from '../sha256.ts';
import { hashFile } from './hash.ts';

/**
 * Equal for pipelines that give equal results: steps that take part with all their values, the contents of the arrays
 * that they name, the output, and the version of Darkroom. Layout, comments, steps that are left out and the images
 * that are excluded do not count.
 */
export async function hashPipeline({ steps, exclude: _, ...rest }: Pipeline, mode: Mode): Promise<string> {
  const parts: unknown[] = [version, mode, rest];
  for (const step of steps) {
    // An absent step keeps its place, for draws depend on the index.
    parts.push(isActive(step, mode) ? await plainStep(step, step.folder) : null);
  }
  return sha256(JSON.stringify(parts));
}

async function plainStep(
  step: Pick<Step, 'operation' | 'values' | 'p' | 'mode' | 'enabled'>,
  folder?: string,
) {
  const { operation, values, p, mode, enabled } = step;
  const files = findDeterministic(operation)?.files(values) ?? [];
  const arrays = await Promise.all(files.map(path => hashArray(path, folder)));
  return { operation, p, mode, enabled, values: await plainValues(values, folder), arrays };
}

async function plainValues(values: Values, folder?: string): Promise<unknown> {
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    plain[name] = isStepList(value) ? await Promise.all(value.map(step => plainStep(step, folder))) : value;
  }
  return plain;
}

function isStepList(value: unknown): value is readonly Step[] {
  return Array.isArray(value) && value.length > 0 && value.every(isStep);
}

function isStep(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'operation' in value && 'values' in value;
}

/** A file that is not there fails every image; that it has come is a change. */
async function hashArray(path: string, folder?: string): Promise<string> {
  return hashFile(arrayPath(path, folder)).catch(() => 'missing');
}
