import type { View } from '../shared/view.ts';
import type { ViewState } from '../shared/viewState.ts';
import { holderOf, stepOf, type StepPath } from '../shared/stepPath.ts';
import type { Step } from '../shared/pipeline.ts';
import type { ChosenSteps } from './chosenSteps.ts';
import type { SampleLabels, ShownImage } from './shownImage.ts';

/** An image through all steps that were chosen, with the labels that were found for it. */
export function wholeView(
  { name, source, path = name }: ShownImage,
  { steps, seed, labelRules }: ChosenSteps,
  { mode, version }: Pick<ViewState, 'mode' | 'version'>,
  found: SampleLabels | undefined,
): View {
  const isOfImage = source.kind === 'file' && found?.image === source.path;
  const labels = isOfImage ? found.labels : undefined;
  return {
    ...{ source, path, steps, mode, seed, ...version },
    ...(labels && { labels, ...(labelRules && { labelRules }) }),
  };
}

/** Of steps inside one of the pipeline's own, that one is looked at; the same view where there is no such step. */
export function focusedView(view: View, wanted: StepPath | undefined): View {
  const [focus] = wanted ?? [];
  return focus === undefined || focus >= view.steps.length ? view : { ...view, focus };
}

/** A step that is not there any more leaves the one that held it. */
export function nearestThere(steps: readonly Step[], wanted: StepPath | undefined): StepPath | undefined {
  let focus = wanted;
  while (focus && !stepOf(steps, focus)) focus = holderOf(focus);
  return focus;
}
