import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { noise } from '../fixtures/image.ts';
import { harnessImage } from './openPage.ts';
import { eventually, requests, settled, until } from './seen.ts';
import { usePages } from './usePages.ts';

const size = { width: 1100, height: 900 };
const image = harnessImage('noise.png', noise(64, 48, 3, 'uint8'));

describe('the strip of steps', () => {
  const pages = usePages();

  /** A preview of these lines, each a step. */
  async function open(steps: readonly string[], viewport = size, focus?: number): Promise<Page> {
    const text = `version: 1\nsteps:\n${steps.map(step => `  - ${step}\n`).join('')}`;
    const page = await pages.open(
      {
        ...{ purpose: 'preview', images: [image], shown: image.name, texts: { a: text }, pipeline: 'a' },
        ...(focus !== undefined && { focus: [focus] }),
      },
      viewport,
    );
    await until(
      page,
      'all cards',
      `document.querySelectorAll('.strip .card').length === ${steps.length + 1}`,
    );
    await settled(page);
    return page;
  }
  const stepsOf = async (page: Page) => {
    const text = await page.evaluate(() => window.harness.textOf('a'));
    return text
      .split('\n')
      .slice(2, -1)
      .map(line => line.replace(/^ {2}- /, ''));
  };
  const becomes = (page: Page, steps: readonly string[]) =>
    eventually(`the text to have ${steps.join('; ')}`, async () => {
      return JSON.stringify(await stepsOf(page)) === JSON.stringify(steps);
    });
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);

  it('has the picture, shape and time of every step, from the image on', async () => {
    const page = await open(['resize: { width: 32, height: 8 }', 'flatten']);
    const cards = page.locator('.strip .card');
    assert.match(await cards.nth(0).innerText(), /Input\s+64×48×3 uint8/);
    assert.match(await cards.nth(1).innerText(), /1\. Resize\s+32×8×3 uint8\s+[\d.<]+ ms/);
    assert.match(await cards.nth(2).innerText(), /vector\s+2\. Flatten\s+768 uint8/);
    const sizes = await page
      .locator('.strip .card canvas:visible')
      .evaluateAll(canvases => (canvases as HTMLCanvasElement[]).map(({ width, height }) => [width, height]));
    // No picture is larger than its image.
    assert.deepEqual(sizes, [
      [64, 48],
      [32, 8],
    ]);
    const sent = await requests(page, 'render');
    assert.ok(sent.length > 0, 'the large picture is asked for as before');
  });

  it('marks steps that are off, random, failing and not reached, and says why', async () => {
    const page = await open([
      'gaussian_blur: { enabled: false }',
      'horizontal_flip: { p: 1 }',
      'crop: { x: 60, y: 0, width: 32, height: 8 }',
      'flip',
    ]);
    const cards = page.locator('.strip .card');
    assert.match((await cards.nth(1).getAttribute('class')) ?? '', /skipped/);
    assert.equal(await cards.nth(1).locator('.toggle').isChecked(), false);
    assert.match(
      (await cards.nth(2).locator('.mark').getAttribute('title')) ?? '',
      /drawn: flip axis horizontal/,
    );
    assert.match((await cards.nth(3).getAttribute('class')) ?? '', /failed/);
    assert.match(
      (await cards.nth(3).locator('.face').getAttribute('title')) ?? '',
      /rectangle inside the image/,
    );
    assert.match(await cards.nth(4).innerText(), /not reached/);
  });

  it('shows one step large, and the whole pipeline again', async () => {
    const page = await open(['resize: { width: 32, height: 8 }', 'grayscale']);
    await page.click('#card-2');
    await until(page, 'the step in focus', () => window.harness.session.state.focus?.join() === '1');
    await settled(page);
    const { before, after } = await page.evaluate(() => window.harness.session.state.developed!);
    assert.deepEqual([before.shape.width, before.shape.channels], [32, 3]);
    assert.deepEqual([after.shape.width, after.shape.channels], [32, 1]);
    assert.equal(await page.locator('#card-2').getAttribute('aria-current'), 'step');
    await page.click('#whole-pipeline');
    await until(page, 'the whole pipeline', () => window.harness.session.state.focus === undefined);
    await page.locator('.steps li').nth(1).waitFor();
  });

  it('is walked, reordered, switched and cut by keys', async () => {
    const page = await open(['orient', 'flip', 'grayscale']);
    await page.focus('#card-0');
    await page.keyboard.press('ArrowRight');
    await eventually('the first step', async () => (await focused(page)) === 'card-1');
    await page.keyboard.press('Alt+ArrowRight');
    await becomes(page, ['flip', 'orient', 'grayscale']);
    await eventually('the focus with it', async () => (await focused(page)) === 'card-2');
    await page.keyboard.press('Space');
    await becomes(page, ['flip', 'orient: { enabled: false }', 'grayscale']);
    await page.keyboard.press('End');
    await eventually('the last step', async () => (await focused(page)) === 'card-3');
    await page.keyboard.press('Enter');
    await until(page, 'the step in focus', () => window.harness.session.state.focus?.join() === '2');
    await page.keyboard.press('Delete');
    await becomes(page, ['flip', 'orient: { enabled: false }']);
    await until(page, 'the one before it', () => window.harness.session.state.focus?.join() === '1');
  });

  it('is reordered by dragging', async () => {
    const page = await open(['orient', 'flip', 'grayscale']);
    await page.locator('[data-card="1"]').dragTo(page.locator('[data-card="3"]'), {
      targetPosition: { x: 100, y: 40 },
    });
    await becomes(page, ['flip', 'grayscale', 'orient']);
  });

  it('adds a step from the list, with what must be written', async () => {
    const page = await open(['orient', 'flip']);
    await page.focus('#card-1');
    await page.keyboard.press('Insert');
    await page.locator('.picker input').waitFor();
    assert.ok((await page.locator('.picker .option').count()) > 40);
    await page.locator('.picker input').fill('resize long');
    await page.locator('.picker .option').first().filter({ hasText: 'resize_longest' }).waitFor();
    await page.keyboard.press('Enter');
    await eventually('the step in the text', async () => {
      return /resize_longest:.*224/s.test((await stepsOf(page)).join('\n'));
    });
    await until(page, 'the new step', () => window.harness.session.state.focus?.join() === '1');
    assert.equal(await page.locator('.picker').count(), 0);
    await page.click('#add-0');
    await page.locator('.picker input').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.picker').waitFor({ state: 'detached' });
  });

  it('takes what was typed, however quickly Enter follows', async () => {
    const page = await open(['orient', 'flip']);
    // All within one frame of the page, as when keys have waited for a page at work.
    await page.evaluate(() => {
      document.getElementById('add-2')!.click();
      const field = document.activeElement as HTMLInputElement;
      field.value = 'gaussian_b';
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    });
    await becomes(page, ['orient', 'flip', 'gaussian_blur']);
  });

  it('fetches only the pictures that an edit has changed', async () => {
    const page = await open(['orient', 'gaussian_blur: { kernel_size: 5 }', 'grayscale']);
    const earlier = (await requests(page, 'thumbnail')).length;
    assert.equal(earlier, 4);
    await page.evaluate(() => {
      const text = window.harness.textOf('a').replace('kernel_size: 5', 'kernel_size: 9');
      window.harness.edit('a', text);
    });
    await eventually(
      'the changed pictures',
      async () => (await requests(page, 'thumbnail')).length === earlier + 2,
    );
    await settled(page);
    const steps = (await requests(page, 'thumbnail')).slice(earlier).map(({ step }) => step);
    assert.deepEqual(steps, [1, 2]);
  });

  it('says why a text with errors is not edited, and keeps the focus', async () => {
    const page = await open(['orient', 'flip']);
    await page.evaluate(() => {
      window.harness.edit('a', 'steps: [orient, flip');
    });
    await page.locator('[data-banner=stale]').waitFor();
    await page.focus('#card-2');
    await page.keyboard.press('Delete');
    await page.locator('.banner.error').filter({ hasText: 'has errors' }).waitFor();
    assert.equal(await page.evaluate(() => window.harness.textOf('a')), 'steps: [orient, flip');
    assert.equal(await focused(page), 'card-2');
  });

  it('stands at the left where the page is low and wide, and scrolls to the step in focus', async () => {
    const steps = Array.from({ length: 20 }, () => 'flip');
    const page = await open(steps, { width: 1200, height: 600 });
    const box = (await page.locator('.strip').boundingBox())!;
    assert.ok(box.height > box.width, `${box.width} × ${box.height}`);
    await page.evaluate(() => {
      window.harness.session.focusStep([19]);
    });
    await eventually('the last card in sight', async () => {
      const card = (await page.locator('[data-card="20"]').boundingBox())!;
      return card.y >= box.y && card.y + card.height <= box.y + box.height + 1;
    });
  });

  it('keeps the step in focus in sight when the page becomes narrow, as after a reload', async () => {
    const steps = Array.from({ length: 8 }, () => 'flip');
    const page = await open(steps, { width: 1600, height: 1200 }, 7);
    await page.setViewportSize({ width: 320, height: 700 });
    await eventually('the card in sight', async () => {
      const card = (await page.locator('.card.current[data-card="8"]').boundingBox())!;
      return card.x >= 0 && card.x + card.width <= 321;
    });
  });

  it('stays in sight beside a panel that scrolls by itself', async () => {
    const page = await open(['gaussian_blur', 'invert'], { width: 1200, height: 640 });
    await page.click('#card-1');
    await page.locator('.step-form').waitFor();
    await settled(page);
    // What is placed absolutely inside the panel is further down than the page reaches.
    const caption = (await page.locator('table.statistics caption').boundingBox())!;
    assert.ok(caption.y > 640, String(caption.y));
    // What would stay of having scrolled while the page was narrow.
    const scrolled = await page.locator('.page').evaluate(element => {
      element.scrollTop = 1000;
      return element.scrollTop;
    });
    assert.equal(scrolled, 0);
  });
});
