import { RelativePattern, Uri, window, workspace } from 'vscode';
import { imageExtensions, imageSearchPattern, searchExclude } from './imageFiles.ts';
import { fileName } from './imageSource.ts';

const maximumListed = 5000;
const maximumLookedAt = 500;

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
  const uris = await workspace.findFiles(imageSearchPattern, searchExclude, maximumListed);
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

/** The first image beside a file or below its folder, the nearest first; else any of the workspace. */
export async function findFirstImage(beside: Uri): Promise<Uri | undefined> {
  const folder =
    beside.scheme === 'untitled' ? workspace.workspaceFolders?.[0]?.uri : Uri.joinPath(beside, '..');
  const searches = [folder && new RelativePattern(folder, imageSearchPattern), imageSearchPattern];
  for (const search of searches) {
    if (search === undefined) continue;
    const found = await workspace.findFiles(search, searchExclude, maximumLookedAt);
    const [first] = found.sort(
      (one, other) => depth(one) - depth(other) || one.path.localeCompare(other.path),
    );
    if (first) return first;
  }
  return undefined;
}

function depth(uri: Uri): number {
  return uri.path.split('/').length;
}
