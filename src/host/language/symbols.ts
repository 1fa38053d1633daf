import {
  DocumentSymbol,
  FoldingRange,
  FoldingRangeKind,
  SymbolKind,
  languages,
  type ExtensionContext,
  type TextDocument,
} from 'vscode';
import type { OutlineSymbol } from '../../shared/language.ts';
import type { Services } from '../services.ts';
import { ask, pipelineFiles, rangeOf } from './request.ts';

/** The steps in the outline and the breadcrumbs, and what can be folded. JSON is folded by the editor itself. */
export function registerSymbols(context: ExtensionContext, { log, engine }: Services): void {
  context.subscriptions.push(
    languages.registerDocumentSymbolProvider(
      pipelineFiles,
      {
        async provideDocumentSymbols(document, token) {
          const found = await ask(log, document, token, (text, signal) => engine.symbols(text, signal));
          return found?.symbols.map(symbol => toSymbol(document, symbol));
        },
      },
      { label: 'Darkroom' },
    ),
    languages.registerFoldingRangeProvider(pipelineFiles, {
      async provideFoldingRanges(document, _context, token) {
        const found = await ask(log, document, token, (text, signal) => engine.symbols(text, signal));
        return found?.folds.map(fold => {
          const { start, end } = rangeOf(document, fold);
          return new FoldingRange(
            start.line,
            end.line,
            fold.isComment ? FoldingRangeKind.Comment : undefined,
          );
        });
      },
    }),
  );
}

const kinds: Record<OutlineSymbol['kind'], SymbolKind> = {
  key: SymbolKind.Property,
  list: SymbolKind.Array,
  operation: SymbolKind.Function,
  random: SymbolKind.Event,
};

function toSymbol(document: TextDocument, symbol: OutlineSymbol): DocumentSymbol {
  const { name, detail, kind, nameStart, nameEnd, children } = symbol;
  const nameRange = rangeOf(document, { start: nameStart, end: nameEnd });
  const result = new DocumentSymbol(name, detail, kinds[kind], rangeOf(document, symbol), nameRange);
  result.children = children.map(child => toSymbol(document, child));
  return result;
}
