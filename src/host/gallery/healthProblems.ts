import { Diagnostic, DiagnosticSeverity, Position, Range, Uri, languages, type Disposable } from 'vscode';
import type { Finding, FindingSeverity } from '../../shared/dataset.ts';
import { printableLines } from '../../shared/printable.ts';

const severities: Readonly<Record<FindingSeverity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** A list of problems that is longer helps nobody, and slows the editor down. */
const mostListed = 5000;

/** What health checks have found, at the images and at the lines of annotation files, among the editor's problems. */
export class HealthProblems implements Disposable {
  private readonly collection = languages.createDiagnosticCollection('darkroom.health');
  private readonly files = new Map<string, readonly Uri[]>();

  /** In the place of what was found of the dataset before. @returns how many are listed */
  show(root: string, findings: readonly Finding[]): number {
    this.clear(root);
    const order: readonly FindingSeverity[] = ['error', 'warning', 'information'];
    const worst = [...findings].sort(
      (one, other) => order.indexOf(one.severity) - order.indexOf(other.severity),
    );
    const listed = worst.slice(0, mostListed);
    const byFile = new Map<string, Diagnostic[]>();
    for (const finding of listed) {
      const diagnostics = byFile.get(finding.file);
      if (diagnostics) diagnostics.push(diagnosticOf(finding));
      else byFile.set(finding.file, [diagnosticOf(finding)]);
    }
    const entries = [...byFile].map(([file, diagnostics]) => [Uri.file(file), diagnostics] as const);
    this.files.set(
      root,
      entries.map(([uri]) => uri),
    );
    this.collection.set(entries.map(([uri, diagnostics]) => [uri, diagnostics]));
    return listed.length;
  }

  clear(root: string): void {
    for (const uri of this.files.get(root) ?? []) this.collection.delete(uri);
    this.files.delete(root);
  }

  dispose(): void {
    this.collection.dispose();
  }
}

function diagnosticOf({ rule, severity, line = 1, column = 1, message, others = [] }: Finding): Diagnostic {
  const start = new Position(line - 1, column - 1);
  // Without an end of its own it reaches to the end of the line, where there is one.
  const range = new Range(start, new Position(line - 1, column === 1 ? 1000 : column));
  const told = others.filter(other => !message.includes(other));
  const text = told.length > 0 ? `${message} ${told.slice(0, 5).join(', ')}` : message;
  const diagnostic = new Diagnostic(range, printableLines(text), severities[severity]);
  diagnostic.source = 'Darkroom';
  diagnostic.code = rule;
  return diagnostic;
}
