import { dirname } from 'node:path';
import type { NearAnnotations, NearAnnotationsRequest } from '../../shared/foundLabels.ts';
import { groupsBy } from '../../shared/groups.ts';
import { findFiles } from '../inputs.ts';
import { findLabels } from './near.ts';

/** Folders of images that are looked at, spread over all there are. */
const maximumFolders = 32;
/** Images of one folder: annotations need not say something of each. */
const imagesOfFolder = 3;

/**
 * Which annotations lie near the images that are to be developed, judged by some images of each folder.
 * @param extensions of images, in lower case with the dot
 */
export async function nearAnnotations(
  { inputs, root, except }: NearAnnotationsRequest,
  extensions: readonly string[],
): Promise<readonly NearAnnotations[]> {
  const { files } = await findFiles(inputs, { extensions });
  const folders = groupsBy(files, ({ path, relativePath }) => {
    const [, ...above] = relativePath.split('/').reverse();
    return above.some(name => except.includes(name)) ? undefined : dirname(path);
  });
  const found = new Map<string, NearAnnotations>();
  for (const images of spread([...folders.values()], maximumFolders)) {
    for (const { path: image } of spread(images, imagesOfFolder)) {
      const { path, title, labels } = await findLabels({ image, ...(root !== undefined && { root }) });
      if (path === undefined || title === undefined || !labels) continue;
      found.set(path, { path, title });
      break;
    }
  }
  return [...found.values()];
}

/** At most so many, evenly from the first to the last. */
function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  const step = (items.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => items[Math.round(index * step)]!);
}
