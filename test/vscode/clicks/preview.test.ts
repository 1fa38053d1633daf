import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseFromMenu, explorerItem } from './explorer.ts';
import { useWorkbench } from './session.ts';
import { openFile, replaceText, textEditor } from './textEditor.ts';
import { changedPicture, picture, webview } from './webview.ts';

const file = 'example.darkroom.yaml';

describe('preview of a pipeline file', () => {
  const session = useWorkbench(async workspace => {
    // What an earlier batch has left stands before the originals in the Explorer.
    await mkdir(join(workspace, 'developed'));
    await copyFile(join(workspace, 'home', 'gray_cat.png'), join(workspace, 'developed', 'earlier.png'));
    // So does one whose head is good.
    const cat = await readFile(join(workspace, 'home', 'cat.jpg'));
    await writeFile(join(workspace, 'cut.jpg'), cat.subarray(0, 3000));
  });
  let text: string;
  let good: string;

  it('opens beside the text by the lens above its first line', async () => {
    const { page, workspace } = session;
    text = await readFile(join(workspace, file), 'utf8');
    await openFile(page, file);
    await textEditor(page).locator('.codelens-decoration a').filter({ hasText: 'Preview beside' }).click();
    good = await picture(page);
    const steps = webview(page).locator('.steps li');
    assert.equal(await steps.count(), 4);
    await steps.last().filter({ hasText: '224×224×3 float32' }).waitFor();
    const samples = await webview(page).locator('.sample .choose').allInnerTexts();
    assert.equal(samples.length, 1);
    assert.ok(!['earlier.png', 'cut.jpg'].includes(samples[0]!), samples[0]);
  });

  it('follows the text while it is not saved', async () => {
    const { page, workspace } = session;
    await replaceText(page, text.replace('kernel_size: 5', 'kernel_size: 31'));
    const blurred = await changedPicture(page, good);
    assert.equal(await readFile(join(workspace, file), 'utf8'), text, 'the file was saved');
    await replaceText(page, text);
    assert.equal(await changedPicture(page, blurred), good);
  });

  it('marks an error at its place and keeps the last good picture with a note', async () => {
    const { page } = session;
    await replaceText(page, text.replace('gaussian_blur', 'gausian_blur'));
    const note = webview(page).locator('[data-banner=stale]');
    await note.filter({ hasText: 'last good picture' }).filter({ hasText: 'gausian_blur' }).waitFor();
    const squiggle = textEditor(page).locator('.squiggly-error');
    await squiggle.first().waitFor();
    // The mark lies under the word: from its first to its last character, on its line.
    const word = textEditor(page)
      .locator('.view-line span')
      .filter({ hasText: /^gausian_blur$/ })
      .last();
    const [mark, place] = await Promise.all([squiggle.first().boundingBox(), word.boundingBox()]);
    assert.ok(mark && place);
    assert.ok(Math.abs(mark.x - place.x) < 2, `the mark begins at ${mark.x}, the word at ${place.x}`);
    assert.ok(
      Math.abs(mark.width - place.width) < 2,
      `the mark is ${mark.width} wide, the word ${place.width}`,
    );
    assert.ok(mark.y >= place.y - 2 && mark.y <= place.y + place.height, 'the mark is on another line');
    await webview(page).locator('.stage canvas').waitFor();

    await replaceText(page, text);
    await note.waitFor({ state: 'detached' });
    assert.equal(await picture(page), good);
    await squiggle.first().waitFor({ state: 'detached' });
  });

  it('shows another image by “Use as Preview Image”', async () => {
    const { page } = session;
    const before = await picture(page);
    await chooseFromMenu(page, 'space/rocket.jpg', 'Darkroom', 'Use as Preview Image');
    const view = webview(page);
    await view.locator('.facts').filter({ hasText: 'rocket.jpg' }).filter({ hasText: '640 × 427' }).waitFor();
    await changedPicture(page, before);
    await view.locator('.sample.current').filter({ hasText: 'rocket.jpg' }).waitFor();
    assert.ok((await view.locator('.sample').count()) >= 2, 'the sample that was shown before is gone');
  });

  it('says which step refuses an image, and shows what was reached', async () => {
    const { page } = session;
    await chooseFromMenu(page, 'home/gray_cat.png', 'Darkroom', 'Use as Preview Image');
    const view = webview(page);
    const failed = view.locator('[data-banner=failed]');
    await failed
      .filter({ hasText: 'Step 4' })
      .filter({ hasText: 'Expected 1 number for mean and std' })
      .waitFor();
    await picture(page);
  });

  it('goes on with the file and its samples when it is renamed', async () => {
    const { page } = session;
    const view = webview(page);
    const rename = async (from: string, to: string) => {
      await (await explorerItem(page, from)).click();
      await page.keyboard.press('F2');
      await page.locator('.explorer-item-edited input').fill(to);
      await page.keyboard.press('Enter');
      await page.getByRole('tab', { name: `Preview ${to}` }).waitFor();
    };
    const samples = await view.locator('.sample .choose').allInnerTexts();
    await rename(file, 'renamed.darkroom.yaml');
    assert.equal(await page.getByRole('tab', { name: `Preview ${file}` }).count(), 0);
    assert.deepEqual(await view.locator('.sample .choose').allInnerTexts(), samples);
    await replaceText(page, 'version: 1\nsteps:\n  - flip\n');
    await view.locator('.steps li').filter({ hasText: 'Flip' }).waitFor();
    assert.equal(await view.locator('[data-banner=stale]').count(), 0);
    await rename('renamed.darkroom.yaml', file);
  });

  it('says so when the file of the pipeline is gone and its text closed', async () => {
    const { page, workspace } = session;
    await textEditor(page).click();
    await page.keyboard.press('ControlOrMeta+s');
    await page.locator('.tab.dirty').waitFor({ state: 'detached' });
    await rm(join(workspace, file));
    // The editor has noticed.
    await page.locator('.tab .strikethrough').first().waitFor();
    await page.keyboard.press('ControlOrMeta+w');
    const note = webview(page).locator('[data-banner=stale]');
    await note.filter({ hasText: `${file} is not there` }).waitFor();
    const view = webview(page);
    await view.locator('.strip .card[data-card="1"] .face').click();
    await view.locator('.step-form h3').filter({ hasText: 'step 1 of' }).waitFor();
    await page.waitForTimeout(500);
    assert.equal(await page.locator('.notification-toast').count(), 0, 'looking at a step needs no text');
  });
});
