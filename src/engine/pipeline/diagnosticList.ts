import type { Diagnostic } from '../../shared/pipeline.ts';

/** Each diagnostic once: what an alias stands for is read anew wherever it is used, which a short text can do endlessly. */
export class DiagnosticList {
  readonly all: Diagnostic[] = [];
  private readonly known = new Set<string>();

  constructor(diagnostics: readonly Diagnostic[] = []) {
    for (const diagnostic of diagnostics) this.add(diagnostic);
  }

  add(diagnostic: Diagnostic): void {
    const { message, place } = diagnostic;
    const key = `${place.start} ${place.end} ${message}`;
    if (this.known.has(key)) return;
    this.known.add(key);
    this.all.push(diagnostic);
  }
}
