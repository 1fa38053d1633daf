import { isMaskName, masks as maskImages } from '../annotations/masks.ts';
import type { Layout } from './layout.ts';
import { ofSets } from './sets.ts';
import { splitOfName } from './splits.ts';
import { filesOf, holdsBelow, type SurveyedFolder } from './survey.ts';
import { listed } from './words.ts';

const lossless = ['.png', '.tif', '.tiff', '.bmp'];
const maskFolder = /^(masks?|segmentationclass|segmentations|labels|annotations)$/i;

/** An image of class ids for each image: in a folder such as `masks`, or beside it with a name that ends in `_mask`. */
export const masks: Layout = {
  id: 'masks',

  async recognize(folder) {
    if (!mayHoldMasks(folder) || !(await maskImages.recognizes(folder.path))) return undefined;
    const folders = maskFoldersIn(folder);
    const where = folders.map(({ name }) => name);
    return {
      title: 'Images and masks',
      reasons: [
        folders.length > 0
          ? `The folder ${listed([...new Set(where)])} holds images in gray or with a palette, as masks are saved.`
          : `Images whose names end as masks’ do lie beside others in ${folder.name}.`,
      ],
      annotations: folders.length > 0 ? folders.map(({ path }) => path) : [folder.path],
      certainty: 0.7,
    };
  },

  async open(folder, images) {
    const found = maskFoldersIn(folder).map(({ path }) => path);
    return ofSets(found.length > 0 ? found : [folder.path], [await maskImages.read(folder.path, images)]);
  },
};

/** By names alone: folders of classes have neither, and there are thousands. */
function mayHoldMasks(folder: SurveyedFolder): boolean {
  return (
    filesOf(folder, lossless).some(path => isMaskName(path)) ||
    folder.folders.some(
      inner =>
        (maskFolder.test(inner.name) && holdsBelow(inner, lossless)) ||
        (splitOfName(inner.name) !== undefined && mayHoldMasks(inner)),
    )
  );
}

function maskFoldersIn(folder: SurveyedFolder): readonly SurveyedFolder[] {
  return folder.folders.flatMap(inner =>
    maskFolder.test(inner.name) && holdsBelow(inner, lossless) ? [inner] : maskFoldersIn(inner),
  );
}
