import { datasetLayouts, type ListDatasetRequest, type RecognizedDataset } from '../../shared/dataset.ts';
import { DarkroomError } from '../../shared/errors.ts';
import { images as plainImages } from './images.ts';
import { findDatasets, layoutOf, recognized, surveyDataset, type FoundDataset } from './index.ts';
import type { Layout } from './layout.ts';
import type { SurveyedFolder } from './survey.ts';

/** A folder and the layout that it is read in. */
interface ChosenDataset {
  readonly folder: SurveyedFolder;
  readonly layout: Layout;
  readonly about: RecognizedDataset;
}

/**
 * The person's choice, or the likeliest.
 * @throws DarkroomError when the folder is not there, or holds several datasets and none of its own
 */
export async function chooseDataset(
  { folder: path, layout: id }: ListDatasetRequest,
  extensions: readonly string[],
): Promise<ChosenDataset> {
  if (id !== undefined) {
    const folder = await surveyDataset(path, extensions);
    const layout = layoutOf(id);
    const recognition = await layout.recognize(folder);
    if (recognition) return chosen({ folder, layout, recognition });
    const reasons = ['It was chosen; the folder does not look so by itself.'];
    const about = { root: folder.path, layout: id, title: datasetLayouts[id], reasons, annotations: [] };
    return { folder, layout, about };
  }
  const found = await findDatasets(path, extensions);
  const [first] = found;
  if (first) {
    const roots = [
      ...new Set(found.filter(({ layout }) => layout.id !== 'images').map(({ folder }) => folder.path)),
    ];
    const whole = found.at(-1)!.folder.path;
    if (roots.length < 2 || roots.includes(whole)) return chosen(first);
    const message = `${path} holds several datasets: ${roots.join(', ')}.`;
    throw new DarkroomError('bad_argument', message, { hint: 'Name one of them.', file: path });
  }
  const folder = await surveyDataset(path, extensions);
  const { id: layout } = plainImages;
  const title = datasetLayouts[layout];
  const about = { root: folder.path, layout, title, reasons: [], annotations: [] };
  return { folder, layout: plainImages, about };
}

function chosen(found: FoundDataset): ChosenDataset {
  return { folder: found.folder, layout: found.layout, about: recognized(found) };
}
