import {
  ParameterInformation,
  SignatureHelp,
  SignatureInformation,
  languages,
  type ExtensionContext,
} from 'vscode';
import type { Services } from '../services.ts';
import { ask, at, markdown, pipelineFiles } from './request.ts';

/** The parameters of the step that is being written. */
export function registerSignature(context: ExtensionContext, { log, engine }: Services): void {
  context.subscriptions.push(
    languages.registerSignatureHelpProvider(
      pipelineFiles,
      {
        async provideSignatureHelp(document, position, token) {
          const found = await ask(log, document, token, (text, signal) =>
            engine.signature(at(text, document, position), signal),
          );
          if (!found) return undefined;
          const information = new SignatureInformation(found.label, markdown(found.markdown));
          information.parameters = found.parameters.map(
            ({ start, end, markdown: text }) => new ParameterInformation([start, end], markdown(text)),
          );
          const help = new SignatureHelp();
          help.signatures = [information];
          help.activeSignature = 0;
          // The editor marks none when there is none of that number.
          help.activeParameter = found.active ?? found.parameters.length;
          return help;
        },
      },
      { triggerCharacters: ['{', ','], retriggerCharacters: [':', ' '] },
    ),
  );
}
