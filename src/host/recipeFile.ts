import { FileSystemError, Uri, window, workspace } from 'vscode';
import { DarkroomError } from '../shared/errors.ts';
import { defaultOutput, pipelineLanguage } from '../shared/pipeline.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { RecipeStep } from '../shared/recipe.ts';
import type { Client } from '../shared/rpc.ts';
import { fileName } from './imageSource.ts';
import { pipelinePath, recipeText } from './recipeText.ts';

/**
 * Asks for a name and writes a recipe as a pipeline file.
 *
 * @param isFloat whether its result is float, which only NPY and TIFF hold
 * @returns the file, undefined when the person did not choose one
 * @throws DarkroomError when the recipe has errors or the name is taken
 */
export async function saveRecipe(
  engine: Client<EngineService>,
  recipe: readonly RecipeStep[],
  isFloat: boolean,
  folder: Uri,
): Promise<Uri | undefined> {
  const { text } = recipeText(recipe);
  const { pipeline, diagnostics } = await engine.parse({ text, language: 'json' });
  if (!pipeline) {
    throw new DarkroomError('bad_pipeline', `The recipe has an error: ${diagnostics[0]?.message ?? ''}`, {
      hint: 'Mend the marked field, then save.',
    });
  }
  const chosen = await window.showSaveDialog({
    defaultUri: Uri.joinPath(folder, 'recipe.darkroom.yaml'),
    title: 'Save Recipe as Pipeline File',
  });
  if (!chosen) return undefined;
  const uri = chosen.with({ path: pipelinePath(chosen.path) });
  if (uri.path !== chosen.path) await refuseTaken(uri);
  const output = { ...defaultOutput, ...(isFloat && { format: 'npy' as const }) };
  const written = await engine.print({
    pipeline: { ...pipeline, output },
    language: pipelineLanguage(uri.path),
  });
  try {
    await workspace.fs.writeFile(uri, new TextEncoder().encode(written));
  } catch (thrown) {
    if (!(thrown instanceof FileSystemError)) throw thrown;
    throw new DarkroomError('not_permitted', `${fileName(uri)} cannot be written: ${thrown.message}`, {
      hint: 'Save it in another folder.',
      cause: thrown,
    });
  }
  return uri;
}

/** The dialog did not ask about a name that was completed, so nothing may be there yet. */
async function refuseTaken(uri: Uri): Promise<void> {
  const isTaken = await workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (isTaken) {
    throw new DarkroomError('exists', `${fileName(uri)} exists already.`, {
      hint: 'Choose another name, or that file itself to replace it.',
    });
  }
}
