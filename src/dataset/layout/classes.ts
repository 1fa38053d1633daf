import { counted } from '../../shared/counted.ts';
import { folders as classFolders } from '../annotations/folders.ts';
import type { Layout } from './layout.ts';
import { ofSets } from './sets.ts';
import { sortSplits, splitOfName } from './splits.ts';
import { isKindFolder } from './kinds.ts';
import type { SurveyedFolder } from './survey.ts';
import { inSplits, listed } from './words.ts';

/** A folder for each class, as torchvision's `ImageFolder` and Keras take it, with or without folders of splits above. */
export const classes: Layout = {
  id: 'classes',

  recognize(folder) {
    const found = classFoldersOf(folder);
    if (!found) return Promise.resolve(undefined);
    const { names, more, splits } = found;
    const count = names.length + more;
    const reason = `${counted(count, 'folder')} hold images themselves: ${listed(names, more)}.`;
    return Promise.resolve({
      title: `Class folders${inSplits(splits)}`,
      reasons: [
        splits.length > 0
          ? `${listed(splits)} ${splits.length === 1 ? 'has' : 'have'} folders for ${counted(count, 'class', 'classes')}: ${listed(names, more)}.`
          : reason,
      ],
      annotations: [],
      certainty: splits.length > 0 ? 0.6 : 0.5,
    });
  },

  async open({ path }, images) {
    return ofSets([], [await classFolders.read(path, images)]);
  },
};

interface ClassFolders {
  /** Of those that were looked into. */
  readonly names: readonly string[];
  /** Folders beside them. */
  readonly more: number;
  /** As the folders are called. */
  readonly splits: readonly string[];
}

/** Undefined when the folder is of another layout: images of its own, folders named after what they hold, one class. */
function classFoldersOf(folder: SurveyedFolder): ClassFolders | undefined {
  if (folder.images > 0 || folder.folders.some(({ name }) => isKindFolder(name))) return undefined;
  const names = new Set<string>();
  const splits: string[] = [];
  let more = folder.folderCount - folder.folders.length;
  for (const inner of folder.folders) {
    if (splitOfName(inner.name) === undefined) {
      if (inner.images > 0) names.add(inner.name);
      continue;
    }
    if (inner.folders.some(({ name }) => isKindFolder(name))) return undefined;
    const held = inner.folders.filter(({ images }) => images > 0);
    if (held.length === 0) continue;
    splits.push(inner.name);
    // All splits have the same.
    more = Math.max(more, inner.folderCount - inner.folders.length);
    for (const { name } of held) names.add(name);
  }
  if (names.size < 2) return undefined;
  const order = sortSplits(splits.map(name => splitOfName(name)!));
  splits.sort((one, other) => order.indexOf(splitOfName(one)!) - order.indexOf(splitOfName(other)!));
  return { names: [...names].sort(), more, splits };
}
