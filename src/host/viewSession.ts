import { fromProblem, toProblem, type Problem } from '../shared/errors.ts';
import type { Mode } from '../shared/pipeline.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { RecipeStep } from '../shared/recipe.ts';
import type { Client } from '../shared/rpc.ts';
import type { Developed, View } from '../shared/view.ts';
import type { ViewState } from '../shared/viewState.ts';
import { isSamePath, type StepPath } from '../shared/stepPath.ts';
import { noSteps, readSteps, type ChosenSteps, type PipelineTexts } from './chosenSteps.ts';
import { focusedView, nearestThere, wholeView } from './chosenView.ts';
import { FinishedView, replaced } from './finishedView.ts';
import { formCatalogue } from './formCatalogue.ts';
import { pictureRequests, type PictureRequests } from './pictureRequests.ts';
import { PublishedState } from './publishedState.ts';
import { named, type SampleLabels, type Shown } from './shownImage.ts';
import { PictureNames, stripOf } from './strip.ts';

export interface SessionOptions {
  readonly purpose: ViewState['purpose'];
  readonly engine: Client<EngineService>;
  readonly texts: PipelineTexts;
  /** Called with the whole state whenever something in it has changed. */
  readonly publish: (state: ViewState) => void;
  /** Called with every image that is shown. */
  readonly onShow?: (shown: Shown) => void;
  /** Called with what was not expected; the view shows it as well. */
  readonly onBug: (thrown: unknown) => void;
  readonly trusted: boolean;
  readonly pipeline?: string;
  readonly recipe?: readonly RecipeStep[];
  /** The step that is looked at alone. */
  readonly focus?: StepPath;
  /** Milliseconds without typing before a text is developed that changes faster than it can be. */
  readonly typingDelay?: number;
}

/**
 * The state of one view, behind the image editor and the pipeline preview alike: which image, through which steps,
 * and what came out. The newest change wins; work for older ones is aborted and its results are dropped.
 */
export class ViewSession {
  private shown: Shown;
  private steps: ChosenSteps = noSteps;
  private readonly finished = new FinishedView();
  private work = new AbortController();
  private readonly pictureNames = new PictureNames();
  private labels: SampleLabels | undefined;
  /** The step that the person wants to see; it need not be there. */
  private wanted: StepPath | undefined;
  private settled: Promise<void> = Promise.resolve();
  private typing: ReturnType<typeof setTimeout> | undefined;
  private isDisposed = false;
  private readonly published: PublishedState;
  /** What a page asks about the picture that it shows. */
  readonly pictures: PictureRequests;

  constructor(private readonly options: SessionOptions) {
    this.wanted = options.focus;
    const state: ViewState = {
      sequence: 0,
      purpose: options.purpose,
      busy: false,
      pipelines: [],
      pipeline: options.pipeline ?? 'none',
      steps: [],
      seed: 0,
      mode: 'train',
      recipe: options.recipe ?? [],
      recipeProblems: [],
      catalogue: [],
      samples: [],
      trusted: options.trusted,
    };
    this.published = new PublishedState(state, options.publish);
    this.pictures = pictureRequests(options.engine, sequence =>
      this.finished.at(sequence, () => this.whenSettled()),
    );
  }

  get state(): ViewState {
    return this.published.current;
  }

  /** Resolves when all work that was started has ended. */
  async whenSettled(): Promise<void> {
    let seen: Promise<void>;
    do {
      seen = this.settled;
      await seen;
    } while (seen !== this.settled);
  }

  show(shown: Shown): void {
    this.shown = shown;
    if (shown && 'problem' in shown && shown.problem.bug) this.options.onBug(fromProblem(shown.problem));
    this.options.onShow?.(shown);
    this.develop();
  }

  /** What was found for an image; undefined when labels are not looked for. */
  setLabels(labels: SampleLabels | undefined): void {
    const isSame = JSON.stringify(labels?.labels) === JSON.stringify(this.labels?.labels);
    const isOther = labels?.image !== this.labels?.image;
    this.labels = labels;
    this.published.change({ labelSource: labels && sourceOf(labels) });
    if (!isSame || (isOther && labels?.labels)) this.develop();
  }

  /** Shows a version in the place of the pipeline's own first. */
  chooseVersion(version: ViewState['version']): void {
    this.published.change({ version });
    this.develop();
  }

  choosePipeline(id: string): void {
    // Only what was offered can be chosen.
    const isOffered = this.state.pipelines.some(pipeline => pipeline.id === id);
    if (id !== 'none' && id !== 'recipe' && !isOffered) return;
    this.published.change({ pipeline: id });
    this.develop();
  }

  focusStep(step: StepPath | undefined): void {
    if (isSamePath(step, this.wanted) && isSamePath(step, this.state.focus)) return;
    // Of steps inside the same one the same is seen.
    const isSeen = step?.[0] === this.wanted?.[0] && step?.[0] === this.state.focus?.[0];
    this.wanted = step;
    this.setFocus(step);
    if (!isSeen) this.develop();
  }

  /**
   * The pipeline's text was edited from the page: it is developed at once.
   * @param focus the step to look at from now on
   * @returns the sequence of the state that shows the edit
   */
  textEdited(focus: StepPath | undefined): number {
    this.wanted = focus;
    this.develop();
    return this.state.sequence;
  }

