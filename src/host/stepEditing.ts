import { TextEditorSelectionChangeKind, window, type Disposable, type TextEditor, type Uri } from 'vscode';
import type { Gesture, PipelineEdit } from '../shared/edit.ts';
import { isSamePath, stepOf, type StepPath } from '../shared/stepPath.ts';
import { focusAfter, locateSteps, stepAt } from '../shared/steps.ts';
import { draftPipelineText, editorOf, editPipelineText, revealQuietly } from './pipelineText.ts';
import type { Services } from './services.ts';
import type { ViewSession } from './viewSession.ts';

/** Movements of the cursor are followed when it has rested for this long, in milliseconds. */
const followAfter = 60;

/** Keeps a preview and the text of its pipeline together: the step in focus, the cursor, and edits of steps. */
export class StepEditing implements Disposable {
  /** The step that the cursor was last known to be on; only when it goes to another one is it followed. */
  private cursor: StepPath | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private editing: Promise<unknown> = Promise.resolve();
  /** What a slider that is held has come to, of a text that is not in sight. */
  private unwritten: PipelineEdit | undefined;
  private readonly listener: Disposable;

  constructor(
    private readonly services: Services,
    private readonly session: ViewSession,
    private readonly uri: () => Uri,
    private readonly onFocus: (step: StepPath | undefined) => void,
  ) {
    this.cursor = session.state.focus;
    this.listener = window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
      if (textEditor.document.uri.toString() !== this.uri().toString()) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        void this.followCursor(textEditor, kind === TextEditorSelectionChangeKind.Mouse);
      }, followAfter);
    });
  }

  /** Looks at a step alone, or at the whole pipeline, and puts the cursor there. */
  async focus(step: StepPath | undefined): Promise<void> {
    this.show(step);
    await this.reveal(step);
  }

  /** Edits come one after the other, each on the text that the one before it has left. */
  edit(edit: PipelineEdit, gesture: Gesture = {}): Promise<number> {
    const done = this.editing.then(() => this.editNow(edit, gesture));
    this.editing = done.catch(() => undefined);
    return done;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listener.dispose();
    // The page may be closed while a slider is held.
    this.editing
      .then(() => this.writeDraft())
      .catch((thrown: unknown) => void this.services.log.failure(thrown));
  }

  private async editNow(edit: PipelineEdit, { continues = false, unfinished }: Gesture): Promise<number> {
    const { engine, pipelines } = this.services;
    const { focus: before, steps } = this.session.state;
    if (!continues) await this.writeDraft();
    if (unfinished && !editorOf(this.uri())) {
      pipelines.setDraft(this.uri(), await draftPipelineText(engine, this.uri(), edit));
      this.unwritten = edit;
      return this.session.textEdited(before);
    }
    const wasDrafted = this.dropDraft() !== undefined;
    const isChanged = await editPipelineText(engine, this.uri(), edit, continues && !wasDrafted);
    // The end of a drag that has been written as it went.
    if (continues && !isChanged && !wasDrafted) return this.session.state.sequence;
    const focus = focusAfter(edit, before, steps);
    const sequence = this.session.textEdited(focus);
    if (!isSamePath(focus, before) || edit.kind === 'move' || edit.kind === 'relocate') {
      this.onFocus(focus);
      await this.reveal(focus);
    }
    return sequence;
  }

  /** Of a drag whose end was not told of. */
  private async writeDraft(): Promise<void> {
    const edit = this.dropDraft();
    if (edit) await editPipelineText(this.services.engine, this.uri(), edit, false);
  }

  private dropDraft(): PipelineEdit | undefined {
    const { unwritten } = this;
    this.unwritten = undefined;
    this.services.pipelines.setDraft(this.uri(), undefined);
    return unwritten;
  }

  private show(step: StepPath | undefined): void {
    this.session.focusStep(step);
    this.onFocus(step);
  }

  private async reveal(step: StepPath | undefined): Promise<void> {
    if (step === undefined) return;
    this.cursor = step;
    // Nobody sees the cursor of a text that is not in sight, which may be gone.
    if (!editorOf(this.uri())) return;
    const { parsed } = await this.services.pipelines.read(this.uri().toString());
    const place = stepOf(parsed.pipeline?.steps ?? [], step)?.place;
    if (place) revealQuietly(this.uri(), place);
  }

  /** @param clicked whether the person put the cursor there: then the step it was on already is meant as well */
  private async followCursor(editor: TextEditor, clicked: boolean): Promise<void> {
    if (!window.visibleTextEditors.includes(editor)) return;
    try {
      // An edit from here moves the cursor where it belongs before it ends.
      await this.editing;
      const { text, parsed } = await this.services.pipelines.read(this.uri().toString());
      // Half-typed text has no steps: what was looked at stays.
      if (!parsed.pipeline) return;
      const offset = editor.document.offsetAt(editor.selection.active);
      const step = stepAt(text, locateSteps(parsed.pipeline.steps), offset);
      if (isSamePath(step, this.cursor) && !clicked) return;
      this.cursor = step;
      this.show(step);
    } catch (thrown) {
      void this.services.log.failure(thrown);
    }
  }
}
