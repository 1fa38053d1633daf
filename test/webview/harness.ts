import { sampleTile } from '../../src/host/sampleTile.ts';
import type { SampleLabels } from '../../src/host/shownImage.ts';
import { ViewSession } from '../../src/host/viewSession.ts';
import { editPipeline } from '../../src/engine/pipeline/edit/index.ts';
import { applyTextEdits } from '../../src/shared/edit.ts';
import { parsePipeline } from '../../src/engine/pipeline/parse.ts';
import type { Image } from '../../src/engine/image.ts';
import type { ImageFacts, Source } from '../../src/shared/image.ts';
import type { ViewHost, ViewPageEvents } from '../../src/shared/protocol.ts';
import type { StepPath } from '../../src/shared/stepPath.ts';
import type { ViewState } from '../../src/shared/viewState.ts';
import { DarkroomError } from '../../src/shared/errors.ts';
import { Connection, type Methods, type WireMessage } from '../../src/shared/rpc.ts';
import { PageEngine, type LoadedImage } from './engine.ts';
import { catalogue } from '../../src/worker/catalogue.ts';
import { focusAfter } from '../../src/shared/steps.ts';
import { applyTheme, type Theme } from './themes.ts';

/**
 * The other side of the page, inside the page: `acquireVsCodeApi`, the host's session and the real engine. Runs before
 * the page's own script and talks to it only by messages, which are copied as they are on the way to a webview.
 */
export interface HarnessOptions {
  readonly theme: Theme;
  readonly purpose: ViewState['purpose'];
  readonly images: readonly HarnessImage[];
  /** Name of the image that is shown; none when absent. */
  readonly shown?: string;
  /** The step that is looked at from the start. */
  readonly focus?: StepPath;
  readonly trusted: boolean;
  readonly pipeline: string;
  /** Pipeline files by their id. */
  readonly texts: Readonly<Record<string, string>>;
  /** What was found for the image that is shown. */
  readonly labels?: SampleLabels;
  readonly saved?: unknown;
  /** A method that is held from the start. */
  readonly held?: string;
  /** Parts of the state to be replaced by what a test wants to be seen. */
  readonly override?: Partial<ViewState>;
}

export interface HarnessImage {
  readonly name: string;
  readonly facts: ImageFacts;
  readonly dtype: 'uint8' | 'uint16' | 'float32';
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  /** Little-endian. */
  readonly base64: string;
}

class Harness {
  /** Requests of the page: method and parameters, oldest first. */
  readonly calls: { method: string; params: unknown }[] = [];
  readonly session: ViewSession;
  private readonly engine: PageEngine;
  saved: unknown;
  /** While set, answers to this method wait until `release`. */
  private held: { method: string; waiting: (() => void)[] } | undefined;
  /** The method that fails the next time it is called, and what it says. */
  private failing: { readonly method: string; readonly message: string } | undefined;
  private override: Partial<ViewState>;
  private readonly connection: Connection;
  private readonly texts: Record<string, string>;

  constructor(private readonly options: HarnessOptions) {
    this.texts = { ...options.texts };
    this.override = options.override ?? {};
    this.saved = options.saved;
    if (options.held !== undefined) this.hold(options.held);
    const images = new Map(options.images.map(image => [image.name, load(image)]));
    this.engine = new PageEngine(images);
    this.session = new ViewSession({
      purpose: options.purpose,
      engine: this.engine.service,
      texts: {
        read: id => Promise.resolve({ name: id, parsed: parsePipeline(this.texts[id] ?? '', 'yaml') }),
      },
      publish: () => {
        this.connection.emit('state', this.state);
      },
      onBug: thrown => {
        console.error(thrown);
      },
      trusted: options.trusted,
      ...(options.focus !== undefined && { focus: options.focus }),
      pipeline: options.pipeline,
      typingDelay: 0,
    });
    this.connection = new Connection(
      {
        send: message => {
          this.send(message);
        },
      },
      this.methods(),
    );
    this.session.setPipelines(Object.keys(this.texts).map(id => ({ id, label: id, detail: '' })));
    if (options.purpose === 'preview') {
      this.session.setSamples(
        options.images.map(({ name }) => ({ id: name, name })),
        options.shown,
      );
    }
    if (options.shown !== undefined) this.show(options.shown);
    if (options.labels) this.session.setLabels(options.labels);
  }

  get state(): ViewState {
    return { ...this.session.state, ...this.override };
  }

  textOf(id: string): string {
    return this.texts[id] ?? '';
  }

  receive(message: unknown): void {
    this.connection.receive(structuredClone(message));
  }

  show(name: string): void {
    this.session.show({ name, source: sourceOf(name) });
  }

  /** Sends the state with these parts in the place of the session's. */
  push(override: Partial<ViewState>): void {
    this.override = override;
    this.connection.emit('state', this.state);
  }

