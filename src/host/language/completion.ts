import {
  CompletionItem,
  CompletionItemKind,
  SnippetString,
  languages,
  type ExtensionContext,
  type TextDocument,
} from 'vscode';
import type { Completion } from '../../shared/language.ts';
import type { Services } from '../services.ts';
import { ask, at, markdown, pipelineFiles, rangeOf } from './request.ts';

/** Letters too: in YAML the editor takes what is being typed for text, where it suggests nothing by itself. */
const triggers = [' ', '-', ':', '{', '[', ',', '"', "'", ...'abcdefghijklmnopqrstuvwxyz'.split('')];

export function registerCompletion(context: ExtensionContext, { log, engine }: Services): void {
  context.subscriptions.push(
    languages.registerCompletionItemProvider(
      pipelineFiles,
      {
        async provideCompletionItems(document, position, token) {
          const list = await ask(log, document, token, (text, signal) =>
            engine.complete(at(text, document, position), signal),
          );
          return list?.map((completion, index) => toItem(document, completion, index));
        },
      },
      ...triggers,
    ),
  );
}

const kinds: Record<Completion['kind'], CompletionItemKind> = {
  operation: CompletionItemKind.Function,
  parameter: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
};

function toItem(document: TextDocument, completion: Completion, index: number): CompletionItem {
  const { label, detail, kind, insert, filter, continues } = completion;
  const item = new CompletionItem({ label, description: detail }, kinds[kind]);
  item.range = rangeOf(document, completion);
  item.insertText = new SnippetString(insert);
  item.filterText = filter;
  item.sortText = String(index).padStart(4, '0');
  item.documentation = markdown(completion.markdown);
  if (continues) item.command = { command: 'editor.action.triggerSuggest', title: 'Suggest' };
  return item;
}
