import { ofSets } from './sets.ts';
import { imagesBelow } from './survey.ts';
import type { Layout } from './layout.ts';
import { counted } from './words.ts';

/** What every folder of images is, whatever else it may be. */
export const images: Layout = {
  id: 'images',

  recognize(folder) {
    const count = imagesBelow(folder);
    if (count === 0) return Promise.resolve(undefined);
    return Promise.resolve({
      title: 'Images without labels',
      reasons: [
        `${counted(count, 'image')} or more ${count === 1 ? 'lies' : 'lie'} in ${folder.name} and below.`,
      ],
      annotations: [],
      certainty: 0.1,
    });
  },

  open: () => Promise.resolve(ofSets([], [])),
};
