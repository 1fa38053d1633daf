const images = /^(images?|imgs?|jpegimages)$/i;
const labels =
  /^(labels?|masks?|annotations?|xmls|imagesets|segmentations|segmentation(class|object)|ground_?truth)$/i;

/** Whether a folder is named after what it holds, and so is no class. */
export function isKindFolder(name: string): boolean {
  return images.test(name) || labels.test(name);
}

/** Whether images below the root lie in a folder of labels, as masks do. */
export function isAmongLabels(relativePath: string): boolean {
  return relativePath
    .split('/')
    .slice(0, -1)
    .some(name => labels.test(name));
}
