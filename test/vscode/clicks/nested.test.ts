import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './quickInput.ts';
import { shownText, waitForText } from './shownText.ts';
import { useWorkbench } from './session.ts';
import { dragSlider } from './slider.ts';
import { openFile, textEditor } from './textEditor.ts';
import { picture, webview } from './webview.ts';

const file = 'nested.darkroom.yaml';
const text = `steps:
  - resize: { width: 224, height: 224 }
  - one_of: # soft or dark
      p: 1
      steps:
        - gaussian_blur: { kernel_size: 5 } # odd
        - gamma: { gamma: 2, p: 0 }
`;

describe('steps inside others, in the real editor', () => {
  const session = useWorkbench(workspace => writeFile(join(workspace, file), text));

  it('are opened by the cursor, while the strip shows the step around them', async () => {
    const { page } = session;
    await openFile(page, file);
    await textEditor(page).locator('.codelens-decoration a').filter({ hasText: 'Preview beside' }).click();
    await picture(page);
    await textEditor(page).locator('.view-line').filter({ hasText: 'gaussian_blur' }).click();
    await webview(page).locator('.strip .card.current[data-card="2"]').waitFor();
    await webview(page).locator('.step-form h3').filter({ hasText: '2.1 Gaussian blur' }).waitFor();
    await webview(page).locator('.step-form .drawn').filter({ hasText: 'Chosen for this sample' }).waitFor();
    await textEditor(page).getByText('✓ chosen').waitFor();
  });

  it('have sliders that write into the text, which one undo takes back', async () => {
    const { page } = session;
    const before = await shownText(page);
    await dragSlider(page, 'kernel size', 4 / 30, [0.3, 0.45, 0.6, 0.75]);
    await waitForText(page, 'the size that was dragged to', shown =>
      / {8}- gaussian_blur: \{ kernel_size: 2[1-5] \} # odd/.test(shown),
    );
    await page.waitForTimeout(300);
    await textEditor(page).locator('.view-line').first().click();
    await page.keyboard.press('ControlOrMeta+z');
    assert.equal(await waitForText(page, 'what it was', shown => shown === before), before);
  });

  it('are opened, moved, added and taken out from the form of the step around them', async () => {
    const { page } = session;
    const view = webview(page);
    await view.locator('.strip .card[data-card="2"] .face').click();
    await view.locator('.inner-step.chosen').filter({ hasText: 'Gaussian blur' }).waitFor();
    await view.locator('#inner-1-0').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await waitForText(page, 'another order', shown => shown.indexOf('gamma:') < shown.indexOf('gaussian'));
    await view.locator('.add-inner').click();
    await view.locator('.picker input').fill('flip');
    await view.locator('#pick-flip').click();
    await waitForText(page, 'a new step', shown => /^ {8}- flip/m.test(shown));
    await view.locator('.step-form h3').filter({ hasText: '2.3 Flip' }).waitFor();
    await view.locator('#remove-step').click();
    await waitForText(page, 'one step less', shown => !shown.includes('- flip'));
  });

  it('are moved out and into another from the form, the keyboard and the menu of refactorings', async () => {
    const { page } = session;
    const view = webview(page);
    const heading = (text: string) => view.locator('.step-form h3').filter({ hasText: text });
    // What has to stay cannot go: the other one has p 0.
    await view.locator('.strip .card[data-card="2"] .face').click();
    await view.locator('#inner-1-1').filter({ hasText: 'Gaussian blur' }).click();
    await heading('2.2 Gaussian blur').waitFor();
    await view.locator('#move-out[disabled]').waitFor();

    await view.locator('.strip .card[data-card="1"] .face').focus();
    await page.keyboard.press('Alt+Shift+ArrowRight');
    await waitForText(page, 'the resize inside', shown => /^ {8}- resize:/m.test(shown));
    await view.locator('.strip .card[data-card="1"] .face').click();
    await view.locator('#inner-0-2').filter({ hasText: 'Gaussian blur' }).click();
    await view.locator('#move-out').click();
    await waitForText(page, 'the blur outside', shown => /^ {2}- gaussian_blur: .*# odd/m.test(shown));
    await heading('2. Gaussian blur').waitFor();
    await view.locator('#move-into-0').filter({ hasText: 'Move into 1 One of' }).click();
    await waitForText(page, 'the blur inside', shown => /^ {8}- gaussian_blur: .*# odd/m.test(shown));
    await heading('1.3 Gaussian blur').waitFor();

    await view.locator('.strip .card[data-card="1"] .face').click();
    await view.locator('#inner-0-0').filter({ hasText: 'Resize' }).focus();
    await page.keyboard.press('Alt+ArrowLeft');
    await waitForText(page, 'the resize outside', shown => /^ {2}- resize:/m.test(shown));

    await textEditor(page).locator('.view-line').filter({ hasText: 'gamma' }).click();
    await runCommand(page, 'Refactor...');
    await page.locator('.action-widget .focused').getByText('Move out of one_of').waitFor();
    await page.keyboard.press('Enter');
    await waitForText(page, 'the gamma outside', shown => /^ {2}- gamma:/m.test(shown));
    // The cursor has gone with the step.
    await runCommand(page, 'Darkroom: Move Step into Another');
    await waitForText(page, 'the gamma inside', shown => /^ {8}- gamma:/m.test(shown));
  });
});
