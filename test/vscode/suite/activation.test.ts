import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { DarkroomHandles } from '../../../src/host/extension.ts';

const id = 'dataset-darkroom.dataset-darkroom';

describe('activation', () => {
  it('activates from the packaged files', async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, `${id} is not known to the editor`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command that the manifest declares', async () => {
    const extension = vscode.extensions.getExtension(id)!;
    await extension.activate();
    const manifest = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    const declared = manifest.contributes.commands.map(({ command }) => command);
    assert.ok(declared.length > 0);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter(command => !registered.has(command)),
      [],
    );
  });

  it('takes little time', async () => {
    const extension = vscode.extensions.getExtension<DarkroomHandles>(id)!;
    const { activationMilliseconds } = await extension.activate();
    const { main } = extension.packageJSON as { main: string };
    const bundle = join(extension.extensionPath, main);
    // Once more from the beginning, as far as it goes: only what the file itself does.
    const load = createRequire(__filename);
    const loaded = load.cache[bundle];
    Reflect.deleteProperty(load.cache, bundle);
    const began = performance.now();
    load(bundle);
    const milliseconds = performance.now() - began + activationMilliseconds;
    if (loaded) load.cache[bundle] = loaded;
    // Ten times what is promised: other tests may keep the machine busy.
    assert.ok(milliseconds < 500, `${milliseconds} ms`);
  });
});
