import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from '../../editor/chromium.ts';
import { installEditor } from '../../editor/install.ts';
import { repository } from '../../editor/workspace.ts';

describe('npm start', () => {
  it('opens the sample dataset in an editor, and ends cleanly on Ctrl+C', async function () {
    this.timeout(120_000);
    await installEditor();
    const { DISPLAY: _x11, WAYLAND_DISPLAY: _wayland, DARKROOM_VSCODE: _installed, ...env } = process.env;
    // A PATH without `code`: the editor that opens windows cannot be looked at from here.
    const child = spawn(process.execPath, ['--import', 'tsx', join('test', 'editor', 'start.ts')], {
      cwd: repository,
      env: { ...env, PATH: '' },
    });
    const browser = await launchChromium();
    try {
      let output = '';
      child.stderr.on('data', chunk => (output += String(chunk)));
      await new Promise<void>((resolve, reject) => {
        child.stdout.on('data', chunk => {
          output += String(chunk);
          if (output.includes('Stop: Ctrl+C')) resolve();
        });
        child.once('exit', () => {
          reject(new Error(`npm start ended early:\n${output}`));
        });
      });
      assert.match(output, /Editor: the npm-borne one/);
      const address = /Address: (\S+)/.exec(output)?.[1];
      assert.ok(address);
      const dataset = /Sample dataset: (.+?) \(a copy/.exec(output)?.[1];
      assert.ok(dataset !== undefined && existsSync(dataset));

      const page = await browser.newPage();
      await page.goto(address);
      await page.getByRole('treeitem', { name: 'home', exact: true }).waitFor();
      await page.getByRole('tab', { name: 'example.darkroom.yaml' }).waitFor();

      const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
      child.kill('SIGINT');
      assert.equal(await ended, 0, output);
      await assert.rejects(fetch(address), 'the server still answers');
      assert.equal(existsSync(dataset), false, 'the copy of the dataset is left behind');
    } finally {
      await browser.close();
      child.kill('SIGKILL');
    }
  });
});