  /** Sends this state as it stands, parts that are missing included. */
  pushWhole(state: ViewState): void {
    this.connection.emit('state', state);
  }

  emit<Name extends keyof ViewPageEvents>(name: Name, value: ViewPageEvents[Name]): void {
    this.connection.emit(name, value);
  }

  edit(id: string, text: string): void {
    this.texts[id] = text;
    this.session.pipelineChanged(id);
  }

  hold(method: string): void {
    this.held = { method, waiting: [] };
  }

  fail(method: string, message: string): void {
    this.failing = { method, message };
  }

  release(): void {
    const waiting = this.held?.waiting ?? [];
    this.held = undefined;
    for (const go of waiting) go();
  }

  callsOf(method: string): unknown[] {
    return this.calls.filter(call => call.method === method).map(({ params }) => params);
  }

  private send(message: WireMessage): void {
    const data: unknown = structuredClone(message);
    setTimeout(() => {
      window.dispatchEvent(new MessageEvent('message', { data }));
    });
  }

  private methods(): Methods<ViewHost> {
    const { session } = this;
    const done = () => undefined;
    const methods: Methods<ViewHost> = {
      ready: () => this.state,
      ...session.pictures,
      chooseVersion: ({ version }) => {
        session.chooseVersion(version);
      },
      chooseAnnotations: done,
      operations: () => catalogue(),
      focusStep: ({ step }) => {
        session.focusStep(step);
      },
      editPipeline: ({ continues: _continues, unfinished: _unfinished, ...edit }) => {
        const { pipeline, focus, steps } = session.state;
        const text = this.texts[pipeline] ?? '';
        this.texts[pipeline] = applyTextEdits(text, editPipeline(text, 'yaml', edit));
        return session.textEdited(focusAfter(edit, focus, steps));
      },
      choosePipeline: ({ id }) => {
        session.choosePipeline(id);
      },
      setRecipe: ({ recipe }) => {
        session.setRecipe(recipe);
      },
      setMode: ({ mode }) => {
        session.setMode(mode);
      },
      chooseSample: ({ id }) => {
        session.setSamples(session.state.samples, id);
        this.show(id);
      },
      saveRecipe: done,
      pickSample: done,
      removeSample: done,
      findHardSamples: done,
      sampleTile: async ({ sequence, id, longest }, signal) => {
        const pipeline = await session.pipelineAt(sequence);
        const known = this.options.labels;
        const labels = known?.image === id ? known.labels : undefined;
        const view = { ...pipeline, source: sourceOf(id), path: id, ...(labels && { labels }) };
        return sampleTile(this.engine.service, view, longest, signal);
      },
      revealPlace: done,
      zoomChanged: done,
      keepMemory: done,
      reload: done,
    };
    const recorded = Object.entries(methods).map(([method, answer]) => [
      method,
      async (params: unknown, signal: AbortSignal) => {
        this.calls.push({ method, params });
        const { failing } = this;
        if (failing?.method === method) {
          this.failing = undefined;
          throw new DarkroomError('not_found', failing.message);
        }
        const result: unknown = await (answer as (params: unknown, signal: AbortSignal) => unknown)(
          params,
          signal,
        );
        if (this.held?.method === method) {
          const { waiting } = this.held;
          await new Promise<void>(resolve => waiting.push(resolve));
        }
        return result;
      },
    ]);
    return Object.fromEntries(recorded) as Methods<ViewHost>;
  }
}

function sourceOf(name: string): Source {
  return { kind: 'file', path: name, version: name };
}

function load({ facts, dtype, width, height, channels, base64 }: HarnessImage): LoadedImage {
  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  const data =
    dtype === 'uint8'
      ? bytes
      : dtype === 'uint16'
        ? new Uint16Array(bytes.buffer)
        : new Float32Array(bytes.buffer);
  const image: Image = { data, width, height, channels, orientation: facts.orientation };
  return { image, facts };
}

declare global {
  interface Window {
    /** Set by the test before this script runs. */
    harnessOptions: HarnessOptions;
    harness: Harness;
    acquireVsCodeApi: () => unknown;
    policyViolations: string[];
  }
}

if (window.harnessOptions as HarnessOptions | undefined) {
  window.policyViolations = [];
  document.addEventListener('securitypolicyviolation', event => {
    window.policyViolations.push(
      `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
    );
  });
  const harness = new Harness(window.harnessOptions);
  window.harness = harness;
  window.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => {
      setTimeout(() => {
        harness.receive(message);
      });
    },
    getState: () => harness.saved,
    setState: (state: unknown) => {
      harness.saved = state;
    },
  });
  document.addEventListener('DOMContentLoaded', () => {
    applyTheme(window.harnessOptions.theme);
  });
}
