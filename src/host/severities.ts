import { DiagnosticSeverity } from 'vscode';
import type { Severity } from '../shared/pipeline.ts';

/** As the editor calls them, the worst the lowest. */
export const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};
