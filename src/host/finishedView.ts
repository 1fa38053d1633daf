import type { View } from '../shared/view.ts';
import type { Finished } from './pictureRequests.ts';
import { abortError } from '../shared/errors.ts';

/** The view whose picture is shown. Requests about it are aborted once another takes its place. */
export class FinishedView {
  private current:
    { readonly sequence: number; readonly view: View; readonly replaced: AbortController } | undefined;

  /** @param view undefined where nothing is shown */
  replace(sequence: number, view: View | undefined): void {
    this.abort();
    this.current = view && { sequence, view, replaced: new AbortController() };
  }

  abort(): void {
    this.current?.replaced.abort();
  }

  /**
   * What a request names. It waits for work under way.
   * @throws AbortError when it names something replaced
   */
  async at(sequence: number, whenSettled: () => Promise<void>): Promise<Finished> {
    if (this.current?.sequence !== sequence) await whenSettled();
    if (this.current?.sequence !== sequence) throw replaced();
    return { view: this.current.view, replaced: this.current.replaced.signal };
  }
}

export function replaced(): Error {
  return abortError('Replaced by a newer picture.');
}
