import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useWorkbench } from './session.ts';
import { openFile, textEditor } from './textEditor.ts';
import { picture, webview } from './webview.ts';

const file = 'example.darkroom.yaml';

describe('lenses and hints of a pipeline file', () => {
  const session = useWorkbench();

  const lens = (title: string, index: number) =>
    textEditor(session.page).locator('.codelens-decoration a').filter({ hasText: title }).nth(index);

  it('bring the histogram of a step into sight', async () => {
    const { page } = session;
    await openFile(page, file);
    // Lines are rendered as far as they are in sight.
    await page.keyboard.press('ControlOrMeta+b');
    await lens('Histogram', 1).click();
    await picture(page);
    const view = webview(page);
    await view.locator('#section-histogram[open]').waitFor();
    const inSight = view.locator(
      '#section-histogram canvas, #section-histogram svg, #section-histogram .uplot',
    );
    await inSight.first().waitFor();
    await inSight.first().evaluate(element => {
      const { bottom } = element.getBoundingClientRect();
      if (bottom > window.innerHeight + 1)
        throw new Error(`The histogram ends at ${bottom}, below the edge.`);
    });
  });

  it('show behind each step what leaves it, and how long it took', async () => {
    const { page } = session;
    const lines = textEditor(page).locator('.view-line');
    await lines.filter({ hasText: /-\s+orient\s*→\s451×300×3\suint8\s·\s[\d.]+\sms/ }).waitFor();
    await lines.filter({ hasText: /normalize.*→\s224×224×3/ }).waitFor();
  });

  it('change the text by a click, which the editor undoes', async () => {
    const { page, workspace } = session;
    await lens('Disable', 2).click();
    const line = textEditor(page).locator('.view-line').filter({ hasText: 'gaussian_blur' });
    await line.filter({ hasText: /kernel_size:\s5,\senabled:\sfalse.*skipped/ }).waitFor();
    await lens('Enable', 0).waitFor();
    await page.keyboard.press('ControlOrMeta+z');
    await line.filter({ hasNotText: 'enabled' }).waitFor();
    assert.match(await readFile(join(workspace, file), 'utf8'), /kernel_size: 5 }/);
  });
});
