import { attempt, minimise } from './trial.ts';
import type { Case } from './cases.ts';
import { fileCase } from './cases.ts';
import { Finding, type FindingKind } from './finding.ts';
import { imageSeeds } from './imageSeeds.ts';
import { Subject } from './subject.ts';

/** Something that was found, with what is needed to see it again. */
export interface Found {
  readonly kind: FindingKind;
  readonly what: string;
  readonly message: string;
  /** Of the case; absent for files of a corpus. */
  readonly index: number | undefined;
  readonly extension: string;
  readonly content: Uint8Array;
  /** It does not happen to a new process, so what went before matters. */
  readonly needsPast: boolean;
}

export interface Tally {
  cases: number;
  accepted: number;
  refused: number;
  slowest: { milliseconds: number; what: string; index: number | undefined };
  readonly found: Found[];
}

export interface CampaignOptions {
  readonly processes: number;
  /** The next case, or undefined when there are no more. */
  next(): { readonly tried: Case; readonly index: number | undefined } | undefined;
  onFound(found: Found): void;
  onCase?(tally: Tally): void;
}

/** After this many files that could not be read, sound ones must still read as in the beginning. */
const betweenChecks = 200;
/** One case in so many is put twice. */
const betweenRepeats = 16;

/** Puts cases to several processes, one at a time to each. */
export async function campaign(options: CampaignOptions): Promise<Tally> {
  const tally: Tally = {
    cases: 0,
    accepted: 0,
    refused: 0,
    slowest: { milliseconds: 0, what: '', index: undefined },
    found: [],
  };
  await Promise.all(Array.from({ length: options.processes }, () => new Lane(options, tally).run()));
  return tally;
}

class Lane {
  private subject!: Subject;
  private failures = 0;
  private readonly sound = imageSeeds().map(({ path, bytes }) => fileCase(path, bytes));
  private soundResults: readonly string[] = [];

  constructor(
    private readonly options: CampaignOptions,
    private readonly tally: Tally,
  ) {}

  async run(): Promise<void> {
    this.subject = await Subject.create();
    try {
      this.soundResults = await this.readSound();
      for (let next = this.options.next(); next; next = this.options.next())
        await this.put(next.tried, next.index);
      await this.checkSound();
    } finally {
      await this.subject.dispose();
    }
  }

  private async put(tried: Case, index: number | undefined): Promise<void> {
    const { tally } = this;
    const outcome = await attempt(this.subject, tried, tried.content);
    const number = tally.cases++;
    if ('finding' in outcome) return this.report(tried, index, outcome.finding);
    if (outcome.milliseconds > tally.slowest.milliseconds) {
      tally.slowest = { milliseconds: outcome.milliseconds, what: tried.what, index };
    }
    const isRefused = /^[a-z_]+: /.test(outcome.result);
    if (isRefused) {
      tally.refused++;
      this.failures++;
    } else {
      tally.accepted++;
    }
    if (number % betweenRepeats === 0) await this.repeat(tried, index, outcome.result);
    if (this.failures >= betweenChecks) await this.checkSound();
    this.options.onCase?.(tally);
  }

  private async repeat(tried: Case, index: number | undefined, result: string): Promise<void> {
    const again = await attempt(this.subject, tried, tried.content);
    if ('finding' in again) return this.report(tried, index, again.finding);
    if (again.result === result) return;
    const finding = new Finding(
      'chance',
      `first ${result.slice(0, 500)}, then ${again.result.slice(0, 500)}`,
    );
    await this.report(tried, index, finding);
  }

  /** Decoders that failed often must not have been harmed by it. */
  private async checkSound(): Promise<void> {
    this.failures = 0;
    for (const [place, result] of (await this.readSound()).entries()) {
      if (result === this.soundResults[place]) continue;
      const { what, content, extension } = this.sound[place]!;
      const message = `first ${this.soundResults[place]!}, after ${betweenChecks} failures ${result}`;
      this.add({ kind: 'chance', what, message, index: undefined, extension, content, needsPast: true });
      await this.subject.restart();
      return;
    }
  }

  private async readSound(): Promise<readonly string[]> {
    const results: string[] = [];
    for (const tried of this.sound) {
      const outcome = await attempt(this.subject, tried, tried.content);
      results.push('finding' in outcome ? outcome.finding.message : outcome.result);
    }
    return results;
  }

  /** Tries it again alone, since a busy machine makes hangs, and leaves out of it what does not matter. */
  private async report(tried: Case, index: number | undefined, first: Finding): Promise<void> {
    const again = await attempt(this.subject, tried, tried.content);
    const { kind, message } = 'finding' in again ? again.finding : first;
    const needsPast = !('finding' in again);
    if (needsPast && first.kind === 'hang') return;
    const content =
      needsPast || kind === 'chance' ? tried.content : await minimise(this.subject, tried, kind);
    this.add({ kind, what: tried.what, message, index, extension: tried.extension, content, needsPast });
  }

  private add(found: Found): void {
    this.tally.found.push(found);
    this.options.onFound(found);
  }
}
