import type { Disposable, ExtensionContext, Uri, WebviewPanel } from 'vscode';
import { abortError, DarkroomError } from '../shared/errors.ts';
import { isStepPath, type StepPath } from '../shared/stepPath.ts';
import { FollowedImage } from './followedImage.ts';
import type { HardSample } from './hardest.ts';
import { chooseHardSamples } from './hardSamples.ts';
import { fileName, openSource } from './imageSource.ts';
import { findNearestImages, pickImages } from './imagePicker.ts';
import { openView } from './openView.ts';
import { keepMemory, keptMemory } from './pageMemory.ts';
import { StepEditing } from './stepEditing.ts';
import { PreviewSamples } from './previewSamples.ts';
import { SampleRevisions, tileOf } from './previewTiles.ts';
import type { Services } from './services.ts';
import type { OpenView } from './viewSessions.ts';

const maximumTries = 8;
const focusKey = (pipeline: Uri) => `preview.focus:${pipeline.toString()}`;

/** What an older version wrote is no path. */
function rememberedFocus({ workspaceState }: ExtensionContext, pipeline: Uri): StepPath | undefined {
  const remembered = workspaceState.get<unknown>(focusKey(pipeline));
  return isStepPath(remembered) ? remembered : undefined;
}

/** The panel that shows sample images through one pipeline file while it is written. */
export class PipelinePreview implements Disposable {
  private readonly view: OpenView;
  private samples: PreviewSamples;
  private image: FollowedImage | undefined;
  private isDisposed = false;
  private readonly revisions = new SampleRevisions(() => {
    this.tellSamples();
  });

  constructor(
    private readonly context: ExtensionContext,
    private readonly services: Services,
    readonly panel: WebviewPanel,
    private pipelineUri: Uri,
    /** The editor brings the panel back after its window was loaded again. */
    isRestored = false,
  ) {
    this.samples = new PreviewSamples(context.workspaceState, pipelineUri);
    this.view = openView(context, services, {
      panel,
      purpose: 'preview',
      uri: pipelineUri,
      pipeline: pipelineUri.toString(),
      ...(isRestored && { memory: keptMemory(context, 'preview', pipelineUri) }),
      keepMemory: memory => {
        keepMemory(context, 'preview', this.pipelineUri, memory);
      },
      focus: rememberedFocus(context, pipelineUri),
      editing: session =>
        new StepEditing(
          services,
          session,
          () => this.pipelineUri,
          step => {
            void context.workspaceState.update(focusKey(this.pipelineUri), step);
          },
        ),
      reload: () => {
        this.image?.show();
      },
      samples: {
        choose: id => {
          this.samples.choose(id);
          this.showChosen();
        },
        remove: id => {
          this.samples.remove(id);
          this.showChosen();
        },
        pickSample: async () => {
          this.addSamples(await pickImages(this.context, `Preview Image for ${fileName(this.pipelineUri)}`));
        },
        sampleTile: async ({ sequence, id, longest }, signal) => {
          const uri = this.samples.find(id);
          if (!uri) throw abortError('The sample was removed.');
          const pipeline = await this.view.session.pipelineAt(sequence);
          return tileOf(uri, this.services, pipeline, longest, signal);
        },
        findHardSamples: () => chooseHardSamples(this.context, this.services, this),
      },
    });
    this.offerPipeline();
    const listener = services.pipelines.onDidChange(changed => {
      if (changed.toString() === this.pipelineUri.toString()) this.offerPipeline();
    });
    panel.onDidDispose(() => {
      this.isDisposed = true;
      listener.dispose();
      this.revisions.dispose();
      this.image?.dispose();
    });
    if (this.samples.chosen) this.showChosen();
    else void this.useFirstImage();
  }

  get uri(): Uri {
    return this.pipelineUri;
  }

  /** Looks at one step alone. */
  async focusStep(step: StepPath): Promise<void> {
    await this.view.editing?.focus(step);
  }

  /** Adds sample images and shows the first of them. */
  addSamples(images: readonly Uri[]): void {
    if (images.length === 0 || this.isDisposed) return;
    this.samples.add(images);
    this.showChosen();
  }

  /** Adds hard images of the dataset and shows all samples side by side. */
  addHardSamples(samples: readonly HardSample<Uri>[]): void {
    if (this.isDisposed) return;
    this.samples.addHard(samples);
    this.showChosen();
    this.view.page.emit('tab', 'samples');
  }

  /** The text was saved under another name, or its file renamed: the preview goes on with that file. */
  follow(uri: Uri): void {
    const { samples } = this;
    this.pipelineUri = uri;
    this.view.uri = uri;
    this.samples = new PreviewSamples(this.context.workspaceState, uri);
    if (samples.chosen && !this.samples.chosen) this.samples.takeOver(samples);
    const { session } = this.view;
    session.setPipelines([{ id: uri.toString(), label: fileName(uri), detail: '' }]);
    session.choosePipeline(uri.toString());
    this.offerPipeline();
    this.showChosen();
  }

  dispose(): void {
    this.panel.dispose();
  }

  private showChosen(): void {
    const { chosen } = this.samples;
    const { session } = this.view;
    this.tellSamples();
    if (chosen && this.image?.uri.toString() === chosen.toString()) return;
    this.image?.dispose();
    this.image = chosen && new FollowedImage(session, chosen);
    if (!chosen) session.show(undefined);
  }

  private tellSamples(): void {
    const { all, list, chosenId } = this.samples;
    this.view.session.setSamples(this.revisions.of(list, all), chosenId);
  }

  private async useFirstImage(): Promise<void> {
    try {
      const first = await this.firstReadable(
        await findNearestImages(this.context, this.pipelineUri, maximumTries),
      );
      if (this.samples.chosen || this.isDisposed) return;
      if (first) this.samples.add([first]);
      this.showChosen();
    } catch (thrown) {
      void this.services.log.failure(thrown);
    }
  }

  /** A broken file is a poor first sample; where all are broken, the first says so. */
  private async firstReadable(images: readonly Uri[]): Promise<Uri | undefined> {
    for (const image of images) {
      try {
        // The head of a file may be good and the rest missing.
        const source = await openSource(image);
        await this.services.engine.develop({ source, steps: [], mode: 'train', seed: 0, path: image.path });
        return image;
      } catch (thrown) {
        if (!(thrown instanceof DarkroomError)) throw thrown;
      }
    }
    return images[0];
  }

  /** The only choice of this view, with what it does. */
  private offerPipeline(): void {
    void this.services.pipelines.describe(this.pipelineUri).then(
      ({ id, label, detail }) => {
        if (!this.isDisposed) this.view.session.setPipelines([{ id, label, detail }]);
      },
      (thrown: unknown) => void this.services.log.failure(thrown),
    );
  }
}
