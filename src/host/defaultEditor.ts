import { ConfigurationTarget, workspace, type ExtensionContext } from 'vscode';
import { DarkroomError } from '../shared/errors.ts';
import { registerCommand } from './commands.ts';
import { imageEditorType } from './imageEditor.ts';
import { imagePattern } from './imageFiles.ts';
import { notify } from './notify.ts';
import type { Services } from './services.ts';

const section = 'workbench';
const key = 'editorAssociations';
type Associations = Readonly<Record<string, string>>;

/**
 * Makes Darkroom the editor that opens images, and takes that back. One pattern is written for all kinds of images; it
 * is longer than any for a single kind, so it wins without others being touched, and removing it restores them.
 */
export function registerDefaultEditor(context: ExtensionContext, { log }: Services): void {
  context.subscriptions.push(
    registerCommand(log, 'darkroom.useAsDefaultEditor', async () => {
      await write({ ...current(), [imagePattern]: imageEditorType });
      notify(log, 'information', 'Images now open in Darkroom.', { Undo: () => write(without(current())) });
    }),
    registerCommand(log, 'darkroom.restoreDefaultEditor', async () => {
      await write(without(current()));
      notify(log, 'information', 'Images open in the editor’s own viewer again.');
    }),
  );
}

function current(): Associations {
  return workspace.getConfiguration(section).inspect<Associations>(key)?.globalValue ?? {};
}

function without(associations: Associations): Associations {
  const { [imagePattern]: _ours, ...others } = associations;
  return others;
}

async function write(associations: Associations): Promise<void> {
  const value = Object.keys(associations).length === 0 ? undefined : associations;
  try {
    await workspace.getConfiguration(section).update(key, value, ConfigurationTarget.Global);
  } catch (thrown) {
    // The editor says it in words: the settings have errors, are not saved, or are read-only.
    throw new DarkroomError('not_permitted', thrown instanceof Error ? thrown.message : String(thrown), {
      hint: `The setting ${section}.${key} is left as it was.`,
      cause: thrown,
    });
  }
}
