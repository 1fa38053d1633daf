import { applyTextEdits, type PipelineEdit, type TextEdit } from '../../../shared/edit.ts';
import { DarkroomError } from '../../../shared/errors.ts';
import type { PipelineLanguage } from '../../../shared/pipeline.ts';
import type { StepPath } from '../../../shared/stepPath.ts';
import { allOperations, findOperation } from '../../operations/index.ts';
import { stepParameters } from '../declaration.ts';
import { nearest } from '../nearest.ts';
import { didYouMean } from '../resolve.ts';
import { edited, meaningOf, sameMeaning } from './expected.ts';
import { plainValue, styleOf, type NewStep } from './literal.ts';
import { tooUnusual } from './maps.ts';
import { readTree } from './read.ts';
import { checkIndex, findPlace, operationOf } from './place.ts';
import { relocateStep } from './relocate.ts';
import {
  duplicateStep,
  insertFirstInside,
  insertStep,
  moveStep,
  removeStep,
  setParameter,
  unsetParameter,
} from './steps.ts';
import { emptyList, insertFirstStep, setTopLevel } from './topLevel.ts';
import type { TreeNode } from './tree.ts';

/**
 * The smallest changes of a pipeline's text that make an edit: comments, quotes, indentation, line endings and the
 * style of every other part stay. A text whose syntax is right will do, whatever its values are.
 *
 * @returns no change when the text says so already
 * @throws DarkroomError `bad_argument` for a step that is not there or an unknown name, `bad_pipeline` when the text
 *   cannot be read or says the same thing in several places at once, by anchors
 */
export function editPipeline(
  text: string,
  language: PipelineLanguage,
  edit: PipelineEdit,
): readonly TextEdit[] {
  const tree = readTree(text, language);
  const meaning = tree.isSound ? meaningOf(text, language) : undefined;
  if (!meaning) {
    throw new DarkroomError(
      'bad_pipeline',
      'The pipeline’s text has errors, so it cannot be edited from here.',
      {
        hint: 'Mend what is marked in the text first.',
      },
    );
  }
  const edits = textEdits(text, tree.root, language, edit);
  const after = meaningOf(applyTextEdits(text, edits), language);
  // Anchors make one place of the text stand for several: then the edit would change more than was asked for.
  if (!after || !sameMeaning(after, edited(meaning, edit)))
    throw tooUnusual('step' in edit ? edit.step : undefined);
  return edits;
}

function textEdits(
  text: string,
  root: TreeNode | undefined,
  language: PipelineLanguage,
  edit: PipelineEdit,
): readonly TextEdit[] {
  const style = styleOf(text, language);
  if (root && root.kind !== 'map' && !(root.kind === 'leaf' && root.value === null)) throw tooUnusual();
  if (edit.kind === 'top') return setTopLevel(text, root, edit.key, plainValue(edit.value), style);

  if (edit.kind === 'relocate') return relocateStep(text, root, edit, style);
  const path = edit.kind === 'insert' ? edit.at : edit.step;
  const place = findPlace(root, path);
  const { list, index } = place;
  const count = list?.items.length ?? 0;
  if (edit.kind === 'insert') {
    checkIndex(index, count);
    const { operation } = edit;
    const values = plainValue(edit.values ?? {}) as NewStep['values'];
    checkOperation(operation);
    for (const name of Object.keys(values)) checkParameter(operation, name);
    const step = { operation, values };
    if (list && count > 0) return insertStep(text, list, index, step, style);
    const { holder } = place;
    if (!holder) return insertFirstStep(text, root, step, style);
    return insertFirstInside(text, holder.list, holder.index, step, style);
  }
  checkIndex(index, count - 1);
  const steps = list!;
  switch (edit.kind) {
    case 'set':
      checkParameter(operationOf(steps.items[index]!), edit.parameter, path);
      return setParameter(text, steps, index, edit.parameter, plainValue(edit.value), style);
    case 'unset':
      return unsetParameter(text, steps, index, edit.parameter);
    case 'enable':
      if (edit.enabled) return unsetParameter(text, steps, index, 'enabled');
      return setParameter(text, steps, index, 'enabled', false, style);
    case 'duplicate':
      return duplicateStep(text, steps, index, style);
    case 'remove': {
      const removal = removeStep(text, steps, index);
      return steps.isFlow || count > 1 ? removal : emptyList(place.entry!, steps, removal[0]!);
    }
    case 'move':
      checkIndex(edit.to, count - 1);
      return moveStep(text, steps, index, edit.to);
  }
}

function checkOperation(name: string): void {
  if (findOperation(name)) return;
  const suggestions = nearest(
    name,
    allOperations.map(({ id }) => id),
  );
  throw new DarkroomError('bad_argument', `There is no operation named ${name}.${didYouMean(suggestions)}`);
}

/** Of an operation that is not known, any parameter may be one. */
function checkParameter(operation: string | undefined, parameter: string, step?: StepPath): void {
  const found = operation === undefined ? undefined : findOperation(operation);
  if (!found) return;
  const names = Object.keys(stepParameters(found));
  if (names.includes(parameter)) return;
  const message = `${found.id} has no parameter ${parameter}.${didYouMean(nearest(parameter, names))}`;
  throw new DarkroomError('bad_argument', message, { step: step?.[0] });
}
