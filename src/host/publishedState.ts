import type { ViewState } from '../shared/viewState.ts';

/** What is to be different; what is undefined is taken away. */
export type StateChange = {
  readonly [Key in keyof ViewState]?:
    ViewState[Key] | (object extends Pick<ViewState, Key> ? undefined : never);
};

/** The state of a view, told whole whenever something in it has changed. */
export class PublishedState {
  private isPublishing = false;
  private isDisposed = false;

  constructor(
    private state: ViewState,
    private readonly publish: (state: ViewState) => void,
  ) {}

  get current(): ViewState {
    return this.state;
  }

  /** Several changes in a row are told once. */
  change(change: StateChange): void {
    const entries = Object.entries({ ...this.state, ...change });
    this.state = Object.fromEntries(
      entries.filter(([, value]) => value !== undefined),
    ) as unknown as ViewState;
    if (this.isPublishing) return;
    this.isPublishing = true;
    queueMicrotask(() => {
      this.isPublishing = false;
      if (!this.isDisposed) this.publish(this.state);
    });
  }

  dispose(): void {
    this.isDisposed = true;
  }
}
