import { commands, env, type Uri } from 'vscode';
import type { GalleryAction } from '../../shared/gallery.ts';

/** Does what was chosen for the selected images. */
export async function actOnImages(action: GalleryAction, uris: readonly Uri[]): Promise<void> {
  const [first] = uris;
  switch (action) {
    case 'open':
      await commands.executeCommand('darkroom.openImage', first, uris);
      return;
    case 'reveal':
      await commands.executeCommand('revealInExplorer', first);
      return;
    case 'copyPath':
      await env.clipboard.writeText(uris.map(({ fsPath }) => fsPath).join('\n'));
      return;
    case 'preview':
      await commands.executeCommand('darkroom.useAsPreviewImage', first, uris);
      return;
    case 'develop':
      await commands.executeCommand('darkroom.developImages', first, uris);
      return;
  }
}
