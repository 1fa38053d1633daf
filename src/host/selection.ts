import type { posix } from 'node:path';
import { groupsBy } from '../shared/groups.ts';

/** A file or folder that was chosen to be developed. */
export interface Selected {
  readonly path: string;
  readonly isFolder: boolean;
}

/** Inputs that share an output folder: `subfolder` is where they go below the chosen one, `''` for its top. */
export interface InputGroup {
  readonly subfolder: string;
  readonly inputs: readonly string[];
}

export interface Arrangement {
  /** The folder beside which a relative output folder lies. */
  readonly base: string;
  readonly groups: readonly InputGroup[];
}

type PathRules = Pick<typeof posix, 'dirname' | 'relative' | 'sep'>;

/**
 * Where a selection's results go. One folder, or files of one folder, go to the top of the output folder, as on the
 * command line. Several folders keep their places below the folder that they share, so that equal names in
 * different classes do not meet. What lies inside another selected folder is left to that folder.
 *
 * @param roots workspace folders; a relative output folder lies inside of them, never beside
 * @param rules path rules of the system, such as `node:path`
 */
export function arrange(
  selection: readonly Selected[],
  roots: readonly string[],
  rules: PathRules,
): Arrangement {
  const isBelow = (path: string, folder: string) =>
    path !== folder && (path + rules.sep).startsWith(withSeparator(folder, rules.sep));
  const unique = [...new Map(selection.map(selected => [selected.path, selected])).values()];
  const topmost = unique.filter(
    ({ path }) => !unique.some(other => other.isFolder && isBelow(path, other.path)),
  );
  const homeOf = ({ path, isFolder }: Selected) => (isFolder ? path : rules.dirname(path));
  const shared = sharedFolder(topmost.map(homeOf), rules);
  const groups = groupsBy(topmost, selected => rules.relative(shared, homeOf(selected)));
  const isOneFolder = topmost.length === 1 && topmost[0]?.isFolder === true;
  return {
    base: isOneFolder && !roots.includes(shared) ? rules.dirname(shared) : shared,
    groups: [...groups].map(([subfolder, some]) => ({ subfolder, inputs: some.map(({ path }) => path) })),
  };
}

function sharedFolder(folders: readonly string[], rules: PathRules): string {
  let shared = folders[0] ?? '';
  for (const folder of folders) {
    while (folder !== shared && !folder.startsWith(withSeparator(shared, rules.sep))) {
      const parent = rules.dirname(shared);
      if (parent === shared) break;
      shared = parent;
    }
  }
  return shared;
}

function withSeparator(folder: string, separator: string): string {
  return folder.endsWith(separator) ? folder : folder + separator;
}
