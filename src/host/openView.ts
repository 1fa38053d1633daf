import {
  commands,
  Range,
  Uri,
  ViewColumn,
  window,
  workspace,
  type ExtensionContext,
  type WebviewPanel,
} from 'vscode';
import type { ViewHost } from '../shared/protocol.ts';
import type { RecipeStep } from '../shared/recipe.ts';
import type { Methods } from '../shared/rpc.ts';
import type { StepPath } from '../shared/stepPath.ts';
import { requireTrust } from './trust.ts';
import { openText } from './openText.ts';
import { operationCatalogue } from './formCatalogue.ts';
import type { StepEditing } from './stepEditing.ts';
import { SampleLabels } from './sampleLabels.ts';
import { saveRecipe } from './recipeFile.ts';
import type { Services } from './services.ts';
import { ViewPage } from './viewPage.ts';
import { ViewSession } from './viewSession.ts';
import type { OpenView } from './viewSessions.ts';

export interface ViewOptions {
  readonly panel: WebviewPanel;
  readonly purpose: OpenView['purpose'];
  /** The image of an editor, the pipeline file of a preview. */
  readonly uri: Uri;
  readonly pipeline: string;
  readonly recipe?: readonly RecipeStep[];
  /** The step that is looked at alone. */
  readonly focus?: StepPath | undefined;
  /** What the page of an earlier window remembered of itself. */
  readonly memory?: string | undefined;
  readonly keepMemory?: (memory: string) => void;
  /** Previews: keeps the text and what is seen together. */
  readonly editing?: (session: ViewSession) => StepEditing;
  /** Reads what is shown again. */
  readonly reload: () => void;
  /** The person chose another pipeline, or changed the recipe. */
  readonly onChoice?: (session: ViewSession) => void;
  /** What the page's samples stand for; an editor has none. */
  readonly samples?: Pick<Methods<ViewHost>, 'pickSample' | 'sampleTile' | 'findHardSamples'> & {
    choose(id: string): void;
    remove(id: string): void;
  };
}

/** Puts the page into a panel and a session behind it. Everything ends with the panel. */
export function openView(context: ExtensionContext, services: Services, options: ViewOptions): OpenView {
  const { engine, log, pipelines, views } = services;
  const { panel, purpose, uri, samples } = options;
  const onBug = (thrown: unknown) => void log.bug(thrown);
  const session = new ViewSession({
    purpose,
    engine,
    texts: pipelines,
    publish: state => {
      page.emit('state', state);
      views.stateChanged(view);
    },
    onShow: shown => {
      labels.follow(shown);
    },
    onBug,
    trusted: workspace.isTrusted,
    pipeline: options.pipeline,
    ...(options.recipe && { recipe: options.recipe }),
    ...(options.focus !== undefined && { focus: options.focus }),
  });
  const labels = new SampleLabels(services, () => session);
  const editing = options.editing?.(session);
  /** What the page only starts: its failures are shown by the editor, not by the page. */
  const act = (run: () => unknown) => async (): Promise<void> => {
    try {
      await run();
    } catch (thrown) {
      void log.failure(thrown);
    }
  };
  const chosen = () => options.onChoice?.(session);
  const page = new ViewPage(
    panel,
    context.extensionUri,
    {
      ready: () => session.state,
      ...session.pictures,
      chooseVersion: ({ version }) => {
        session.chooseVersion(version);
      },
      chooseAnnotations: act(() => commands.executeCommand('darkroom.chooseAnnotations')),
      operations: () => operationCatalogue(engine),
      focusStep: ({ step }) => act(() => editing?.focus(step))(),
      editPipeline({ continues, unfinished, ...edit }) {
        if (!editing) throw new Error('Only previews edit a pipeline.');
        return editing.edit(edit, { continues, unfinished });
      },
      choosePipeline({ id }) {
        session.choosePipeline(id);
        chosen();
      },
      setRecipe({ recipe }) {
        session.setRecipe(recipe);
        chosen();
      },
      saveRecipe: act(async () => {
        if (!(await requireTrust('Saving a recipe'))) return;
        const { recipe, developed } = session.state;
        const isFloat = developed?.after.shape.dtype === 'float32';
        const saved = await saveRecipe(engine, recipe, isFloat, workspaceFolderOf(uri));
        if (!saved) return;
        const { id, label, detail } = await pipelines.describe(saved);
        session.setPipelines([
          ...session.state.pipelines.filter(other => other.id !== id),
          { id, label, detail },
        ]);
        session.choosePipeline(id);
        chosen();
        await window.showTextDocument(saved, { viewColumn: ViewColumn.Beside, preserveFocus: true });
      }),
      setMode({ mode }) {
        session.setMode(mode);
      },
      chooseSample: ({ id }) => samples?.choose(id),
      pickSample: (params, signal) => act(() => samples?.pickSample(params, signal))(),
      removeSample: ({ id }) => samples?.remove(id),
      sampleTile: (params, signal) => {
        if (!samples) throw new Error('An image editor has no samples.');
        return samples.sampleTile(params, signal);
      },
      findHardSamples: (params, signal) => act(() => samples?.findHardSamples(params, signal))(),
      revealPlace: ({ start, end }) =>
        act(() => {
          const { pipeline } = session.state;
          return pipeline === 'none' || pipeline === 'recipe'
            ? undefined
            : reveal(Uri.parse(pipeline, true), start, end);
        })(),
      zoomChanged(zoom) {
        views.zoomChanged(view, zoom);
      },
      keepMemory({ memory }) {
        options.keepMemory?.(memory);
      },
      reload() {
        options.reload();
      },
    },
    onBug,
    options.memory,
  );
  const view: OpenView = {
    purpose,
    uri,
    panel,
    page,
    session,
    ...(editing && { editing }),
    zoom: undefined,
  };
  const disposables: { dispose(): unknown }[] = [
    session,
    labels,
    ...(editing ? [editing] : []),
    workspace.onDidGrantWorkspaceTrust(() => {
      session.setTrusted(true);
    }),
    pipelines.onDidChange(changed => {
      session.pipelineChanged(changed.toString());
    }),
  ];
  panel.onDidDispose(() => {
    for (const disposable of disposables) disposable.dispose();
  });
  views.add(view);
  return view;
}

/** The workspace folder a file belongs to, else the first one, else the file's own folder. */
function workspaceFolderOf(uri: Uri): Uri {
  const folder = workspace.getWorkspaceFolder(uri) ?? workspace.workspaceFolders?.[0];
  return folder?.uri ?? Uri.joinPath(uri, '..');
}

/** Selects a range of a text, in the editor that shows it where there is one. */
async function reveal(uri: Uri, start: number, end: number): Promise<void> {
  const document = await openText(uri);
  const visible = window.visibleTextEditors.find(editor => editor.document === document);
  await window.showTextDocument(document, {
    viewColumn: visible?.viewColumn ?? ViewColumn.Beside,
    selection: new Range(document.positionAt(start), document.positionAt(end)),
  });
}
