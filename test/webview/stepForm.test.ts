import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { noise } from '../fixtures/image.ts';
import { harnessImage } from './openPage.ts';
import { eventually, requests, settled, until } from './seen.ts';
import { usePages } from './usePages.ts';

const image = harnessImage('noise.png', noise(64, 48, 3, 'uint8'));

describe('the form of the step in focus', () => {
  const pages = usePages();

  async function open(step: string): Promise<Page> {
    const text = `version: 1\nsteps:\n  - ${step} # mine\n`;
    const page = await pages.open(
      { purpose: 'preview', images: [image], shown: image.name, texts: { a: text }, pipeline: 'a' },
      { width: 1100, height: 900 },
    );
    await page.click('#card-1');
    await page.locator('.step-form').waitFor();
    await settled(page);
    return page;
  }
  const written = async (page: Page) =>
    (await page.evaluate(() => window.harness.textOf('a'))).split('\n').slice(2).join('\n').trim();
  const becomes = (page: Page, text: string) =>
    eventually(`the text to be ${text}`, async () => (await written(page)) === text);

  it('writes what is typed, and takes a default out again', async () => {
    const page = await open('gaussian_blur: { kernel_size: 7 }');
    const field = page.locator('#step-kernel_size input');
    assert.equal(await field.inputValue(), '7');
    await field.fill('9');
    await becomes(page, '- gaussian_blur: { kernel_size: 9 } # mine');
    await page.locator('[aria-label="kernel size: back to the default"]').click();
    await becomes(page, '- gaussian_blur # mine');
    await eventually('the default in the field', async () => (await field.inputValue()) === '5');
    await page.locator('#step-sigma input').fill('1.5');
    await eventually('a value that was not written', async () => /sigma: 1\.5/.test(await written(page)));
  });

  it('leaves a field alone in which somebody types, whatever comes back meanwhile', async () => {
    const page = await open('gaussian_blur: { kernel_size: 7 }');
    const field = page.locator('#step-kernel_size input');
    await field.selectText();
    await page.evaluate(() => {
      window.harness.hold('editPipeline');
    });
    await field.pressSequentially('10');
    await page.evaluate(() => {
      window.harness.release();
      window.harness.push({});
    });
    await becomes(page, '- gaussian_blur: { kernel_size: 1 } # mine');
    await settled(page);
    assert.equal(await field.inputValue(), '10');
    await field.pressSequentially('1');
    await becomes(page, '- gaussian_blur: { kernel_size: 101 } # mine');
    await settled(page);
    assert.equal(await field.inputValue(), '101');
  });

  it('takes a list that is typed for what it becomes, not for the name of its beginning', async () => {
    const page = await open('normalize: { mean: [0.1, 0.2, 0.3] }');
    const field = page.locator('#step-mean input');
    await field.selectText();
    for (const character of '0, 0, 0.5') {
      await field.pressSequentially(character);
      await settled(page);
    }
    assert.equal(await field.inputValue(), '0, 0, 0.5');
    await becomes(page, '- normalize: { mean: [0, 0, 0.5] } # mine');
  });

  it('shows what cannot be until something else comes, also when its field is left', async () => {
    const page = await open('gaussian_blur: { kernel_size: 7 }');
    const field = page.locator('#step-kernel_size input');
    await field.selectText();
    await field.pressSequentially('10');
    await becomes(page, '- gaussian_blur: { kernel_size: 1 } # mine');
    await field.press('Tab');
    assert.equal(await field.inputValue(), '10');
    assert.equal(await page.locator('#step-kernel_size-problem').count(), 1);
    await page.evaluate(() => {
      window.harness.edit('a', 'steps:\n  - gaussian_blur: { kernel_size: 3 } # mine\n');
    });
    await eventually('the value of the text', async () => (await field.inputValue()) === '3');
    assert.equal(await page.locator('#step-kernel_size-problem').count(), 0);
  });

  it('ends all fields at one edge, whether they have a default to go back to or not', async () => {
    const page = await open('resize: { width: 30, height: 20 }');
    const edges = await page
      .locator('.step-fields')
      .locator('input[type=range], vscode-dropdown')
      .evaluateAll(elements => elements.map(element => element.getBoundingClientRect().right));
    assert.ok(edges.length > 4);
    assert.deepEqual(
      edges.filter(edge => Math.abs(edge - edges[0]!) > 0.5),
      [],
    );
  });

  it('does not write what cannot be, and says what is accepted', async () => {
    const page = await open('gaussian_blur: { kernel_size: 7 }');
    await page.locator('#step-kernel_size input').fill('8');
    await until(page, 'what is wrong', () =>
      document.querySelector('#step-kernel_size-problem')?.textContent.includes('odd'),
    );
    assert.equal(await written(page), '- gaussian_blur: { kernel_size: 7 } # mine');
    assert.deepEqual(await requests(page, 'editPipeline'), []);
  });

  it('writes while a slider is dragged, as one change', async () => {
    const page = await open('brightness_contrast: { brightness: 0 }');
    const slider = page.locator('[aria-label="brightness: slider"]');
    const box = (await slider.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    for (const part of [0.55, 0.6, 0.7, 0.8]) {
      await page.mouse.move(box.x + box.width * part, box.y + box.height / 2);
      await page.waitForTimeout(80);
    }
    await page.mouse.up();
    // How far the drag takes it depends on how wide the browser makes the thumb.
    const reached = await slider.inputValue();
    assert.ok(Number(reached) > 0.4 && Number(reached) < 0.9, reached);
    await eventually('a brighter picture in the text', async () =>
      (await written(page)).includes(`brightness: ${reached} }`),
    );
    await settled(page);
    const first = await requests(page, 'editPipeline');
    assert.ok(first.length >= 2, 'the text changes during the drag');
    assert.deepEqual(
      first.map(({ continues }) => continues),
      first.map((_edit, index) => index > 0),
    );
    // The last tells the end of the drag.
    assert.deepEqual(
      first.map(({ unfinished }) => unfinished),
      first.map((_edit, index) => index < first.length - 1),
    );
    // Another drag is another change.
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await eventually('one more edit', async () => {
      return (await requests(page, 'editPipeline')).length === first.length + 1;
    });
    assert.equal((await requests(page, 'editPipeline')).at(-1)!['continues'], false);
  });

  const nested = `one_of:
      p: 1 # always
      steps:
        - gaussian_blur: { kernel_size: 7 } # soft
        - some_of: { steps: [invert, flip] }
        - invert: { p: 0 } # never`;

  it('opens steps inside others, writes their values, and goes back', async () => {
    const page = await open(nested);
    assert.deepEqual(await page.locator('.inner-title').allTextContents(), [
      '1.1 Gaussian blur',
      '1.2 Some of',
      '1.3 Invert',
    ]);
    await page.click('#inner-0-0');
    const field = page.locator('#step-kernel_size input');
    await field.waitFor();
    assert.equal(await field.inputValue(), '7');
    await field.fill('9');
    const changed = nested.replace('kernel_size: 7', 'kernel_size: 9');
    await becomes(page, `- ${changed} # mine`);
    await page.click('#crumb-0');
    await page.click('#inner-0-1');
    await page.click('#inner-0-1-0');
    await page.click('#toggle-step');
    await becomes(page, `- ${changed.replace('[invert, ', '[{ invert: { enabled: false } }, ')} # mine`);
    await until(
      page,
      'the strip stays on the outer step',
      () => document.querySelector('.card.current')?.getAttribute('data-card') === '1',
    );
  });

  it('marks what was chosen for the sample, and says why another was not', async () => {
    const page = await open('one_of: { p: 1, steps: [flip, { invert: { p: 0 } }] }');
    await page.locator('.inner-step.chosen').waitFor();
    assert.deepEqual(await page.locator('.inner-step.chosen .inner-title').allTextContents(), ['1.1 Flip']);
    assert.match(
      (await page.locator('.step-form .drawn').textContent()) ?? '',
      /drawn: Flip \(axis horizontal\)/,
    );
    await page.click('#inner-0-1');
    await until(page, 'why not', () =>
      document.querySelector('.step-form .drawn')?.textContent.includes('another was chosen'),
    );
  });

  it('moves, adds and removes steps inside, by keys as well', async () => {
    const page = await open('sequence: { p: 1, steps: [invert, flip] }');
    const after = (steps: string) => becomes(page, `- sequence: { p: 1, steps: [${steps}] } # mine`);
    await page.focus('#inner-0-0');
    await page.keyboard.press('Alt+ArrowDown');
    await after('flip, invert');
    await settled(page);
    await page.focus('#inner-0-0');
    await page.keyboard.press('Delete');
    await after('invert');
    await page.locator('.remove-inner[disabled]').waitFor();
    await page.click('.add-inner');
    await page.keyboard.type('one_of');
    await page.keyboard.press('Enter');
    await after('invert, { one_of: { steps: [horizontal_flip, random_brightness_contrast] } }');
    await page.locator('#crumb-0').waitFor();
    await page.locator('.step-form h3', { hasText: 'One of' }).waitFor();
  });

  it('moves steps into one of several others, and out, and keeps what has to stay', async () => {
    const page = await open(
      'one_of: { p: 1, steps: [flip, { sequence: { steps: [invert] } }, some_of: { steps: [clahe] }] }',
    );
    await page.click('#inner-0-0');
    await page.locator('.step-form h3', { hasText: '1.1 Flip' }).waitFor();
    await page.click('.move-into summary');
    await page.click('#move-into-0-2');
    await becomes(
      page,
      '- one_of: { p: 1, steps: [{ sequence: { steps: [invert] } }, some_of: { steps: [flip, clahe] }] } # mine',
    );
    await page.locator('.step-form h3', { hasText: '1.2.1 Flip' }).waitFor();
    assert.equal(await page.locator('.move-into[open]').count(), 0);
    await settled(page);
    await page.click('#move-out');
    await becomes(
      page,
      '- one_of: { p: 1, steps: [{ sequence: { steps: [invert] } }, some_of: { steps: [clahe] }, flip] } # mine',
    );
    await page.click('#crumb-0');
    await page.click('#inner-0-0');
    await page.click('#inner-0-0-0');
    await page.locator('#move-out[disabled]').waitFor();
    assert.match((await page.locator('#move-out').getAttribute('title'))!, /The only step inside/);
  });

  it('says at the step that fails why it does, and not beside it', async () => {
    const page = await open('sequence: { p: 1, steps: [flip, { center_crop: { width: 900, height: 9 } }] }');
    await page.locator('.inner-step.failing', { hasText: '1.2 Center crop' }).waitFor();
    assert.match((await page.locator('.step-form .field-problem').textContent())!, /^Step 1\.2: /);
    await page.click('#inner-0-1');
    await page.locator('.step-form h3', { hasText: '1.2 Center crop' }).waitFor();
    await page.locator('.step-form .field-problem', { hasText: 'Step 1.2' }).waitFor();
    await page.click('#crumb-0');
    await page.click('#inner-0-0');
    await page.locator('.step-form h3', { hasText: '1.1 Flip' }).waitFor();
    assert.equal(await page.locator('.step-form .field-problem').count(), 0);
  });

  it('has a control for choices, known lists, colours and the two ends of a range', async () => {
    const page = await open('resize: { width: 32, height: 32, fit: contain }');
    await page.locator('#step-interpolation').click();
    await page.locator('#step-interpolation vscode-option[value=nearest]').click();
    await eventually('the choice', async () => /interpolation: nearest/.test(await written(page)));
    await page.locator('.step-form input[type=color]').fill('#ff8000');
    await eventually('the colour', async () => /fill: \[ ?255, 128, 0 ?\]/.test(await written(page)));

    const normalize = await open('normalize');
    assert.equal(await normalize.locator('#step-mean input').inputValue(), 'imagenet');

    const noisy = await open('gaussian_noise: { p: 1 }');
    await noisy.locator('[aria-label="std range: lowest"]').fill('0.4');
    await eventually('the lower end', async () =>
      /std_range: \[ ?0\.4, 0\.44 ?\]/.test(await written(noisy)),
    );
    // It takes no value above the upper end.
    await noisy.locator('[aria-label="std range: lowest"]').fill('0.9');
    await eventually('both ends', async () => /std_range: \[ ?0\.44, 0\.44 ?\]/.test(await written(noisy)));
  });
});
