import { EventEmitter, commands, type Disposable, type Uri, type WebviewPanel } from 'vscode';
import type { ViewPageEvents } from '../shared/protocol.ts';
import type { ViewState, Zoom } from '../shared/viewState.ts';
import type { ViewPage } from './viewPage.ts';
import type { StepEditing } from './stepEditing.ts';
import type { ViewSession } from './viewSession.ts';

/** One open view: the panel, its page and the session behind it. */
export interface OpenView {
  readonly purpose: ViewState['purpose'];
  /** The image of an editor, the pipeline file of a preview. */
  uri: Uri;
  readonly panel: WebviewPanel;
  readonly page: ViewPage;
  readonly session: ViewSession;
  /** Previews only. */
  readonly editing?: StepEditing;
  zoom: Zoom | undefined;
}

/** The open views, and the one that has the person's attention. */
export class ViewSessions implements Disposable {
  private readonly views = new Set<OpenView>();
  private readonly changed = new EventEmitter<void>();
  /** The active view, or its zoom, is another one. */
  readonly onDidChangeActive = this.changed.event;
  private readonly stated = new EventEmitter<OpenView>();
  /** A view shows something else, or more is known of what it shows. */
  readonly onDidChangeState = this.stated.event;

  get all(): readonly OpenView[] {
    return [...this.views];
  }

  get active(): OpenView | undefined {
    return this.all.find(({ panel }) => panel.active);
  }

  /** The preview of a pipeline file, when there is one. */
  previewOf(pipeline: Uri): OpenView | undefined {
    const id = pipeline.toString();
    return this.all.find(({ purpose, session }) => purpose === 'preview' && session.state.pipeline === id);
  }

  add(view: OpenView): void {
    this.views.add(view);
    view.panel.onDidChangeViewState(() => {
      this.announce();
    });
    view.panel.onDidDispose(() => {
      this.views.delete(view);
      this.announce();
    });
    this.announce();
  }

  stateChanged(view: OpenView): void {
    this.stated.fire(view);
  }

  zoomChanged(view: OpenView, zoom: Zoom): void {
    view.zoom = zoom;
    if (view.panel.active) this.announce();
  }

  /** Tells the active page; nothing happens when no view is active. */
  emit<Name extends keyof ViewPageEvents>(name: Name, value: ViewPageEvents[Name]): void {
    this.active?.page.emit(name, value);
  }

  dispose(): void {
    this.changed.dispose();
    this.stated.dispose();
  }

  private announce(): void {
    void commands.executeCommand('setContext', 'darkroom.viewActive', this.active !== undefined);
    this.changed.fire();
  }
}
