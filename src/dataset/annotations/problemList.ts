import type { ErrorCode, Problem } from '../../shared/errors.ts';

/** So many of one kind are told one by one. */
const named = 20;

/** What is wrong with a set of labels: the first of each kind one by one, the others as a number. */
export class ProblemList {
  private readonly kinds = new Map<string, { readonly problems: Problem[]; more: number }>();

  /** @param file the file or folder that the labels are read from */
  constructor(private readonly file: string) {}

  /**
   * @param kind in the plural, such as `images without a file`; how the ones that are only counted are called
   * @param file the one concerned, where it is not the whole set's
   */
  add(
    kind: string,
    message: string,
    code: ErrorCode = 'bad_labels',
    hint?: string,
    file: string = this.file,
  ): void {
    let entry = this.kinds.get(kind);
    if (!entry) this.kinds.set(kind, (entry = { problems: [], more: 0 }));
    if (entry.problems.length === named) entry.more++;
    else entry.problems.push({ code, message, ...(hint !== undefined && { hint }), file });
  }

  /** The same problems, to which more can be added. */
  copy(): ProblemList {
    const copy = new ProblemList(this.file);
    for (const [kind, { problems, more }] of this.kinds)
      copy.kinds.set(kind, { problems: [...problems], more });
    return copy;
  }

  get all(): readonly Problem[] {
    return [...this.kinds].flatMap(([kind, { problems, more }]) => {
      if (more === 0) return problems;
      return [
        ...problems,
        { code: problems[0]!.code, message: `And ${more} more ${kind}.`, file: this.file },
      ];
    });
  }
}
