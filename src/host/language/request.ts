import {
  MarkdownString,
  Range,
  type CancellationToken,
  type DocumentFilter,
  type Position,
  type TextDocument,
} from 'vscode';
import type { TextOf, TextPosition } from '../../shared/language.ts';
import { isPipelineFile, pipelineLanguage } from '../../shared/pipeline.ts';
import type { Log } from '../log.ts';

/** By name, whatever language the editor takes the file for; also before it is saved. */
export const pipelineFiles: DocumentFilter = {
  pattern: '**/*{darkroom,Darkroom,DARKROOM}.{yaml,yml,json,YAML,YML,JSON}',
};

/**
 * Asks the engine something about a document. Undefined when the editor no longer wants to know, and when it failed:
 * that is logged, for a list that does not open is no reason for a message.
 */
export async function ask<Answer>(
  log: Log,
  document: TextDocument,
  token: CancellationToken,
  question: (text: TextOf, signal: AbortSignal) => Promise<Answer>,
): Promise<Answer | undefined> {
  if (!isPipelineFile(document.uri.path) || token.isCancellationRequested) return undefined;
  const aborting = new AbortController();
  const subscription = token.onCancellationRequested(() => {
    aborting.abort();
  });
  try {
    const text = { text: document.getText(), language: pipelineLanguage(document.uri.path) };
    return await question(text, aborting.signal);
  } catch (thrown) {
    if (!aborting.signal.aborted) log.quietly(thrown);
    return undefined;
  } finally {
    subscription.dispose();
  }
}

export function at(text: TextOf, document: TextDocument, position: Position): TextPosition {
  return { ...text, offset: document.offsetAt(position) };
}

export function rangeOf(
  document: TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}

/** Not trusted: it runs no commands and holds no HTML. */
export function markdown(text: string): MarkdownString {
  return new MarkdownString(text);
}
