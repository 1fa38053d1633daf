import {
  EventEmitter,
  workspace,
  type Disposable,
  type ExtensionContext,
  type TextDocument,
  type Uri,
} from 'vscode';
import { stepKey, type LeavingShape, type StepOutline } from '../shared/outline.ts';
import { pipelineLanguage, type Mode } from '../shared/pipeline.ts';
import type { StepOutcome } from '../shared/view.ts';
import type { Shape } from '../shared/shape.ts';
import { holderOf, isSamePath, type StepPath } from '../shared/stepPath.ts';
import { carryOver, type Outlined } from './carriedOutline.ts';
import { fileName, openSource } from './imageSource.ts';
import { PreviewSamples } from './previewSamples.ts';
import type { Services } from './services.ts';
import type { OpenView } from './viewSessions.ts';

/** A step of a text, with what the preview has found out about it. */
export interface OutlinedStep extends StepOutline {
  /** What it took when it was last run. */
  readonly milliseconds?: number;
  /** What was drawn for the sample, of a random step. */
  readonly sampled?: StepOutcome['sampled'];
  /** Of a step that holds others: the names of those that were chosen for the sample. */
  readonly chosen?: readonly string[];
  /** Of a step inside another: it was chosen for the sample. */
  readonly isChosen?: boolean;
}

export interface DocumentOutline {
  /** Of the document, when it was looked at. */
  readonly version: number;
  readonly steps: readonly OutlinedStep[];
  /** The name of the sample; absent when none is known. */
  readonly sample?: string;
  readonly mode: Mode;
}

/** What was last known of one document. */
interface Entry {
  readonly version: number;
  readonly circumstances: string;
  readonly result: Promise<DocumentOutline>;
}

/** What a preview has last shown of one document. */
interface Seen {
  readonly mode: Mode;
  readonly outcomes: readonly (StepOutcome & { readonly key: string })[];
  /** Differs when anything else does that is shown in the text. */
  readonly summary: string;
}

const mostTimes = 500;

/** The steps of open pipeline files, for lenses and hints; computed once for each change, one after the other. */
export class Outlines implements Disposable {
  private readonly changed = new EventEmitter<void>();
  /** A preview shows another sample or mode, or has run steps: other things are known of the same text. */
  readonly onDidChange = this.changed.event;
  private readonly entries = new Map<string, Entry>();
  private readonly shown = new Map<string, Outlined>();
  private readonly seen = new Map<string, Seen>();
  /** By file and step. */
  private readonly times = new Map<string, number>();
  private readonly listeners: readonly Disposable[];

  constructor(
    private readonly context: ExtensionContext,
    private readonly services: Services,
  ) {
    this.listeners = [
      services.views.onDidChangeState(view => {
        this.learn(view);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.entries.delete(uri.toString());
        this.shown.delete(uri.toString());
      }),
    ];
  }

  of(document: TextDocument): Promise<DocumentOutline> {
    const id = document.uri.toString();
    const known = this.entries.get(id);
    const circumstances = this.circumstancesOf(document.uri);
    if (known?.version === document.version && known.circumstances === circumstances) return known.result;
    const turn = known?.result.then(noop, noop) ?? Promise.resolve();
    const result = turn.then(() => {
      const newest = this.entries.get(id);
      // Typing has gone on while an older text was looked at.
      return newest && newest !== entry ? newest.result : this.look(document);
    });
    const entry: Entry = { version: document.version, circumstances, result };
    this.entries.set(id, entry);
    result.catch(() => {
      if (this.entries.get(id) === entry) this.entries.delete(id);
    });
    return result;
  }

  dispose(): void {
    this.changed.dispose();
    for (const listener of this.listeners) listener.dispose();
  }

