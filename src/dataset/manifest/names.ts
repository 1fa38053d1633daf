import { hash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

/** What a run has done, in the output folder. */
export const manifestName = 'darkroom.manifest.jsonl';

/** Whether a file is one that Darkroom gathers bytes in before it gives them a name. */
export function isTemporary(name: string): boolean {
  return /^\.darkroom-[0-9a-z]+(-[0-9a-f]{16}|\.lock|-manifest)\.tmp$/.test(name);
}

export function manifestTemporary(job: string): string {
  return `.darkroom-${job}-manifest.tmp`;
}

/**
 * Where a result is written before it is published: beside its output, hidden, and named so that whoever has to tidy
 * up after a death finds it without asking. Not longer than a file's name may be, however long the output's is.
 * @param output absolute path of the result
 * @param job letters and digits, different for every batch
 */
export function temporaryPath(output: string, job: string): string {
  const name = hash('sha256', basename(output)).slice(0, 16);
  return join(dirname(output), `.darkroom-${job}-${name}.tmp`);
}

/**
 * Where the threads of a run note what they are about to give its name. Without it they give nothing a name, so that
 * taking it away ends what is left of a run whose master is dead.
 */
export function claimsName(job: string): string {
  return `.darkroom-${job}.claims`;
}

/** Whether these are claims of a run that may still be going on. */
export function isOpenClaims(name: string): boolean {
  return /^\.darkroom-[0-9a-z]+\.claims$/.test(name);
}

/** The claims of a run that is over. */
export function closedClaims(name: string): string {
  return `${name}.over`;
}

export function isClosedClaims(name: string): boolean {
  return /^\.darkroom-[0-9a-z]+\.claims\.over$/.test(name);
}

export function lockName(token: string): string {
  return `.darkroom-${token}.lock`;
}

export function isLock(name: string): boolean {
  return /^\.darkroom-[0-9a-z]+\.lock$/.test(name);
}
