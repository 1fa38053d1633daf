import type { DarkroomError, ErrorCode } from '../../shared/errors.ts';
import type { LabelProblem, LabelProblemKind } from '../../shared/labelProblem.ts';

/** So many of one kind are told one by one. */
const named = 20;

/** A place in a text file; lines and columns from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

interface More {
  /** `bad_labels` where it is not said. */
  readonly code?: ErrorCode;
  readonly hint?: string | undefined;
  /** The file concerned, where it is not the whole set's, or the place in it. */
  readonly at?: string | FilePlace | undefined;
}

/** What is wrong with a set of labels: the first of each kind one by one, the others as a number. */
export class ProblemList {
  private readonly kinds = new Map<LabelProblemKind, { readonly problems: LabelProblem[]; more: number }>();

  /** @param file the file or folder that the labels are read from */
  constructor(private readonly file: string) {}

  add(kind: LabelProblemKind, message: string, more: More = {}): void {
    const { code = 'bad_labels', hint, at = this.file } = more;
    let entry = this.kinds.get(kind);
    if (!entry) this.kinds.set(kind, (entry = { problems: [], more: 0 }));
    if (entry.problems.length === named) entry.more++;
    else {
      const place = typeof at === 'string' ? { file: at } : at;
      entry.problems.push({ kind, code, message, ...(hint !== undefined && { hint }), ...place });
    }
  }

  /** What keeps one file from being read at all. */
  addError(
    kind: LabelProblemKind,
    { message, code, hint, file = this.file, line, column }: DarkroomError,
  ): void {
    const at = line === undefined ? file : { file, line, ...(column !== undefined && { column }) };
    this.add(kind, message, { code, hint, at });
  }

  /** The same problems, to which more can be added. */
  copy(): ProblemList {
    const copy = new ProblemList(this.file);
    for (const [kind, { problems, more }] of this.kinds)
      copy.kinds.set(kind, { problems: [...problems], more });
    return copy;
  }

  get all(): readonly LabelProblem[] {
    return [...this.kinds].flatMap(([kind, { problems, more }]) => {
      if (more === 0) return problems;
      const { code } = problems[0]!;
      return [
        ...problems,
        { kind, code, message: `And ${more} more ${kind}.`, file: this.file, count: more },
      ];
    });
  }
}
