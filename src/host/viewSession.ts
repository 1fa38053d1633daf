import { fromProblem, toProblem, type Problem } from '../shared/errors.ts';
import type { Mode } from '../shared/pipeline.ts';
import type { FoundLabels } from '../shared/foundLabels.ts';
import type { Source } from '../shared/image.ts';
import type { Picture, ValueBlock } from '../shared/picture.ts';
import type { EngineService, ViewHost } from '../shared/protocol.ts';
import type { RecipeStep } from '../shared/recipe.ts';
import type { ImageStatistics } from '../shared/statistics.ts';
import type { Version } from '../shared/versions.ts';
import type { Developed, View } from '../shared/view.ts';
import type { ViewState } from '../shared/viewState.ts';
import type { Client } from '../shared/rpc.ts';
import { formCatalogue } from './formCatalogue.ts';
import { PictureNames, stripOf, thumbnail } from './strip.ts';
import { standalone as standalonePicture, versionOf } from './versions.ts';
import { noSteps, readSteps, type ChosenSteps, type PipelineTexts } from './chosenSteps.ts';

interface ShownImage {
  readonly name: string;
  readonly source: Source;
  /** Its path below the workspace folder, the key of its randomness; absent outside of a workspace. */
  readonly path?: string;
}

/** What a view shows: an image, or why there is none. */
export type Shown = ShownImage | { readonly name: string; readonly problem: Problem } | undefined;

/** Labels that were found, and the path of the image they are of. */
export interface SampleLabels extends FoundLabels {
  readonly image: string;
}

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
  /** Index of the step that is looked at alone. */
  readonly focus?: number;
  /** Milliseconds without typing before a text that changes again and again is developed. */
  readonly typingDelay?: number;
}

/** What a picture that has been shown was made from; requests about it are aborted once it is replaced. */
interface Finished {
  readonly sequence: number;
  readonly view: View;
  readonly replaced: AbortController;
}

/**
 * The state of one view, behind the image editor and the pipeline preview alike: which image, through which steps,
 * and what came out. The newest change wins; work for older ones is aborted and its results are dropped.
 */
export class ViewSession {
  private shown: Shown;
  private steps: ChosenSteps = noSteps;
  private finished: Finished | undefined;
  private work = new AbortController();
  private readonly pictureNames = new PictureNames();
  private labels: SampleLabels | undefined;
  /** The step that the person wants to see; it need not be there. */
  private wanted: number | undefined;
  private settled: Promise<void> = Promise.resolve();
  private changedAt = -Infinity;
  private typing: ReturnType<typeof setTimeout> | undefined;
  private isPublishing = false;
  private isDisposed = false;
  private current: ViewState;

