import type { Disposable } from 'vscode';
import { toProblem } from '../../shared/errors.ts';
import type { Mode, Pipeline } from '../../shared/pipeline.ts';
import type { ThumbnailPipeline } from '../../shared/thumbnail.ts';
import type { PipelineEntry, PipelineFiles } from '../pipelineFiles.ts';

/** A text is read again when nothing was typed for this long, in milliseconds. */
const restAfter = 200;

interface Listed {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
}

/** The pipeline that a gallery is seen through, as its text says now. */
export class GalleryPipeline implements Disposable {
  listed: readonly Listed[] = [];
  id = 'none';
  mode: Mode = 'train';
  /** Another one when the pictures are others. */
  pictures = 0;
  /** Another one when the results of a run would be others. */
  effects = 0;
  /** What is wrong with the text; the last good one counts. */
  stale: string | undefined;
  /** The text was changed since it was read. */
  private isOutdated = false;
  private pipeline: Pipeline | undefined;
  /** How often it was begun to be read: what is read meanwhile is outdated. */
  private readings = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listener: Disposable;

  /** @param changed tells that the pictures are others, or that what is told of the pipelines is */
  constructor(
    private readonly files: PipelineFiles,
    private readonly changed: () => void,
    private readonly failed: (thrown: unknown) => void,
  ) {
    this.listener = files.onDidChange(uri => {
      clearTimeout(this.timer);
      this.isOutdated ||= uri.toString() === this.id;
      this.timer = setTimeout(() => void this.again(), restAfter);
    });
  }

  /** What an image goes through; undefined when it is shown as it is. */
  through(relativePath: string): ThumbnailPipeline | undefined {
    if (!this.pipeline) return undefined;
    const { steps, seed, labels } = this.pipeline;
    return { steps, seed, mode: this.mode, labelRules: labels, relativePath };
  }

  /** As it was read last without errors; undefined for none. */
  get lastGood(): Pipeline | undefined {
    return this.pipeline;
  }

  async list(): Promise<void> {
    // What is being written comes first.
    const isOpen = ({ uri }: PipelineEntry) => Number(this.files.openDocument(uri) !== undefined);
    const entries = [...(await this.files.list())].sort((one, other) => isOpen(other) - isOpen(one));
    this.listed = entries.map(({ id, label, detail }) => ({ id, label, detail }));
  }

  /** @param id of a pipeline file of the workspace, or `none` */
  async choose(id: string): Promise<void> {
    if (id !== 'none' && !this.listed.some(listed => listed.id === id)) return;
    this.id = id;
    this.pipeline = undefined;
    this.stale = undefined;
    this.pictures++;
    this.effects++;
    await this.read();
    this.changed();
  }

  setMode(mode: Mode): void {
    if (mode === this.mode) return;
    this.mode = mode;
    if (this.pipeline) {
      this.pictures++;
      this.effects++;
    }
    this.changed();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listener.dispose();
  }

  private async again(): Promise<void> {
    const { isOutdated } = this;
    this.isOutdated = false;
    try {
      if (isOutdated) await this.read();
      await this.list();
      this.changed();
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  private async read(): Promise<void> {
    const reading = ++this.readings;
    const { id } = this;
    if (id === 'none') return;
    try {
      const { name, parsed } = await this.files.read(id);
      if (reading !== this.readings) return;
      const error = parsed.diagnostics.find(({ severity }) => severity === 'error');
      if (!parsed.pipeline) {
        this.stale = error
          ? `${name}, line ${error.place.line}: ${error.message}`
          : `${name} cannot be read as a pipeline.`;
        return;
      }
      this.stale = undefined;
      const isOther = meaningOf(parsed.pipeline) !== meaningOf(this.pipeline);
      if (isOther) this.pictures++;
      if (isOther || outcomeOf(parsed.pipeline) !== outcomeOf(this.pipeline)) this.effects++;
      this.pipeline = parsed.pipeline;
    } catch (thrown) {
      const { bug, message } = toProblem(thrown);
      if (bug) throw thrown;
      if (reading === this.readings) this.stale = message;
    }
  }
}

/** Equal for pipelines that make the same pictures: comments and layout of the text do not count. */
function meaningOf(pipeline: Pipeline | undefined): string {
  if (!pipeline) return '';
  const steps = pipeline.steps.map(step => ({ ...step, place: undefined, name: undefined }));
  return JSON.stringify([steps, pipeline.seed, pipeline.labels]);
}

/** What of a pipeline makes no other pictures, and yet another run. */
function outcomeOf(pipeline: Pipeline | undefined): string {
  return JSON.stringify([pipeline?.output, pipeline?.exclude]);
}