  private async look(document: TextDocument): Promise<DocumentOutline> {
    const { uri, version } = document;
    const id = uri.toString();
    const text = document.getText();
    const preview = this.services.views.previewOf(uri)?.session.state;
    const mode = preview?.mode ?? 'train';
    const sample = await this.sampleOf(uri);
    const outline = await this.services.engine.outline({
      text,
      language: pipelineLanguage(uri.path),
      mode,
      ...(sample && { sample: { shape: sample.shape, path: sample.path } }),
    });
    const shown = carryOver(this.shown.get(id), text, outline);
    this.shown.set(id, shown);
    const seen = preview && this.seen.get(id);
    const outcomes = seen?.mode === mode ? seen.outcomes : [];
    // What has been seen is surer than what is inferred, as far as the steps are those that were run.
    let isSame = true;
    const steps = shown.steps.map((step): OutlinedStep => {
      const { path } = step;
      const outcome = outcomes[path[0]];
      if (path.length === 1) isSame &&= outcome?.key === step.key;
      const choice = isSame && outcome?.chosen ? choiceOf(step, shown.steps, outcome.chosen) : {};
      if (path.length > 1) return { ...step, ...choice };
      const milliseconds = this.times.get(`${id}\n${step.key}`);
      return {
        ...step,
        ...(milliseconds !== undefined && { milliseconds }),
        ...(isSame && outcome && { leaves: leaving(outcome.shape) }),
        ...(isSame && outcome?.sampled && { sampled: outcome.sampled }),
        ...choice,
      };
    });
    return { version, steps, mode, ...(sample && { sample: sample.name }) };
  }

  private async sampleOf(uri: Uri) {
    const preview = this.services.views.previewOf(uri)?.session.state;
    const { chosen } = new PreviewSamples(this.context.workspaceState, uri);
    if (!chosen) return undefined;
    const [name, path] = [fileName(chosen), workspace.asRelativePath(chosen, false)];
    // While another sample is chosen, the preview still shows the one before it.
    if (preview?.image?.name === name) return { name, path, shape: preview.image.facts.shape };
    try {
      const { shape } = await this.services.engine.inspect({ source: await openSource(chosen) });
      return { name, path, shape };
    } catch {
      // The preview says what is wrong with it; without it a photograph is assumed.
      return undefined;
    }
  }

  private circumstancesOf(uri: Uri): string {
    return this.services.views.previewOf(uri) ? (this.seen.get(uri.toString())?.summary ?? '') : '';
  }

  private learn({ purpose, session }: OpenView): void {
    const { state } = session;
    if (purpose !== 'preview') return;
    const { pipeline, mode, image } = state;
    const before = this.seen.get(pipeline);
    const finished = outcomesOf(state);
    const outcomes = finished ?? before?.outcomes ?? [];
    const summary = JSON.stringify([mode, image?.name, outcomes]);
    if (before?.summary === summary) return;
    this.seen.set(pipeline, { mode: finished ? mode : (before?.mode ?? mode), outcomes, summary });
    if (this.times.size > mostTimes) this.times.clear();
    for (const { key, skipped, milliseconds } of outcomes) {
      if (!skipped) this.times.set(`${pipeline}\n${key}`, milliseconds);
    }
    this.changed.fire();
  }
}

/** Undefined while the work goes on. With a step in focus, only the strip has those behind it. */
function outcomesOf({ busy, sequence, steps, developed, strip }: OpenView['session']['state']) {
  if (busy) return undefined;
  const outcomes = strip?.sequence === sequence ? strip.steps : developed?.steps;
  return outcomes?.flatMap((outcome, index) => {
    const step = steps[index];
    return step ? { ...outcome, key: stepKey(step) } : [];
  });
}

/** What chance chose among the steps inside a written one. */
function choiceOf(
  { path }: StepOutline,
  all: readonly StepOutline[],
  chosen: NonNullable<StepOutcome['chosen']>,
): Pick<OutlinedStep, 'chosen' | 'isChosen'> {
  const isChosen = (each: StepPath) => chosen.some(below => below.join() === each.slice(1).join());
  const inner = all.filter(each => isSamePath(holderOf(each.path), path));
  return {
    ...(path.length > 1 && isChosen(path) && { isChosen: true }),
    ...(inner.length > 0 && {
      chosen: inner.filter(each => isChosen(each.path)).map(({ operation }) => operation),
    }),
  };
}

function leaving({ width, height, channels, dtype, vector }: Shape): LeavingShape {
  return { width, height, channels, dtype, isVector: vector === true };
}

function noop(): void {
  // Whether the one before failed does not matter to the next.
}
