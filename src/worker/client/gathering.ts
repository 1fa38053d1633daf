import type { DevelopedFile, FileOutcome, PlannedFile } from '../../shared/development.ts';
import { fromProblem } from '../../shared/errors.ts';

interface Waiting {
  readonly file: PlannedFile;
  readonly resolve: (result: DevelopedFile) => void;
  readonly reject: (reason: Error) => void;
}

/** With so many in a request, what the request costs is little beside the smallest images. */
export const filesPerRequest = 8;

/** Makes requests for several files of what is asked for one by one, but in the same moment. */
export class Gathering {
  private waiting: Waiting[] = [];
  private sending: NodeJS.Immediate | undefined;

  /** @param request files may be left without an outcome, if not all are */
  constructor(private readonly request: (files: readonly PlannedFile[]) => Promise<readonly FileOutcome[]>) {}

  /** @throws what came of the file; what the request throws */
  develop(file: PlannedFile): Promise<DevelopedFile> {
    return new Promise((resolve, reject) => {
      this.add({ file, resolve, reject });
    });
  }

  private add(waiting: Waiting): void {
    this.waiting.push(waiting);
    this.sending ??= setImmediate(() => {
      this.sending = undefined;
      while (this.waiting.length > 0) void this.send(this.waiting.splice(0, filesPerRequest));
    });
  }

  private async send(some: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.request(some.map(({ file }) => file));
      for (const [index, waiting] of some.entries()) {
        const outcome = outcomes[index];
        if (!outcome) this.add(waiting);
        else if ('problem' in outcome) waiting.reject(fromProblem(outcome.problem));
        else waiting.resolve(outcome.result);
      }
    } catch (thrown) {
      for (const { reject } of some) reject(thrown as Error);
    }
  }
}
