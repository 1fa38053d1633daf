import type { Case } from './cases.ts';
import { Finding } from './finding.ts';
import { mostMemory, type Subject } from './subject.ts';

/** What came of a case: its result in words, or what may not be. */
export type Outcome =
  { readonly result: string; readonly milliseconds: number } | { readonly finding: Finding };

/** Puts a case to the process, and holds the process to its memory. After a finding the process is a new one. */
export async function attempt(subject: Subject, tried: Case, content: Uint8Array): Promise<Outcome> {
  subject.forgetPeak();
  const began = performance.now();
  try {
    const result = await tried.judge(subject, content);
    const peak = subject.peakMemory();
    if (peak !== undefined && peak > mostMemory)
      throw new Finding('memory', `${Math.round(peak / 2 ** 20)} MiB`);
    return { result, milliseconds: performance.now() - began };
  } catch (thrown) {
    await subject.restart();
    if (thrown instanceof Finding) return { finding: thrown };
    throw thrown;
  }
}

/** What of a case is enough for the same kind of finding: parts are left out as long as it stays. */
export async function minimise(
  subject: Subject,
  tried: Case,
  kind: string,
  seconds = 60,
): Promise<Uint8Array> {
  const deadline = performance.now() + seconds * 1000;
  let content = Buffer.from(tried.content);
  for (let length = content.length >> 1; length >= 1; length >>= 1) {
    for (let at = 0; at < content.length;) {
      if (performance.now() > deadline) return content;
      const shorter = Buffer.concat([content.subarray(0, at), content.subarray(at + length)]);
      const outcome = await attempt(subject, tried, shorter);
      if ('finding' in outcome && outcome.finding.kind === kind) content = shorter;
      else at += length;
    }
  }
  return content;
}
