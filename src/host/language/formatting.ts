import { TextEdit, languages, type DocumentFilter, type ExtensionContext } from 'vscode';
import type { Services } from '../services.ts';
import { ask, rangeOf } from './request.ts';

/** JSON is laid out by the editor itself: a second formatter would make it ask which one to take. */
const yamlFiles: DocumentFilter = { pattern: '**/*{darkroom,Darkroom,DARKROOM}.{yaml,yml,YAML,YML}' };

export function registerFormatting(context: ExtensionContext, { log, engine }: Services): void {
  context.subscriptions.push(
    languages.registerDocumentFormattingEditProvider(yamlFiles, {
      async provideDocumentFormattingEdits(document, _options, token) {
        const edits = await ask(log, document, token, (text, signal) => engine.format(text, signal));
        return edits?.map(edit => TextEdit.replace(rangeOf(document, edit), edit.text));
      },
    }),
  );
}
