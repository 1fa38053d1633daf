import { Uri, window, workspace } from 'vscode';
import { DarkroomError } from '../shared/errors.ts';
import { defaultOutput, isPipelineFile, pipelineLanguage } from '../shared/pipeline.ts';
import type { EngineService, RecipeStep } from '../shared/protocol.ts';
import type { Client } from '../shared/rpc.ts';
import { fileName } from './imageSource.ts';
import { recipeText } from './recipeText.ts';

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
  const uri = isPipelineFile(chosen.path) ? chosen : await completeName(chosen);
  const output = { ...defaultOutput, ...(isFloat && { format: 'npy' as const }) };
  const written = await engine.print({
    pipeline: { ...pipeline, output },
    language: pipelineLanguage(uri.path),
  });
  await workspace.fs.writeFile(uri, new TextEncoder().encode(written));
  return uri;
}

/** A pipeline file is known by its name. The dialog did not ask about this one, so nothing may be there yet. */
async function completeName(chosen: Uri): Promise<Uri> {
  const bare = chosen.path.replace(/\.(?:ya?ml)$/i, '');
  const uri = chosen.with({ path: `${bare}.darkroom.yaml` });
  const isTaken = await workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (isTaken) {
    throw new DarkroomError('exists', `${fileName(uri)} exists already.`, {
      hint: 'Choose another name, or that file itself to replace it.',
    });
  }
  return uri;
}
