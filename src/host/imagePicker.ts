import { Uri, window, workspace } from 'vscode';
import { imageExtensions, isImageName } from './imageFiles.ts';
import { fileName } from './imageSource.ts';
import { findFiles, workspaceRoots } from './workspaceSearch.ts';

const maximumListed = 5000;

interface ImageItem {
  readonly label: string;
  readonly description: string;
  readonly uri?: Uri;
}

/** Asks for images of the workspace, or of anywhere. Empty when nothing was chosen. */
export async function pickImages(title: string): Promise<readonly Uri[]> {
  const browse: ImageItem = {
    label: '$(folder-opened) Browse…',
    description: 'Images outside of the workspace',
  };
  const uris = await findFiles(workspaceRoots(), isImageName, maximumListed);
  const items = uris
    .map((uri): Required<ImageItem> => ({
      label: fileName(uri),
      description: workspace.asRelativePath(uri),
      uri,
    }))
    .sort((one, other) => one.description.localeCompare(other.description));
  const picked = await window.showQuickPick([browse, ...items], {
    title,
    placeHolder: 'Name or folder of an image',
    matchOnDescription: true,
  });
  if (!picked) return [];
  if (picked.uri) return [picked.uri];
  const chosen = await window.showOpenDialog({
    title,
    canSelectMany: true,
    filters: { Images: [...imageExtensions] },
  });
  return chosen ?? [];
}

/** Images beside a file or below its folder, the nearest first; without any, those of the workspace. */
export async function findNearestImages(beside: Uri, maximum: number): Promise<readonly Uri[]> {
  const near = beside.scheme === 'untitled' ? [] : [Uri.joinPath(beside, '..')];
  const found = await findFiles(near, isImageName, maximum);
  return found.length > 0 ? found : findFiles(workspaceRoots(), isImageName, maximum);
}