  setRecipe(recipe: readonly RecipeStep[]): void {
    this.published.change({ recipe });
    if (this.state.pipeline === 'recipe') this.develop();
  }

  setMode(mode: Mode): void {
    this.published.change({ mode });
    this.develop();
  }

  setPipelines(pipelines: ViewState['pipelines']): void {
    this.published.change({ pipelines });
  }

  setSamples(samples: ViewState['samples'], sample: string | undefined): void {
    this.published.change({ samples, sample });
  }

  setTrusted(trusted: boolean): void {
    this.published.change({ trusted });
  }

  /** The text of a pipeline was edited or its file has changed. */
  pipelineChanged(id: string): void {
    if (id !== this.state.pipeline) return;
    clearTimeout(this.typing);
    // Typing is followed as fast as it can be: while an earlier text is in work, the next waits for a pause.
    const { typingDelay = 120 } = this.options;
    this.typing = setTimeout(
      () => {
        this.develop();
      },
      this.state.busy ? typingDelay : 0,
    );
  }

  /** What any sample goes through in the state of this sequence. Rejects like requests for pictures. */
  async pipelineAt(sequence: number): Promise<Pick<View, 'steps' | 'mode' | 'seed' | 'labelRules'>> {
    await this.whenSettled();
    if (sequence !== this.state.sequence) throw replaced();
    const { steps, seed, labelRules } = this.steps;
    return { steps, seed, mode: this.state.mode, ...(labelRules && { labelRules }) };
  }

  dispose(): void {
    this.isDisposed = true;
    this.published.dispose();
    clearTimeout(this.typing);
    this.work.abort();
    this.finished.abort();
  }

  /** Starts over for the newest image and steps. */
  private develop(): void {
    if (this.isDisposed) return;
    clearTimeout(this.typing);
    this.work.abort();
    this.work = new AbortController();
    const sequence = this.state.sequence + 1;
    this.published.change({ sequence, busy: true });
    this.settled = this.run(sequence, this.work.signal);
  }

  private async run(sequence: number, signal: AbortSignal): Promise<void> {
    const { engine, texts } = this.options;
    try {
      const catalogue = await formCatalogue(engine);
      const { pipeline, recipe } = this.state;
      const steps = await readSteps(pipeline, recipe, engine, texts, this.steps);
      if (this.isOutdated(sequence)) return;
      this.steps = steps;
      if (this.shown === undefined || 'problem' in this.shown) {
        this.finish(sequence, { catalogue }, undefined, this.shown?.problem);
        return;
      }
      const { name } = this.shown;
      const whole = wholeView(this.shown, steps, this.state, this.labels);
      const view = focusedView(whole, this.wanted);
      const result = await engine.develop(view, signal);
      const { facts, ...developed } = result;
      if (this.isOutdated(sequence)) return;
      this.finish(sequence, { catalogue, image: { name, facts }, developed }, view);
      if (this.options.purpose === 'preview') {
        await this.addStrip(sequence, whole, view === whole, result, signal);
      }
    } catch (thrown) {
      if (this.isOutdated(sequence)) return;
      const problem = named(toProblem(thrown), this.shown);
      if (problem.bug) this.options.onBug(thrown);
      this.finish(sequence, {}, undefined, problem);
    }
  }

  /** The step in focus is seen before all others have been run. */
  private async addStrip(
    sequence: number,
    view: View,
    isSeen: boolean,
    seen: Developed,
    signal: AbortSignal,
  ): Promise<void> {
    const show = (developed: Pick<Developed, 'steps' | 'failed'>) => {
      this.published.change({ strip: stripOf(sequence, view, developed, this.pictureNames) });
    };
    try {
      const all = isSeen ? seen : await this.options.engine.develop({ ...view, unhurried: true }, signal);
      if (!this.isOutdated(sequence)) show(all);
    } catch (thrown) {
      if (this.isOutdated(sequence)) return;
      const failed = named(toProblem(thrown), this.shown);
      if (failed.bug) this.options.onBug(thrown);
      // The steps up to the one that is seen have been run.
      show({ steps: seen.steps, failed });
    }
  }

  private setFocus(wanted: StepPath | undefined): void {
    this.published.change({ focus: nearestThere(this.state.steps, wanted) });
  }

  private isOutdated(sequence: number): boolean {
    return this.isDisposed || sequence !== this.state.sequence;
  }

  private finish(
    sequence: number,
    result: Pick<ViewState, 'image' | 'developed'> & Partial<ViewState>,
    view?: View,
    unreadable?: Problem,
  ): void {
    this.finished.replace(sequence, view);
    this.published.change({
      ...{ image: undefined, developed: undefined, unreadable, stale: this.steps.stale },
      ...result,
      steps: this.steps.steps,
      seed: this.steps.seed,
      recipeProblems: this.steps.recipeProblems,
      busy: false,
    });
    this.setFocus(view && view.focus === undefined ? undefined : this.wanted);
  }
}

function sourceOf({ image: _image, labels: _labels, ...source }: SampleLabels): ViewState['labelSource'] {
  return source;
}