  constructor(private readonly options: SessionOptions) {
    this.wanted = options.focus;
    this.current = {
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
  }

  get state(): ViewState {
    return this.current;
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
    const { labelSource: _old, ...rest } = this.current;
    if (labels) {
      const { image: _image, labels: _labels, ...labelSource } = labels;
      this.current = { ...rest, labelSource };
    } else this.current = rest;
    if (isSame && (!isOther || !labels?.labels)) this.announce();
    else this.develop();
  }

  /** Shows a version in the place of the pipeline's own first. */
  chooseVersion(version: ViewState['version']): void {
    const { version: _old, ...rest } = this.current;
    this.current = { ...rest, ...(version && { version }) };
    this.develop();
  }

  choosePipeline(id: string): void {
    // Only what was offered can be chosen.
    const isOffered = this.current.pipelines.some(pipeline => pipeline.id === id);
    if (id !== 'none' && id !== 'recipe' && !isOffered) return;
    this.update({ pipeline: id });
    this.develop();
  }

  focusStep(step: number | undefined): void {
    if (step === this.wanted && step === this.current.focus) return;
    this.wanted = step;
    this.setFocus(step);
    this.develop();
  }

  /**
   * The pipeline's text was edited from the page: it is developed at once.
   * @param focus the step to look at from now on
   * @returns the sequence of the state that shows the edit
   */
  textEdited(focus: number | undefined): number {
    this.wanted = focus;
    this.develop();
    return this.current.sequence;
  }

  setRecipe(recipe: readonly RecipeStep[]): void {
    this.update({ recipe });
    if (this.current.pipeline === 'recipe') this.develop();
  }

  setMode(mode: Mode): void {
    this.update({ mode });
    this.develop();
  }

  setPipelines(pipelines: ViewState['pipelines']): void {
    this.update({ pipelines });
  }

  setSamples(samples: ViewState['samples'], sample: string | undefined): void {
    const { sample: _old, ...rest } = this.current;
    this.current = { ...rest, samples, ...(sample !== undefined && { sample }) };
    this.announce();
  }

  setTrusted(trusted: boolean): void {
    this.update({ trusted });
  }

  /** The text of a pipeline was edited or its file has changed. */
  pipelineChanged(id: string): void {
    if (id !== this.current.pipeline) return;
    clearTimeout(this.typing);
    // One change by itself is shown at once; those that come closely after each other, when they pause.
    const { typingDelay = 120 } = this.options;
    const now = performance.now();
    const delay = now - this.changedAt < typingDelay ? typingDelay : 0;
    this.changedAt = now;
    this.typing = setTimeout(() => {
      this.develop();
    }, delay);
  }

  async render(params: Parameters<ViewHost['render']>[0], signal: AbortSignal): Promise<Picture> {
    const { sequence, ...request } = params;
    const { view, replaced } = await this.finishedAt(sequence);
    const picture = await this.options.engine.render(
      { ...view, ...request },
      AbortSignal.any([signal, replaced]),
    );
    return { ...picture, pixels: standalone(picture.pixels) };
  }

  async values(params: Parameters<ViewHost['values']>[0], signal: AbortSignal): Promise<ValueBlock> {
    const { sequence, ...request } = params;
    const { view, replaced } = await this.finishedAt(sequence);
    const block = await this.options.engine.values(
      { ...view, ...request },
      AbortSignal.any([signal, replaced]),
    );
    return { ...block, values: standalone(block.values) };
  }

  async statistics(
    params: Parameters<ViewHost['statistics']>[0],
    signal: AbortSignal,
  ): Promise<ImageStatistics> {
    const { sequence, side } = params;
    const { view, replaced } = await this.finishedAt(sequence);
    const statistics = await this.options.engine.statistics(
      { ...view, side },
      AbortSignal.any([signal, replaced]),
    );
    const { histogram } = statistics;
    return { ...statistics, histogram: { ...histogram, counts: histogram.counts.map(standalone) } };
  }

  /** What any sample goes through in the state of this sequence. Rejects like requests for pictures. */
  async pipelineAt(sequence: number): Promise<Pick<View, 'steps' | 'mode' | 'seed' | 'labelRules'>> {
    await this.whenSettled();
    if (sequence !== this.current.sequence)
      throw new DOMException('Replaced by a newer picture.', 'AbortError');
    const { steps, seed, labelRules } = this.steps;
    return { steps, seed, mode: this.current.mode, ...(labelRules && { labelRules }) };
  }

  async mask(params: Parameters<ViewHost['mask']>[0], signal: AbortSignal): Promise<Picture> {
    const { sequence, ...request } = params;
    const { view, replaced } = await this.finishedAt(sequence);
    const both = AbortSignal.any([signal, replaced]);
    return standalonePicture(await this.options.engine.mask({ ...view, ...request }, both));
  }

  async version(params: Parameters<ViewHost['version']>[0], signal: AbortSignal): Promise<Version> {
    const { sequence, ...request } = params;
    const { view, replaced } = await this.finishedAt(sequence);
    return versionOf(this.options.engine, view, request, AbortSignal.any([signal, replaced]));
  }

  async thumbnail(
    params: Parameters<ViewHost['thumbnail']>[0],
    signal: AbortSignal,
  ): Promise<Picture | undefined> {
    const { sequence, ...request } = params;
    const { view, replaced } = await this.finishedAt(sequence);
    const both = AbortSignal.any([signal, replaced]);
    const picture = await thumbnail(this.options.engine, view, request, both);
    return picture && { ...picture, pixels: standalone(picture.pixels) };
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.typing);
    this.work.abort();
    this.finished?.replaced.abort();
  }

  /** Starts over for the newest image and steps. */
  private develop(): void {
    if (this.isDisposed) return;
    clearTimeout(this.typing);
    this.work.abort();
    this.work = new AbortController();
    const sequence = this.current.sequence + 1;
    this.update({ sequence, busy: true });
    this.settled = this.run(sequence, this.work.signal);
  }

