import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { GalleryState } from '../../src/shared/gallery.ts';
import type { GalleryHarnessOptions } from './galleryHarness.ts';
import type { OpenPage } from './openPage.ts';
import { usePageServer } from './usePageServer.ts';
import { eventually } from './seen.ts';

/** One pixel. */
const picture = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

describe('the page of a gallery', () => {
  const server = usePageServer('webview/gallery.ts', 'test/webview/galleryHarness.ts');
  let opened: OpenPage | undefined;
  afterEach(async () => {
    const errors = opened?.errors;
    await opened?.page.context().close();
    opened = undefined;
    assert.deepEqual(errors, []);
  });

  async function open(
    state: Partial<GalleryState>,
    images = 3,
    options: Partial<GalleryHarnessOptions> = {},
  ): Promise<Page> {
    const galleryOptions: GalleryHarnessOptions = {
      ...{ images, classes: 1, pictures: [picture], size: { width: 1, height: 1 }, milliseconds: 0 },
      state,
      ...options,
    };
    const shown = images > 0 ? '.tile img' : '.message';
    opened = await server.openWith({ galleryOptions }, { width: 1000, height: 800 }, shown);
    return opened.page;
  }
  const reloads = (page: Page) => page.evaluate(() => window.galleryHarness.reloads);

  it('says that there may be more images than those that were found before the search was stopped', async () => {
    const page = await open({ unfinished: true });
    assert.match(await page.innerText('header .facts'), /3 images\s+and perhaps more: reading was stopped/);
    await page.click('#read-on');
    await eventually('the folder is read again once', async () => (await reloads(page)) === 1);
  });

  it('says why the folder cannot be read again, beside the images that are there', async () => {
    const message = '/dataset: it does not exist.';
    const page = await open({ failed: { code: 'not_found', message } });
    const banner = page.locator('[data-banner=failed]');
    assert.match(
      await banner.innerText(),
      /its images are shown as they were\. \/dataset: it does not exist\./,
    );
    await banner.getByText('Try Again').click();
    await eventually('the folder is read again once', async () => (await reloads(page)) === 1);
    assert.equal(await page.locator('.tile').count(), 3);
  });

  it('says so in their place where there are none', async () => {
    const page = await open({ failed: { code: 'not_found', message: 'It does not exist.' } }, 0);
    assert.match(await page.innerText('[data-message=failed]'), /It does not exist\./);
    assert.equal(await page.locator('[data-banner=failed]').count(), 0);
  });

  it('finds nothing right or wrong where there is no image', async () => {
    const found = async (images: number) => {
      const page = await open({}, images, { sizes: [{ width: 100, height: 50 }] });
      const text = await page.innerText('#facet-findings');
      await page.context().close();
      return text;
    };
    assert.match(await found(1), /Nothing is wrong with the images\./);
    assert.match(await found(0), /There was no image to check\./);
  });

  it('takes the sizes to be seen from keys as from a drag, and writes those that were dragged', async () => {
    const sizes = [100, 200, 300].map(width => ({ width, height: width / 2 }));
    const page = await open({}, 6, { sizes });
    const shows = (text: string) =>
      eventually(text, async () => (await page.innerText('#shown')).startsWith(text));
    await page.locator('#width-least').focus();
    await page.keyboard.type('150');
    await shows('4 of 6 images');
    await page.keyboard.press('Tab');
    await page.keyboard.type('2x50');
    await shows('2 of 6 images');
    const written = (selector: string, text: string) =>
      eventually(`${selector}: ${text}`, async () => {
        return (await page.locator(`${selector} input`).inputValue()) === text;
      });
    await written('#width-most', '250');
    await page.locator('#clear-sizes').press('Enter');
    await shows('6 images');
    await written('#width-least', '');

    const chart = (await page.locator('.scatter canvas').boundingBox())!;
    await page.mouse.move(chart.x + chart.width / 2, chart.y + 10);
    await page.mouse.down();
    await page.mouse.move(chart.x + chart.width - 1, chart.y + chart.height - 25);
    await page.mouse.up();
    await shows('4 of 6 images');
    await eventually('the least width', async () => {
      const least = Number(await page.locator('#width-least input').inputValue());
      return least > 100 && least < 200;
    });
  });

  it('marks nothing in the chart where the ends of a range hold nothing', async () => {
    const sizes = [100, 200, 300].map(width => ({ width, height: width / 2 }));
    const page = await open({}, 6, { sizes });
    const chart = page.locator('.scatter canvas');
    const pixels = () => chart.evaluate(canvas => (canvas as HTMLCanvasElement).toDataURL());
    const plain = await pixels();
    await page.locator('#width-least').focus();
    await page.keyboard.type('250');
    await eventually('a mark', async () => (await pixels()) !== plain);
    await page.keyboard.press('Tab');
    await page.keyboard.type('150');
    await page.locator('#shown', { hasText: '0 of 6 images' }).waitFor();
    await eventually('no mark', async () => (await pixels()) === plain);
  });

  it('says that files have changed since the health check, which can be run again', async () => {
    const page = await open({ outdated: true });
    const banner = page.locator('[data-banner=outdated]');
    assert.match(await banner.innerText(), /have changed since its health check/);
    await banner.getByText('Check Health Again').click();
    await eventually('the check is run', () => page.evaluate(() => window.galleryHarness.checks === 1));
  });

  it('takes back what failed when the next request does not', async () => {
    const page = await open({});
    await page.click('.tile');
    await page.evaluate(() => {
      window.galleryHarness.failure = 'The image is gone.';
    });
    await page.click('#action-open');
    await page.locator('[data-banner=trouble]', { hasText: 'The image is gone.' }).waitFor();
    await page.click('#action-open');
    await page.locator('[data-banner=trouble]').waitFor({ state: 'detached' });
  });

  it('keeps a row of images in reach where its tools and actions alone would fill the page', async () => {
    const page = await open({});
    await page.click('#panel');
    await page.locator('.tile').first().click();
    await page.setViewportSize({ width: 340, height: 300 });
    const last = page.locator('footer vscode-button').last();
    await last.scrollIntoViewIfNeeded();
    const [button, tile, grid] = await Promise.all([
      last.boundingBox(),
      page.locator('.tile').first().boundingBox(),
      page.locator('.grid').boundingBox(),
    ]);
    assert.ok(button && tile && grid);
    assert.ok(button.y + button.height <= 300, 'the last action is out of reach');
    assert.ok(
      grid.height >= 0.75 * tile.height,
      `${grid.height} of ${tile.height} pixels of a tile are seen`,
    );
  });

  it('says neither when all is well', async () => {
    const page = await open({});
    assert.equal(await page.locator('#read-on, [data-banner]').count(), 0);
  });
});
