import { commands, window, type ExtensionContext, type Uri } from 'vscode';
import { registerCommand } from './commands.ts';
import { imageEditorType } from './imageEditor.ts';
import { notify } from './notify.ts';
import { selectedImages } from './selectedFiles.ts';
import type { Services } from './services.ts';

/** More tabs than this at once are a slip of the mouse. */
const manyTabs = 10;

export function registerOpenImage(context: ExtensionContext, { log }: Services): void {
  context.subscriptions.push(
    registerCommand(log, 'darkroom.openImage', async (clicked?: Uri, selection?: Uri[]) => {
      const images = (await selectedImages(clicked, selection)).filter(({ isFolder }) => !isFolder);
      if (images.length === 0) {
        notify(log, 'information', 'Select an image in the Explorer to open it in Darkroom.');
        return;
      }
      if (images.length > manyTabs) {
        const open = `Open ${images.length} Tabs`;
        const choice = await window.showWarningMessage(
          `Open ${images.length} images, each in a tab of its own?`,
          { modal: true },
          open,
        );
        if (choice !== open) return;
      }
      const preview = images.length === 1;
      for (const { uri } of images) {
        await commands.executeCommand('vscode.openWith', uri, imageEditorType, { preview });
      }
    }),
  );
}
