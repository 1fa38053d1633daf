import {
  Uri,
  window,
  type CustomDocument,
  type CustomReadonlyEditorProvider,
  type ExtensionContext,
  type WebviewPanel,
} from 'vscode';
import type { RecipeStep } from '../shared/recipe.ts';
import { exists } from './exists.ts';
import { FollowedImage } from './followedImage.ts';
import { openView } from './openView.ts';
import type { Services } from './services.ts';

export const imageEditorType = 'darkroom.image';

/** What the person chose last, so that the next image opens with it. */
interface Choice {
  readonly pipeline: string;
  readonly recipe: readonly RecipeStep[];
}
const choiceKey = 'imageEditor.choice';

/** The read-only editor for one image: before and after, histogram, statistics. */
export function registerImageEditor(context: ExtensionContext, services: Services): void {
  context.subscriptions.push(
    window.registerCustomEditorProvider(imageEditorType, new ImageEditorProvider(context, services), {
      supportsMultipleEditorsPerDocument: true,
    }),
  );
}

class ImageEditorProvider implements CustomReadonlyEditorProvider {
  constructor(
    private readonly context: ExtensionContext,
    private readonly services: Services,
  ) {}

  openCustomDocument(uri: Uri): CustomDocument {
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor({ uri }: CustomDocument, panel: WebviewPanel): Promise<void> {
    const { log, pipelines } = this.services;
    const { workspaceState } = this.context;
    const choice = workspaceState.get<Choice>(choiceKey);
    const pipeline = await stillThere(choice?.pipeline ?? 'none');
    const { session } = openView(this.context, this.services, {
      panel,
      purpose: 'editor',
      uri,
      pipeline,
      ...(choice && { recipe: choice.recipe }),
      reload: () => {
        image.show();
      },
      onChoice({ state }) {
        const { pipeline, recipe } = state;
        void workspaceState.update(choiceKey, { pipeline, recipe } satisfies Choice);
      },
    });
    const image = new FollowedImage(session, uri);
    const refreshPipelines = async () => {
      try {
        const entries = await pipelines.list();
        session.setPipelines(entries.map(({ id, label, detail }) => ({ id, label, detail })));
      } catch (thrown) {
        void log.failure(thrown);
      }
    };
    void refreshPipelines();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const listener = pipelines.onDidChange(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void refreshPipelines(), 300);
    });
    panel.onDidDispose(() => {
      clearTimeout(timer);
      listener.dispose();
      image.dispose();
    });
  }
}

/** A remembered pipeline file that has gone since is not chosen again. */
async function stillThere(pipeline: string): Promise<string> {
  if (pipeline === 'none' || pipeline === 'recipe') return pipeline;
  return (await exists(Uri.parse(pipeline, true))) ? pipeline : 'none';
}
