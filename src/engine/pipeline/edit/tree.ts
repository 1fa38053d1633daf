/**
 * A document as an edit sees it: what stands where, in block style or in flow style (that of `{}` and `[]`, which is
 * all that JSON has). Offsets are in characters.
 */
export type TreeNode = LeafNode | ListNode | MapNode;

export interface Tree {
  /** The syntax has no errors; else the tree is what can be made of the text. */
  readonly isSound: boolean;
  /** Absent where nothing is written. */
  readonly root?: TreeNode;
}

export interface Spot {
  readonly start: number;
  readonly end: number;
}

interface LeafNode extends Spot {
  readonly kind: 'leaf';
  readonly value: unknown;
  /** `*name`, which stands for something elsewhere. */
  readonly isAlias: boolean;
}

export interface ListNode extends Spot {
  readonly kind: 'list';
  readonly isFlow: boolean;
  readonly items: readonly TreeNode[];
  /** Where each item's dash stands, in block style. */
  readonly dashes: readonly number[];
}

export interface MapNode extends Spot {
  readonly kind: 'map';
  /** Also for a pair in a flow list without braces of its own. */
  readonly isFlow: boolean;
  readonly entries: readonly TreeEntry[];
}

export interface TreeEntry extends Spot {
  readonly key: string;
  readonly keyEnd: number;
  /** The end of the colon; absent where a flow map has a name alone. */
  readonly colonEnd?: number;
  /** Absent where nothing is written. */
  readonly value?: TreeNode;
}

export function findEntry(map: MapNode, key: string): TreeEntry | undefined {
  return map.entries.find(entry => entry.key === key);
}
