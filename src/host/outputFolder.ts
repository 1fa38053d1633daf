import * as nodePath from 'node:path';
import { basename, dirname, isAbsolute, resolve } from 'node:path';
import {
  ConfigurationTarget,
  Uri,
  window,
  workspace,
  type ExtensionContext,
  type WorkspaceConfiguration,
} from 'vscode';
import { registerCommand } from './commands.ts';
import { exists } from './exists.ts';
import { notify } from './notify.ts';
import { plainLabel } from './plainText.ts';
import type { Services } from './services.ts';
import { requireTrust } from './trust.ts';

const settingKey = 'outputFolder';
const rememberedKey = 'outputFolder';
const besideImages = 'developed';

/** The command that changes the folder which is otherwise asked once. */
export function registerOutputFolder(context: ExtensionContext, { log }: Services): void {
  context.subscriptions.push(
    registerCommand(log, 'darkroom.chooseOutputFolder', async () => {
      // A setting would win over the answer, so it is written as well.
      const settings = settingsInTheWay();
      if (
        settings.length > 0 &&
        !(await requireTrust('Changing the output folder of the workspace’s settings'))
      )
        return;
      const chosen = await ask(undefined);
      if (chosen === undefined) return;
      await context.workspaceState.update(rememberedKey, chosen);
      for (const { configuration, target } of settings)
        await configuration.update(settingKey, chosen, target);
      const where = isAbsolute(chosen) ? chosen : `${chosen}, beside the images`;
      notify(log, 'information', `Images are developed into ${where}.`);
    }),
  );
}

/** Where the folder is set: the user's settings count where there is no workspace, those of a folder for that alone. */
function settingsInTheWay(): readonly {
  readonly configuration: WorkspaceConfiguration;
  readonly target: ConfigurationTarget;
}[] {
  const folders = workspace.workspaceFolders ?? [];
  const all = workspace.getConfiguration('darkroom');
  const target = folders.length > 0 ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  const ofFolders = folders
    .map(({ uri }) => workspace.getConfiguration('darkroom', uri))
    .filter(configuration => configuration.inspect<string>(settingKey)?.workspaceFolderValue)
    .map(configuration => ({ configuration, target: ConfigurationTarget.WorkspaceFolder }));
  return all.get<string>(settingKey, '') === '' ? ofFolders : [{ configuration: all, target }, ...ofFolders];
}

export interface OutputFolder {
  /** Absolute. */
  readonly path: string;
  /**
   * Folders of these names below the images were developed into before, from images one by one; what is in them is no
   * image of the dataset. Empty when there is one folder for all.
   */
  readonly names: readonly string[];
}

/**
 * The folder to develop into: from the setting, else the workspace’s earlier answer, else asked.
 *
 * @param base the folder beside which a relative one lies
 * @returns undefined when the person did not choose
 */
export async function outputFolderFor(
  context: ExtensionContext,
  base: string,
): Promise<OutputFolder | undefined> {
  const setting = workspace.getConfiguration('darkroom', Uri.file(base)).get<string>(settingKey, '').trim();
  if (setting !== '') return place(base, setting);
  const remembered = context.workspaceState.get<string>(rememberedKey);
  if (remembered !== undefined) return place(base, remembered);
  const chosen = await ask(base);
  if (chosen === undefined) return undefined;
  await context.workspaceState.update(rememberedKey, chosen);
  return place(base, chosen);
}

/** Whether a folder is one that images are, or by default would be, developed into. */
export function isOutputFolder(context: ExtensionContext, folder: Uri): boolean {
  const setting = workspace.getConfiguration('darkroom', folder).get<string>(settingKey, '').trim();
  const remembered = context.workspaceState.get<string>(rememberedKey, besideImages);
  return [setting, remembered].some(chosen => chosen !== '' && isPlace(chosen, folder.fsPath, nodePath));
}

/**
 * Whether a chosen folder is this one, wherever a relative one lies.
 * @param rules path rules of the system, such as `node:path`; Windows takes capital and small letters for the same
 */
export function isPlace(chosen: string, folder: string, rules: typeof nodePath.posix): boolean {
  const beside = () => rules.join(rules.dirname(folder), rules.basename(rules.resolve('/', chosen)));
  return rules.relative(rules.isAbsolute(chosen) ? chosen : beside(), folder) === '';
}

function place(base: string, folder: string): OutputFolder {
  const path = resolve(base, folder);
  return { path, names: isAbsolute(folder) ? [] : [basename(path)] };
}

/** Asks for a folder to develop into this time only, beside one that is taken; a name that is free is suggested. */
export async function askForOtherFolder(taken: OutputFolder): Promise<OutputFolder | undefined> {
  const base = dirname(taken.path);
  const typed = await window.showInputBox({
    title: 'Another Output Folder',
    prompt: `A folder in ${base}, or an absolute path; for this time only`,
    value: basename(await freeFolder(taken.path)),
    ignoreFocusOut: true,
    validateInput: text => (text.trim() === '' ? 'Type the name of a folder.' : undefined),
  });
  if (typed === undefined) return undefined;
  const { path, names } = place(base, typed.trim());
  return { path, names: [...taken.names, ...names] };
}

/** `developed-2`, or the first number that is not there yet. */
async function freeFolder(taken: string): Promise<string> {
  for (let number = 2; ; number++) {
    const candidate = `${taken}-${number}`;
    if (!(await exists(Uri.file(candidate)))) return candidate;
  }
}

/** A path relative to the images, or an absolute one. */
async function ask(base: string | undefined): Promise<string | undefined> {
  const items = [
    {
      label: `$(folder) ${besideImages}`,
      description: 'beside the images',
      detail:
        base === undefined
          ? 'A folder of this name beside what is developed.'
          : plainLabel(resolve(base, besideImages)),
      value: besideImages,
    },
    { label: '$(folder-opened) Choose a Folder…', value: undefined },
  ];
  const picked = await window.showQuickPick(items, {
    title: 'Output Folder',
    placeHolder: 'Where developed images are written; remembered for this workspace',
    ignoreFocusOut: true,
  });
  if (!picked) return undefined;
  if (picked.value !== undefined) return picked.value;
  const [folder] =
    (await window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      canSelectMany: false,
      openLabel: 'Develop Here',
      title: 'Output Folder',
      ...(base !== undefined && { defaultUri: Uri.file(base) }),
    })) ?? [];
  return folder?.fsPath;
}
