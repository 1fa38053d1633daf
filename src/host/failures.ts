import { basename } from 'node:path';
import { Diagnostic, DiagnosticSeverity, Range, Uri, commands, languages, type Disposable } from 'vscode';
import { withHint, type Problem } from '../shared/errors.ts';
import { printableLines } from '../shared/printable.ts';

/** The files that could not be developed last time, marked in the Explorer and listed among the editor’s problems. */
export class Failures implements Disposable {
  private readonly collection = languages.createDiagnosticCollection('darkroom.failures');

  show(problems: readonly Problem[]): void {
    this.collection.clear();
    const byFile = new Map<string, Map<string, Diagnostic>>();
    for (const problem of problems) {
      const { file, message, code } = problem;
      if (file === undefined) continue;
      // The list has the path beside the message.
      const short = message.replaceAll(file, () => basename(file));
      const diagnostic = new Diagnostic(
        new Range(0, 0, 0, 0),
        printableLines(withHint({ ...problem, message: short })),
        DiagnosticSeverity.Error,
      );
      diagnostic.source = 'Darkroom';
      diagnostic.code = code;
      // Versions of an image that fail alike are told once.
      const others = byFile.get(file) ?? new Map<string, Diagnostic>();
      byFile.set(file, others.set(diagnostic.message, diagnostic));
    }
    this.collection.set(
      [...byFile].map(([file, diagnostics]) => [Uri.file(file), [...diagnostics.values()]]),
    );
  }

  async reveal(): Promise<void> {
    await commands.executeCommand('workbench.actions.view.problems');
  }

  clear(): void {
    this.collection.clear();
  }

  dispose(): void {
    this.collection.dispose();
  }
}
