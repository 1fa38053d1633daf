import {
  CodeAction,
  CodeActionKind,
  TextEdit,
  WorkspaceEdit,
  languages,
  type CodeActionContext,
  type CodeActionProvider,
  type ExtensionContext,
  type TextDocument,
} from 'vscode';
import type { PipelineEdit, TextEdit as Change } from '../../shared/edit.ts';
import type { Fix, Fixes } from '../../shared/language.ts';
import { knownSample } from '../knownSample.ts';
import type { Services } from '../services.ts';
import { ask, pipelineFiles, rangeOf } from './request.ts';

const fixAll = CodeActionKind.SourceFixAll.append('darkroom');
const source = 'Darkroom';

/** A fix whose changes of the text are worked out when it is chosen. */
class PipelineFix extends CodeAction {
  constructor(
    fix: Fix,
    readonly document: TextDocument,
    readonly version: number,
    readonly change: PipelineEdit,
  ) {
    super(fix.title, CodeActionKind.QuickFix);
  }
}

/** Ways to mend what the diagnostics say. */
export function registerFixes(context: ExtensionContext, { log, engine }: Services): void {
  const provider: CodeActionProvider = {
    async provideCodeActions(document, range, given, token) {
      const isForAll = given.only !== undefined && given.only.intersects(fixAll);
      // Asked at every move of the cursor.
      if (!isForAll && !given.diagnostics.some(diagnostic => diagnostic.source === source)) return [];
      const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
      const found = await ask(log, document, token, async (text, signal) => {
        const sample = await knownSample(context, engine, document.uri);
        return engine.fixes({ ...text, start, end, ...(sample && { sample }) }, signal);
      });
      return found ? toActions(document, given, found) : [];
    },
    async resolveCodeAction(action, token) {
      if (!(action instanceof PipelineFix)) return action;
      const { document, version, change } = action;
      if (document.version !== version) return action;
      const edits = await ask(log, document, token, (text, signal) =>
        engine.edit({ ...text, edit: change }, signal),
      );
      if (edits) action.edit = toWorkspaceEdit(document, edits);
      return action;
    },
  };
  context.subscriptions.push(
    languages.registerCodeActionsProvider(pipelineFiles, provider, {
      providedCodeActionKinds: [CodeActionKind.QuickFix, fixAll],
    }),
  );
}

function toActions(document: TextDocument, given: CodeActionContext, { fixes, all }: Fixes): CodeAction[] {
  const actions = fixes.map(fix => toAction(document, given, fix));
  if (all.length === 0) return actions;
  const kinds = all.length > 1 ? [CodeActionKind.QuickFix, fixAll] : [fixAll];
  const forAll = kinds.map(kind => {
    const action = new CodeAction('Fix all that can mean one thing only', kind);
    action.edit = toWorkspaceEdit(document, all);
    return action;
  });
  return [...actions, ...forAll];
}

function toAction(document: TextDocument, { diagnostics }: CodeActionContext, fix: Fix): CodeAction {
  const { change } = fix;
  const isEdit = 'kind' in change;
  const action = isEdit
    ? new PipelineFix(fix, document, document.version, change)
    : new CodeAction(fix.title, CodeActionKind.QuickFix);
  if (!isEdit) action.edit = toWorkspaceEdit(document, change);
  const range = rangeOf(document, fix);
  action.isPreferred = fix.preferred;
  action.diagnostics = diagnostics.filter(
    ({ code, range: place }) => code === fix.code && place.isEqual(range),
  );
  return action;
}

function toWorkspaceEdit(document: TextDocument, changes: readonly Change[]): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  const edits = changes.map(change => TextEdit.replace(rangeOf(document, change), change.text));
  edit.set(document.uri, edits);
  return edit;
}
