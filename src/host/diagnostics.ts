import { Diagnostic, Range, languages, workspace, type ExtensionContext, type TextDocument } from 'vscode';
import { isPipelineFile, pipelineLanguage, type Diagnostic as Finding } from '../shared/pipeline.ts';
import { printableLines } from '../shared/printable.ts';
import { knownSample } from './knownSample.ts';
import { NewestOnly } from './newestOnly.ts';
import { onDidChangeSamples } from './previewSamples.ts';
import type { Services } from './services.ts';
import { severities } from './severities.ts';

const typingDelay = 120;

/**
 * Marks what is wrong in every open pipeline file, at its exact place, saved or not; in none that can only be read, such
 * as the other side of a comparison.
 */
export function registerDiagnostics(context: ExtensionContext, services: Services): void {
  const { log, engine, pipelines } = services;
  const collection = languages.createDiagnosticCollection('darkroom');
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  // A long text is typed faster than it is checked.
  const checks = new NewestOnly();
  // Told once until a check works again: it is made at every key.
  let isTold = false;

  const check = async (document: TextDocument) => {
    const { version } = document;
    try {
      const text = document.getText();
      const sample = await knownSample(context, engine, document.uri);
      const { diagnostics } = sample
        ? await engine.parse({ text, language: pipelineLanguage(document.uri.path), sample })
        : await pipelines.parse(document.uri, text);
      isTold = false;
      // Another check follows when the text has changed meanwhile.
      if (document.isClosed || document.version !== version) return;
      collection.set(
        document.uri,
        diagnostics.map(finding => toDiagnostic(document, finding)),
      );
    } catch (thrown) {
      if (isTold) log.quietly(thrown);
      else void log.failure(thrown);
      isTold = true;
    }
  };
  const checkSoon = (document: TextDocument, delay: number) => {
    if (!isPipelineFile(document.uri.path) || !canBeMended(document)) return;
    const id = document.uri.toString();
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => {
        timers.delete(id);
        checks.run(id, () => check(document));
      }, delay),
    );
  };

  context.subscriptions.push(
    collection,
    workspace.onDidOpenTextDocument(document => {
      checkSoon(document, 0);
    }),
    workspace.onDidChangeTextDocument(({ document }) => {
      checkSoon(document, typingDelay);
    }),
    workspace.onDidCloseTextDocument(({ uri }) => {
      collection.delete(uri);
    }),
    onDidChangeSamples(uri => {
      const document = pipelines.openDocument(uri);
      if (document) checkSoon(document, typingDelay);
    }),
    {
      dispose: () => {
        for (const timer of timers.values()) clearTimeout(timer);
      },
    },
  );
  for (const document of workspace.textDocuments) checkSoon(document, 0);
}

function canBeMended({ isUntitled, uri }: TextDocument): boolean {
  return isUntitled || workspace.fs.isWritableFileSystem(uri.scheme) === true;
}

function toDiagnostic(document: TextDocument, { severity, code, message, place }: Finding): Diagnostic {
  const range = new Range(document.positionAt(place.start), document.positionAt(place.end));
  const diagnostic = new Diagnostic(range, printableLines(message), severities[severity]);
  diagnostic.source = 'Darkroom';
  diagnostic.code = code;
  return diagnostic;
}
