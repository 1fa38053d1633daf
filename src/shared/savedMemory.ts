/**
 * What a page remembers of itself is saved in two places: as its webview's state, and by the host, as in a browser it
 * may take seconds until the editor has stored the former. Each carries the time it was saved at, as `savedAt`.
 */

/** Of what was saved in different places, what was saved last; undefined for nothing. */
export function newestSaved(...saved: readonly unknown[]): unknown {
  return saved.reduce((newest, each) => (savedAt(each) > savedAt(newest) ? each : newest), undefined);
}

/** Text of a memory, with the time. */
export function printSaved(memory: object): string {
  return JSON.stringify({ ...memory, savedAt: Date.now() });
}

/** What `printSaved` has written; undefined for anything else. */
export function parseSaved(written: string | undefined): unknown {
  try {
    return JSON.parse(written ?? '');
  } catch {
    return undefined;
  }
}

/** Milliseconds since 1970; −1 for nothing, 0 for what has no time. */
function savedAt(saved: unknown): number {
  if (typeof saved !== 'object' || saved === null) return -1;
  return 'savedAt' in saved && typeof saved.savedAt === 'number' ? saved.savedAt : 0;
}
