import { commands, env, Uri } from 'vscode';
import type { GalleryAction } from '../../shared/gallery.ts';
import type { Services } from '../services.ts';
import { excludeImages } from './excludeImages.ts';

/** Does what was chosen for the selected images. @param pipeline that they are seen through, or `none` */
export async function actOnImages(
  services: Services,
  action: GalleryAction,
  uris: readonly Uri[],
  pipeline: string,
): Promise<void> {
  const [first] = uris;
  const chosen = pipeline === 'none' ? undefined : Uri.parse(pipeline, true);
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
      await commands.executeCommand('darkroom.useAsPreviewImage', first, uris, chosen);
      return;
    case 'develop':
      await commands.executeCommand('darkroom.developImages', first, uris, chosen);
      return;
    case 'exclude':
      await excludeImages(
        services,
        uris.map(({ fsPath }) => fsPath),
        chosen,
      );
      return;
  }
}
