import { Diagnostic, Position, Range, Uri, languages, type Disposable } from 'vscode';
import { countOf, type Finding } from '../../shared/dataset.ts';
import { groupsBy } from '../../shared/groups.ts';
import { printableLines } from '../../shared/printable.ts';
import { severities } from '../severities.ts';

/** A list of problems that is longer helps nobody, and slows the editor down. */
const mostListed = 5000;

/** What health checks have found, at the images and at the lines of annotation files, among the editor's problems. */
export class HealthProblems implements Disposable {
  private readonly collection = languages.createDiagnosticCollection('darkroom.health');
  private readonly files = new Map<string, readonly Uri[]>();

  /** In the place of what was found of the dataset before; how many more there are stands at its folder. @returns how many are listed */
  show(root: string, findings: readonly Finding[]): number {
    this.clear(root);
    const worst = [...findings].sort((one, other) => severities[one.severity] - severities[other.severity]);
    const listed = worst.slice(0, mostListed);
    const more = countOf(worst.slice(mostListed));
    if (more > 0) listed.push(restOf(root, more));
    const byFile = groupsBy(listed, ({ file }) => file);
    const entries = [...byFile].map(([file, some]): [Uri, Diagnostic[]] => [
      Uri.file(file),
      some.map(diagnosticOf),
    ]);
    this.files.set(
      root,
      entries.map(([uri]) => uri),
    );
    this.collection.set(entries);
    return countOf(findings) - more;
  }

  clear(root: string): void {
    for (const uri of this.files.get(root) ?? []) this.collection.delete(uri);
    this.files.delete(root);
  }

  dispose(): void {
    this.collection.dispose();
  }
}

function restOf(root: string, count: number): Finding {
  const findings = count === 1 ? '1 more finding, which is' : `${count} more findings, which are`;
  const message = `And ${findings} counted in the gallery; darkroom check lists all of them.`;
  return { rule: 'more', severity: 'information', file: root, message };
}

function diagnosticOf({ rule, severity, line = 1, column = 1, message, others = [] }: Finding): Diagnostic {
  const start = new Position(line - 1, column - 1);
  // Without an end of its own it reaches to the end of the line, where there is one.
  const range = new Range(start, new Position(line - 1, column === 1 ? 1000 : column));
  const told = others.filter(other => !message.includes(other));
  const text = told.length > 0 ? `${message} ${namesOf(told)}` : message;
  const diagnostic = new Diagnostic(range, printableLines(text), severities[severity]);
  diagnostic.source = 'Darkroom';
  diagnostic.code = rule;
  return diagnostic;
}

const mostNames = 5;

function namesOf(names: readonly string[]): string {
  const more = names.length - mostNames;
  return `${names.slice(0, mostNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
