import { render } from 'lit';
import type { OperationEntry } from '../src/shared/catalogue.ts';
import type { Gesture, PipelineEdit } from '../src/shared/edit.ts';
import { toProblem, type Problem } from '../src/shared/errors.ts';
import type { ViewHost, ViewPageEvents } from '../src/shared/protocol.ts';
import type { ViewState, Zoom } from '../src/shared/viewState.ts';
import type { Client } from '../src/shared/rpc.ts';
import { Figures } from './figures.ts';
import { keepFocus } from './focus.ts';
import { HistogramChart } from './histogram.ts';
import { listenToKeys } from './keys.ts';
import { hostActions } from './hostActions.ts';
import { layout, type PageActions } from './layout.ts';
import type { Memory } from './memory.ts';
import { pageActions, type ActionsOwner } from './pageActions.ts';
import { Recipe } from './recipe.ts';
import { SamplesView } from './samplesView.ts';
import { Scenes } from './scenes.ts';
import type { Spot } from './painter.ts';
import { StepForm } from './stepForm.ts';
import { Strip } from './strip.ts';
import { themeColor } from './colors.ts';
import { Versions, type VersionsOwner } from './versions.ts';
import { Thumbnails } from './thumbnails.ts';
import { Stage, type StageOwner } from './stage.ts';
import type { Viewport } from './viewport.ts';
import { stepsView, type PreviewView } from './viewSwitch.ts';

/** The one page: holds the host's state and its own, and puts the parts together. */
export class Page implements StageOwner, ActionsOwner {
  private state: ViewState | undefined;
  private spot: Spot | undefined;
  private trouble: Problem | undefined;
  private told: Zoom | undefined;
  private scheduled = false;
  /** What is to come into sight as soon as it is there. */
  private sought: string | undefined;
  private isAsking = false;
  private stripShown: number | undefined;
  private readonly actions: PageActions;
  readonly stage: Stage;
  private readonly chart = new HistogramChart();
  private readonly figures: Figures;
  private readonly scenes: Scenes;
  private readonly recipe: Recipe;
  private readonly form: StepForm;
  private readonly thumbnails: Thumbnails;
  private readonly strip: Strip;
  private operations: readonly OperationEntry[] = [];
  /** What a preview can show instead of its steps: a new view is one entry here. */
  private readonly views: readonly PreviewView[];

  constructor(
    private readonly root: HTMLElement,
    private readonly host: Client<ViewHost>,
    public memory: Memory,
    private readonly save: (memory: Memory) => void,
  ) {
    this.actions = {
      ...hostActions(host, request => void this.ask(request)),
      ...pageActions(this),
    };
    const changed = () => {
      this.changed();
    };
    this.stage = new Stage(this);
    this.figures = new Figures(host.statistics, changed, thrown => {
      this.failed(thrown);
    });
    this.scenes = new Scenes(host, this.stage, this.figures, this);
    this.recipe = new Recipe(recipe => this.ask(host.setRecipe({ recipe })), changed);
    const samples = { ...this.actions, labelFont: () => this.labelFont() };
    this.views = [new SamplesView(host, samples, changed), new Versions(host, this.versionsOwner)];
    this.form = new StepForm((edit, gesture) => this.edit(edit, gesture), this.actions.focusStep, changed);
    this.thumbnails = new Thumbnails(host.thumbnail, changed, thrown => {
      this.failed(thrown);
    });
    this.strip = new Strip(
      this.thumbnails,
      { focusStep: this.actions.focusStep, edit: edit => this.edit(edit) },
      changed,
    );
    listenToKeys({
      ...this.actions,
      toggleLabels: () => {
        this.actions.showLabels(!this.memory.labels);
      },
    });
  }

  /** What the host tells the page. */
  readonly events: { [Name in keyof ViewPageEvents]: (value: ViewPageEvents[Name]) => void } = {
    state: state => {
      this.receive(state);
    },
    zoom: zoom => {
      this.actions.zoom(zoom);
    },
    compare: mode => {
      this.actions.compare(mode);
    },
    tab: id => {
      this.actions.chooseView(id);
    },
    section: id => {
      this.actions.chooseView(stepsView);
      this.actions.toggle(id, true);
      this.sought = `section-${id}`;
    },
  };

