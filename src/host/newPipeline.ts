import { Selection, Uri, window, workspace, type ExtensionContext } from 'vscode';
import { registerCommand } from './commands.ts';
import { exists } from './exists.ts';
import { pipelineTemplate } from './pipelineTemplate.ts';
import type { Services } from './services.ts';

/** Opens a commented pipeline as a text that is written when the person saves it. */
export function registerNewPipeline(context: ExtensionContext, { log }: Services): void {
  context.subscriptions.push(
    registerCommand(log, 'darkroom.newPipeline', async () => {
      const uri = await freeName(workspace.workspaceFolders?.[0]?.uri);
      const document = await workspace.openTextDocument(uri);
      const editor = await window.showTextDocument(document);
      if (document.getText() !== '') return;
      await editor.edit(edit => {
        edit.insert(document.positionAt(0), pipelineTemplate);
      });
      const start = document.positionAt(0);
      editor.selection = new Selection(start, start);
      editor.revealRange(editor.selection);
    }),
  );
}

/** `pipeline.darkroom.yaml` in the folder, with a number where that is taken. */
async function freeName(folder: Uri | undefined): Promise<Uri> {
  for (let number = 1; ; number++) {
    const name = `pipeline${number === 1 ? '' : `-${number}`}.darkroom.yaml`;
    const file = folder && Uri.joinPath(folder, name);
    const untitled = file ? Uri.from({ scheme: 'untitled', path: file.path }) : Uri.parse(`untitled:${name}`);
    const isOpen = workspace.textDocuments.some(document => document.uri.toString() === untitled.toString());
    if (!isOpen && !(file && (await exists(file)))) return untitled;
  }
}
