import { ofSets } from './sets.ts';
import { imagesBelow } from './survey.ts';
import type { Layout } from './layout.ts';

/** What every folder of images is, whatever else it may be. */
export const images: Layout = {
  id: 'images',

  recognize(folder) {
    if (imagesBelow(folder) === 0) return Promise.resolve(undefined);
    return Promise.resolve({
      title: 'Images without labels',
      reasons: [`${folder.name} holds images, in itself or in the folders below.`],
      annotations: [],
      certainty: 0.1,
    });
  },

  open: () => Promise.resolve(ofSets([], [])),
};
