import { CodeLens, EventEmitter, Range, languages, workspace, type ExtensionContext } from 'vscode';
import { isPipelineFile } from '../shared/pipeline.ts';

const setting = 'darkroom.pipelineCodeLens';

/** “Preview beside” above the first line of pipeline files. */
export function registerCodeLens(context: ExtensionContext): void {
  const changed = new EventEmitter<void>();
  context.subscriptions.push(
    changed,
    workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(setting)) changed.fire();
    }),
    languages.registerCodeLensProvider(
      { pattern: '**/*darkroom.{yaml,yml,json,YAML,YML,JSON}' },
      {
        onDidChangeCodeLenses: changed.event,
        provideCodeLenses({ uri }) {
          const isWanted = workspace.getConfiguration(undefined, uri).get<boolean>(setting, true);
          if (!isWanted || !isPipelineFile(uri.path)) return [];
          const title = '$(open-preview) Preview beside';
          return [
            new CodeLens(new Range(0, 0, 0, 0), {
              title,
              command: 'darkroom.previewPipeline',
              arguments: [uri],
            }),
          ];
        },
      },
    ),
  );
}
