import { Uri, window, type ExtensionContext } from 'vscode';
import { compareNames } from '../shared/compareNames.ts';
import { imageExtensions, isImageName } from './imageFiles.ts';
import { fileName } from './imageSource.ts';
import { pathInWorkspace } from './inWorkspace.ts';
import { isOutputFolder } from './outputFolder.ts';
import { findFiles, workspaceRoots } from './workspaceSearch.ts';
import { plainLabel } from './plainText.ts';

const maximumListed = 5000;

interface ImageItem {
  readonly label: string;
  readonly description: string;
  readonly uri?: Uri;
}

/** Asks for images of the workspace, developed ones last, or of anywhere. Empty when nothing was chosen. */
export async function pickImages(context: ExtensionContext, title: string): Promise<readonly Uri[]> {
  const browse: ImageItem = {
    label: '$(folder-opened) Browse…',
    description: 'Images outside of the workspace',
  };
  // Shown at once; a large workspace takes a moment to be searched.
  const items = listImages(context).then(images => [browse, ...images]);
  const picked = await window.showQuickPick(items, {
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

async function listImages(context: ExtensionContext): Promise<ImageItem[]> {
  const maximum = maximumListed;
  const originals = await findFiles(workspaceRoots(), isImageName, { maximum, enters: isOriginal(context) });
  const all = await findFiles(workspaceRoots(), isImageName, { maximum });
  const known = new Set(originals.map(String));
  return [originals, all.filter(uri => !known.has(uri.toString()))].flatMap(toItems);
}

function toItems(uris: readonly Uri[]): Required<ImageItem>[] {
  return uris
    .map(uri => ({
      label: plainLabel(fileName(uri)),
      description: plainLabel(pathInWorkspace(uri)),
      uri,
    }))
    .sort((one, other) => compareNames(one.description, other.description));
}

/**
 * Images beside a file or below its folder, the nearest first; without any, those of the workspace. Developed ones are
 * found only where there is nothing else: a pipeline is for what has not been through one.
 */
export async function findNearestImages(
  context: ExtensionContext,
  beside: Uri,
  maximum: number,
): Promise<readonly Uri[]> {
  const near = beside.scheme === 'untitled' ? [] : [Uri.joinPath(beside, '..')];
  for (const enters of [isOriginal(context), undefined]) {
    for (const roots of [near, workspaceRoots()]) {
      const found = await findFiles(roots, isImageName, { maximum, enters });
      if (found.length > 0) return found;
    }
  }
  return [];
}

/** Says of folders whether they hold originals, not developed images. */
export function isOriginal(context: ExtensionContext): (folder: Uri) => boolean {
  return folder => !isOutputFolder(context, folder);
}
