import type { ExtensionContext, Uri } from 'vscode';
import { datasetLayouts, type DatasetLayout } from '../../shared/dataset.ts';

/** What a person has said that a folder is, kept for the workspace. */
export function keptLayout(
  { workspaceState }: Pick<ExtensionContext, 'workspaceState'>,
  folder: Uri,
): { readonly earlier: DatasetLayout | undefined; keep(layout: DatasetLayout | undefined): void } {
  const key = `gallery.layout:${folder.toString()}`;
  const kept = workspaceState.get<unknown>(key);
  return {
    earlier: (Object.keys(datasetLayouts) as DatasetLayout[]).find(layout => layout === kept),
    keep: layout => void workspaceState.update(key, layout),
  };
}
