import { Uri, window, workspace, type ExtensionContext } from 'vscode';
import { counted } from '../shared/counted.ts';
import { findHardSamples } from './datasetScan.ts';
import { fileName } from './imageSource.ts';
import { notify } from './notify.ts';
import type { PipelinePreview } from './pipelinePreview.ts';
import type { Services } from './services.ts';
import { workspaceRoots } from './workspaceSearch.ts';

/**
 * Finds the hard images of a dataset and adds them to a preview.
 * @param folder where to look; without one the workspace, and where there is none or more than one, the person is asked
 */
export async function chooseHardSamples(
  context: ExtensionContext,
  services: Services,
  preview: PipelinePreview,
  folder?: Uri,
): Promise<void> {
  const chosen = folder ?? (await askForFolder(preview.uri));
  if (!chosen) return;
  const found = await findHardSamples(context, services.engine, [chosen]);
  if (!found) return;
  const { samples, images, unreadable } = found;
  const name = fileName(chosen);
  const skipped = unreadable === 0 ? '' : `; ${unreadable} could not be read`;
  if (samples.length === 0) {
    notify(
      services.log,
      'information',
      images === 0
        ? `${name} holds no images that can be read${skipped}. Choose the folder of your dataset.`
        : `The ${images} images of ${name} are alike in size, kind and brightness${skipped}: none is harder than the rest.`,
    );
    return;
  }
  preview.addHardSamples(samples);
  notify(
    services.log,
    'information',
    `${counted(samples.length, 'hard sample')} of the ${counted(images, 'image')} of ${name} ${samples.length === 1 ? 'was' : 'were'} chosen${skipped}.`,
  );
}

/** The one workspace folder, or what a person chooses. */
async function askForFolder(pipeline: Uri): Promise<Uri | undefined> {
  const [root, ...others] = workspaceRoots();
  if (root && others.length === 0) return root;
  const beside = workspace.getWorkspaceFolder(pipeline)?.uri ?? Uri.joinPath(pipeline, '..');
  const [folder] =
    (await window.showOpenDialog({
      title: 'Folder of the Dataset',
      openLabel: 'Search Here',
      canSelectFiles: false,
      canSelectFolders: true,
      ...(pipeline.scheme !== 'untitled' && { defaultUri: beside }),
    })) ?? [];
  return folder;
}
