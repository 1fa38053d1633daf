/** The usual names in the order of use; other spellings become one of them. */
const splitNames = ['train', 'val', 'test'] as const;

const spellings = {
  train: /^train(ing)?$/,
  val: /^(val|valid|validation|dev|eval)$/,
  test: /^test(ing)?$/,
};
/** What stands around it: `train2017`, `train_images`, `images_train`, `trainset`, `test-dev2017`. */
const around =
  /^((images?|imgs?|instances|labels?|annotations?)[-_ .]+)*|([-_ ]?(images?|imgs?|data|set|split|dev|\d{4}))*$/g;

/** `train`, `val` or `test` for the name of a folder or of a file without extension; undefined for any other. */
export function splitOfName(name: string): string | undefined {
  const lower = name.toLowerCase();
  const bare = lower.replace(around, '');
  return splitNames.find(split => spellings[split].test(lower) || spellings[split].test(bare));
}

/** The split that the folders of a path name, the outermost that does; undefined when none does. */
export function splitOfPath(relativePath: string): string | undefined {
  for (const part of relativePath.split('/').slice(0, -1)) {
    const split = splitOfName(part);
    if (split !== undefined) return split;
  }
  return undefined;
}

/** In the order of use, others behind in the order of their names. */
export function sortSplits(splits: Iterable<string>): readonly string[] {
  const place = (split: string): number => {
    const index = (splitNames as readonly string[]).indexOf(split);
    return index === -1 ? splitNames.length : index;
  };
  return [...new Set(splits)].sort(
    (one, other) => place(one) - place(other) || (one < other ? -1 : one > other ? 1 : 0),
  );
}

/** The split in the name of a file, without extension: `instances_train2017`, `labels-val`. */
export function splitOfFile(stem: string): string | undefined {
  for (const word of stem.split(/[-_. ]+/)) {
    const split = splitOfName(word);
    if (split !== undefined) return split;
  }
  return undefined;
}