  async start(): Promise<void> {
    this.changed();
    try {
      this.receive(await this.host.ready({}));
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  // ------------------------------------------------------------------------------------------ stage owner

  remember(change: { view?: Viewport | undefined; divider?: number } & Omit<Partial<Memory>, 'view'>): void {
    const { view, ...rest } = { ...this.memory, ...change };
    this.memory = { ...rest, ...(view && { view }) };
    this.save(this.memory);
    this.stage.invalidate();
    this.changed();
  }

  zoomed(zoom: Zoom): void {
    if (this.told?.scale === zoom.scale && this.told.fit === zoom.fit) return;
    this.told = zoom;
    this.host.zoomChanged(zoom).catch((thrown: unknown) => {
      this.failed(thrown);
    });
    this.changed();
  }

  pointed(spot: Spot | undefined): void {
    this.spot = spot;
    this.changed();
  }

  failed(thrown: unknown): void {
    const problem = toProblem(thrown);
    if (problem.code === 'aborted') return;
    this.trouble = problem;
    this.changed();
  }

  // ------------------------------------------------------------------------------------------ state

  private receive(state: ViewState): void {
    // Messages may overtake each other only backwards: what is older than what is known says nothing new.
    if (this.state && state.sequence < this.state.sequence) return;
    if (this.state?.sequence !== state.sequence) this.trouble = undefined;
    this.state = state;
    this.recipe.receive(state);
    this.form.receive(state);
    this.strip.receive(state);
    if (state.purpose === 'preview' || state.steps.length > 0) this.askOperations();
    if (state.purpose === 'preview') this.receiveStrip(state);
    for (const view of this.views) view.receive(state);
    this.scenes.receive(state);
    this.changed();
  }

  /** The pictures of the strip come after the large one. */
  private receiveStrip({ strip, sequence, focus = [0] }: ViewState): void {
    if (strip?.sequence !== sequence || sequence === this.stripShown) return;
    this.stripShown = sequence;
    void this.thumbnails.load(sequence, strip, focus[0] + 1);
  }

  /** Once they are needed: steps may be of any. */
  private askOperations(): void {
    if (this.operations.length === 0 && !this.isAsking) void this.fetchOperations();
  }

  private async fetchOperations(): Promise<void> {
    this.isAsking = true;
    try {
      this.operations = await this.host.operations({});
      this.changed();
    } catch (thrown) {
      this.failed(thrown);
    } finally {
      this.isAsking = false;
    }
  }

  // ------------------------------------------------------------------------------------------ rendering

  changed(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      this.render();
    });
  }

  render(): void {
    const { state, memory, figures } = this;
    this.chart.show({
      before: figures.before,
      after: figures.after,
      logarithmic: memory.logarithmic,
    });
    const parts = {
      stage: this.stage,
      recipe: this.recipe,
      form: this.form,
      strip: this.strip,
      operations: this.operations.length > 0 ? this.operations : (state?.catalogue ?? []),
      views: this.views,
      chart: this.chart,
      figures,
      memory,
      scene: this.scenes.shown,
      spot: this.spot,
      trouble: this.trouble,
    };
    const busy =
      !state || state.busy || this.scenes.isPreparing || figures.loading || this.thumbnails.loading;
    keepFocus(() => {
      render(layout(state, busy, parts, this.actions), this.root);
    });
    const found =
      this.sought !== undefined && this.scenes.shown ? document.getElementById(this.sought) : null;
    if (!found) return;
    this.sought = undefined;
    found.scrollIntoView({ block: 'nearest' });
  }

  // ------------------------------------------------------------------------------------------ actions' owner

  prepareSides(): void {
    this.scenes.prepareSides();
  }

  dismissTrouble(): void {
    this.trouble = undefined;
    this.changed();
  }

  async edit(edit: PipelineEdit, gesture: Gesture = {}): Promise<number | undefined> {
    try {
      return await this.host.editPipeline({ ...edit, ...gesture });
    } catch (thrown) {
      this.failed(thrown);
      return undefined;
    }
  }

  /** Of the names of labels; undefined when labels are not to be seen. */
  private labelFont(): string | undefined {
    return this.memory.labels ? themeColor('--vscode-font-family') || 'sans-serif' : undefined;
  }

  private get versionsOwner(): VersionsOwner {
    return {
      operations: () => this.operations,
      labelFont: () => this.labelFont(),
      changed: () => {
        this.changed();
      },
      edit: this.actions.edit,
      setMode: this.actions.setMode,
      open: version => {
        this.actions.chooseVersion(version);
        this.actions.chooseView(stepsView);
      },
    };
  }

  /** What the person does next takes back what went wrong before. */
  private async ask(request: Promise<void>): Promise<void> {
    this.dismissTrouble();
    try {
      await request;
    } catch (thrown) {
      this.failed(thrown);
    }
  }
}
