import { groupsBy } from '../../shared/groups.ts';
import { contentsOf, describeOthers, namedOthers, splitOf } from './contents.ts';
import { setRule, type ExaminedImage, type ExaminedSet, type SetObservation } from './rule.ts';

export const duplicateBytes = setRule({
  id: 'duplicateBytes',
  title: 'Copies of files',
  doc: 'Files that are the same byte for byte as others of their split. Copies in other splits are leakage.',
  severity: 'warning',
  excludes: 'copies',
  find: set =>
    among(set, ({ record }) => record.sha256, {
      describe: others => `The file is a copy of ${others}.`,
      isTold: () => true,
    }),
});

export const duplicatePixels = setRule({
  id: 'duplicatePixels',
  title: 'Copies of pixels',
  doc: 'Images with the very pixels of others of their split in another file, such as the same picture as PNG and BMP. Copies of files are not named again.',
  severity: 'warning',
  excludes: 'copies',
  find: set =>
    among(set, ({ record }) => record.pixels?.hash, {
      describe: others => `The image has the same pixels as ${others}.`,
      isTold: (one, other) => one.record.sha256 !== other.record.sha256,
    }),
});

interface Telling {
  readonly describe: (others: string) => string;
  readonly isTold: (one: ExaminedImage, other: ExaminedImage) => boolean;
}

function* among(
  set: ExaminedSet,
  keyOf: (examined: ExaminedImage) => string | undefined,
  { describe, isTold }: Telling,
): Iterable<SetObservation> {
  for (const content of contentsOf(set)) {
    if (content.length < 2) continue;
    const groups = groupsBy(content, examined => {
      const key = keyOf(examined);
      return key === undefined ? undefined : `${key}\n${splitOf(examined)}`;
    });
    for (const group of groups.values()) yield* tellEach(group, describe, isTold);
  }
}

/** Of a large group the others are looked for among the first ones only, so that work does not grow with its square. */
const looked = 64;

function* tellEach(
  group: readonly ExaminedImage[],
  describe: Telling['describe'],
  isTold: Telling['isTold'],
): Iterable<SetObservation> {
  const first = group.slice(0, looked);
  for (const of of group) {
    const others = first.filter(other => other !== of && isTold(of, other));
    if (others.length === 0) continue;
    const named = namedOthers(others);
    const count = others.length + Math.max(0, group.length - looked);
    yield { of, message: describe(describeOthers(named, count)), others: named };
  }
}
