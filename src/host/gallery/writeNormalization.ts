import { Uri, window } from 'vscode';
import type { SetFigures } from '../../shared/datasetReport.ts';
import { DarkroomError } from '../../shared/errors.ts';
import { openText } from '../openText.ts';
import { editPipelineText } from '../pipelineText.ts';
import type { Services } from '../services.ts';
import { choosePipeline } from './choosePipeline.ts';
import { normalizationOf } from './normalization.ts';

/**
 * Writes the figures into the first `normalize` of a pipeline, or adds one as its last step. The text is changed as by
 * typing, unsaved and with undo.
 * @param chosen the pipeline that is looked through, or `none`: then the person is asked
 * @returns where it was written; undefined when the person chose none
 */
export async function writeNormalization(
  { engine, pipelines }: Services,
  figures: SetFigures,
  chosen: string,
): Promise<Uri | undefined> {
  const { mean, std, max_pixel_value } = normalizationOf(figures);
  const uri =
    chosen === 'none'
      ? await choosePipeline(pipelines, 'Write Mean and Std into Pipeline')
      : Uri.parse(chosen, true);
  if (!uri) return undefined;
  const { name, parsed } = await pipelines.read(uri.toString());
  await window.showTextDocument(await openText(uri), { preserveFocus: false });
  const steps = parsed.pipeline?.steps;
  if (!steps) {
    throw new DarkroomError('bad_pipeline', `${name} has an error and cannot be edited.`, {
      hint: 'Mend it where it is marked, then write the figures again.',
    });
  }
  const place = steps.findIndex(({ operation }) => operation === 'normalize');
  const isUsual = max_pixel_value === 255;
  if (place < 0) {
    const values = { mean, std, ...(!isUsual && { max_pixel_value }) };
    const edit = { kind: 'insert', at: [steps.length], operation: 'normalize', values } as const;
    await editPipelineText(engine, uri, edit, false);
    return uri;
  }
  const step = [place] as const;
  const set = (parameter: string, value: unknown, continues: boolean) =>
    editPipelineText(engine, uri, { kind: 'set', step, parameter, value }, continues);
  await set('mean', mean, false);
  await set('std', std, true);
  if (steps[place]!.values['max_pixel_value'] !== max_pixel_value) {
    await set('max_pixel_value', max_pixel_value, true);
  }
  return uri;
}