  private async run(sequence: number, signal: AbortSignal): Promise<void> {
    const { engine, texts } = this.options;
    try {
      const catalogue = await formCatalogue(engine);
      const { pipeline, recipe } = this.current;
      const steps = await readSteps(pipeline, recipe, engine, texts, this.steps);
      if (this.isOutdated(sequence)) return;
      this.steps = steps;
      if (this.shown === undefined || 'problem' in this.shown) {
        this.finish(sequence, { catalogue }, undefined, this.shown?.problem);
        return;
      }
      const { name } = this.shown;
      const whole = this.wholeView(this.shown, steps);
      const view = this.focused(whole);
      const result = await engine.develop(view, signal);
      const { facts, ...developed } = result;
      if (this.isOutdated(sequence)) return;
      this.finish(sequence, { catalogue, image: { name, facts }, developed }, view);
      if (this.options.purpose === 'preview') {
        await this.addStrip(sequence, whole, view === whole ? result : undefined, signal);
      }
    } catch (thrown) {
      if (this.isOutdated(sequence)) return;
      const problem = named(toProblem(thrown), this.shown);
      if (problem.bug) this.options.onBug(thrown);
      this.finish(sequence, {}, undefined, problem);
    }
  }

  private wholeView(
    { name, source, path = name }: ShownImage,
    { steps, seed, labelRules }: ChosenSteps,
  ): View {
    const { mode, version } = this.current;
    const isOfImage = source.kind === 'file' && this.labels?.image === source.path;
    const labels = isOfImage ? this.labels?.labels : undefined;
    return {
      ...{ source, path, steps, mode, seed, ...version },
      ...(labels && { labels, ...(labelRules && { labelRules }) }),
    };
  }

  /** The step in focus is seen before all others have been run. */
  private async addStrip(
    sequence: number,
    view: View,
    known: Developed | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const developed = known ?? (await this.options.engine.develop({ ...view, unhurried: true }, signal));
      if (!this.isOutdated(sequence))
        this.update({ strip: stripOf(sequence, view, developed, this.pictureNames) });
    } catch (thrown) {
      if (!this.isOutdated(sequence)) this.options.onBug(thrown);
    }
  }

  private focused(view: View): View {
    const { wanted } = this;
    return wanted === undefined || wanted >= view.steps.length ? view : { ...view, focus: wanted };
  }

  private setFocus(focus: number | undefined): void {
    const { focus: _old, ...rest } = this.current;
    this.current = { ...rest, ...(focus !== undefined && focus < rest.steps.length && { focus }) };
  }

  private isOutdated(sequence: number): boolean {
    return this.isDisposed || sequence !== this.current.sequence;
  }

  private finish(
    sequence: number,
    result: Pick<ViewState, 'image' | 'developed'> & Partial<ViewState>,
    view?: View,
    unreadable?: Problem,
  ): void {
    this.finished?.replaced.abort();
    this.finished = view && { sequence, view, replaced: new AbortController() };
    const {
      image: _image,
      developed: _developed,
      unreadable: _unreadable,
      stale: _stale,
      ...rest
    } = this.current;
    this.current = {
      ...rest,
      ...result,
      ...(unreadable && { unreadable }),
      ...(this.steps.stale && { stale: this.steps.stale }),
      steps: this.steps.steps,
      seed: this.steps.seed,
      recipeProblems: this.steps.recipeProblems,
      busy: false,
    };
    this.setFocus(view ? view.focus : this.wanted);
    this.announce();
  }

  /** What a request names. It waits for work under way, and is dropped when it names something replaced. */
  private async finishedAt(sequence: number): Promise<{ view: View; replaced: AbortSignal }> {
    if (this.finished?.sequence !== sequence) await this.whenSettled();
    if (this.finished?.sequence !== sequence)
      throw new DOMException('Replaced by a newer picture.', 'AbortError');
    return { view: this.finished.view, replaced: this.finished.replaced.signal };
  }

  private update(change: Partial<ViewState>): void {
    this.current = { ...this.current, ...change };
    this.announce();
  }

  /** Several changes in a row are told once. */
  private announce(): void {
    if (this.isPublishing) return;
    this.isPublishing = true;
    queueMicrotask(() => {
      this.isPublishing = false;
      if (!this.isDisposed) this.options.publish(this.current);
    });
  }
}

/** The person knows the image by its name: the path is long and stands above the view. */
export function named(problem: Problem, shown: Shown): Problem {
  if (!shown) return problem;
  const isOnDisk = 'source' in shown && shown.source.kind === 'file';
  const message = isOnDisk ? problem.message.replaceAll(shown.source.path, shown.name) : problem.message;
  return { ...problem, message, file: shown.name };
}

/** Typed arrays that came over a wire may be windows on a large message, all of which would be sent on. */
function standalone<T extends Uint8ClampedArray | Float64Array | Uint32Array>(values: T): T {
  return values.byteLength === values.buffer.byteLength ? values : (values.slice() as T);
}
