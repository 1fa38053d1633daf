import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { noise } from '../fixtures/image.ts';
import { harnessImage, type PageServer } from './openPage.ts';
import { eventually, requests, settled, text, until } from './seen.ts';
import { usePages } from './usePages.ts';

const size = { width: 1000, height: 800 };
const flat = (width: number, height: number, value: number) => {
  const image = noise(width, height, 3, 'uint8');
  return { ...image, data: new Uint8Array(image.data.length).fill(value) };
};
const images = [
  harnessImage('tall.png', flat(20, 60, 10)),
  harnessImage('wide.png', flat(90, 30, 200)),
  harnessImage('gray.png', noise(16, 16, 1, 'uint8')),
];
const rescaled = 'version: 1\nsteps:\n  - rescale\n';
const normalized = 'version: 1\nsteps:\n  - rescale\n  - normalize: { mean: imagenet, std: imagenet }\n';
const saved = { tab: 'samples' };

describe('samples side by side', () => {
  const pages = usePages();
  async function open(options: Parameters<PageServer['open']>[0], pixels = size) {
    const page = await pages.open(
      { purpose: 'preview', images, shown: 'tall.png', pipeline: 'a', ...options },
      pixels,
    );
    await settled(page);
    return page;
  }
  const tile = (page: Page, name: string) => page.locator(`.sample-tile[data-sample="${name}"]`);
  const fetched = (page: Page) =>
    until(page, 'every tile', () => document.querySelectorAll('.sample-tile[aria-busy=false]').length === 3);
  const colorOf = (page: Page, name: string, side: 0 | 1) =>
    tile(page, name)
      .locator('canvas')
      .nth(side)
      .evaluate(element => {
        const canvas = element as HTMLCanvasElement;
        const copy = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
        copy.drawImage(canvas, 0, 0);
        return { width: canvas.width, height: canvas.height, color: [...copy.getImageData(0, 0, 1, 1).data] };
      });

  it('shows each before and after, with its shapes and its real pixels', async () => {
    const invert = 'version: 1\nsteps:\n  - invert\n  - resize: { width: 12, height: 6 }\n';
    const page = await open({ texts: { a: invert }, saved });
    await fetched(page);
    assert.equal(await text(page, '[data-sample="tall.png"] .shapes'), '20×60×3 uint8 → 12×6×3 uint8');
    assert.deepEqual(await colorOf(page, 'tall.png', 0), { width: 20, height: 60, color: [10, 10, 10, 255] });
    assert.deepEqual(await colorOf(page, 'wide.png', 1), { width: 12, height: 6, color: [55, 55, 55, 255] });
  });

  it('draws labels on both sides, where they are', async () => {
    const labels = { classes: [], objects: [{ id: 0, label: '', box: [10, 6, 50, 24] as const }] };
    const page = await open({ texts: { a: rescaled }, saved, labels: { image: 'wide.png', labels } });
    await fetched(page);
    const colored = (side: 0 | 1) =>
      tile(page, 'wide.png')
        .locator('canvas')
        .nth(side)
        .evaluate(element => {
          const { width, height } = element as HTMLCanvasElement;
          const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
          copy.drawImage(element as HTMLCanvasElement, 0, 0);
          const { data } = copy.getImageData(0, 0, width, height);
          let count = 0;
          for (let pixel = 0; pixel < data.length; pixel += 4) {
            if (
              Math.max(...data.subarray(pixel, pixel + 3)) - Math.min(...data.subarray(pixel, pixel + 3)) >
              40
            )
              count++;
          }
          return count;
        });
    assert.ok((await colored(0)) > 20);
    assert.ok((await colored(1)) > 2);
    await page.keyboard.press('l');
    await until(page, 'no labels', () =>
      [...document.querySelectorAll<HTMLCanvasElement>('[data-sample="wide.png"] canvas')].every(canvas => {
        const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')!;
        copy.drawImage(canvas, 0, 0);
        const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
        return data.every((value, index) => index % 4 === 3 || value === data[0]);
      }),
    );
  });

  it('paints a mask over both sides', async () => {
    const mask = harnessImage('mask.png', {
      ...flat(90, 30, 1),
      data: new Uint8Array(90 * 30).fill(1),
      channels: 1,
    });
    const labels = { classes: [], objects: [], mask: 'mask.png' };
    const page = await open({
      texts: { a: rescaled },
      saved,
      images: [...images, mask],
      labels: { image: 'wide.png', labels },
    });
    await until(
      page,
      'every tile',
      () => document.querySelectorAll('.sample-tile[aria-busy=false]').length === 4,
    );
    const isGray = async (side: 0 | 1) => {
      const [red, green, blue] = (await colorOf(page, 'wide.png', side)).color;
      return red === green && green === blue;
    };
    assert.deepEqual([await isGray(0), await isGray(1)], [false, false]);
    await page.keyboard.press('l');
    await eventually('no mask', async () => (await isGray(0)) && (await isGray(1)));
  });

  it('says why a step refuses a sample, beside the others', async () => {
    const page = await open({ texts: { a: normalized }, saved });
    await fetched(page);
    assert.match(await text(page, '[data-sample="gray.png"] .wrong'), /^Step 2.*Expected 1 number for mean/);
    assert.equal(await tile(page, 'wide.png').locator('.wrong').count(), 0);
  });

  it('asks for nothing until it is in sight, and again when the text has changed', async () => {
    const page = await open({ texts: { a: rescaled } });
    assert.deepEqual(await requests(page, 'sampleTile'), []);
    await page.getByRole('tab', { name: 'Samples' }).click();
    await fetched(page);
    assert.equal((await requests(page, 'sampleTile')).length, 3);
    await page.evaluate(() => {
      window.harness.edit('a', 'version: 1\nsteps:\n  - flatten\n');
    });
    await until(page, 'vectors', () => document.querySelectorAll('.sample-tile .none').length === 3);
    assert.match(await text(page, '[data-sample="wide.png"] .shapes'), /→ 8100 uint8$/);
  });

  it('opens a sample large, by mouse and by keyboard', async () => {
    const page = await open({ texts: { a: rescaled }, saved });
    await fetched(page);
    await tile(page, 'wide.png').locator('.open').focus();
    await page.keyboard.press('Enter');
    await until(page, 'the picture', () => document.querySelector('.stage canvas') !== null);
    assert.deepEqual((await requests(page, 'chooseSample')).at(-1), { id: 'wide.png' });
    await until(page, 'its name', () => document.querySelector('.facts .name')?.textContent === 'wide.png');
    await page.getByRole('tab', { name: 'Samples' }).click();
    await tile(page, 'wide.png').and(page.locator('.current')).waitFor();
  });

  it('shows why a sample is hard, asks the host for more, and removes one', async () => {
    const samples = images.map(({ name }) => ({
      id: name,
      name,
      ...(name === 'tall.png' && { reasons: [{ label: 'tallest', detail: '20 × 60' }] }),
    }));
    const page = await open({ texts: { a: rescaled }, saved, override: { samples } });
    await fetched(page);
    assert.equal(await tile(page, 'tall.png').locator('.reasons li').getAttribute('title'), '20 × 60');
    assert.equal(await page.locator('.reasons').count(), 1);
    await page.click('#find-hard-samples');
    await tile(page, 'gray.png').locator('.remove').click();
    await eventually('both requests', async () => {
      const [found, removed] = [
        await requests(page, 'findHardSamples'),
        await requests(page, 'removeSample'),
      ];
      return found.length === 1 && removed.length === 1 && removed[0]!['id'] === 'gray.png';
    });
  });

  it('keeps the tiles of others when the chosen sample cannot be read, and names what is wrong with it', async () => {
    const samples = [...images.map(({ name }) => ({ id: name, name })), { id: 'gone.png', name: 'gone.png' }];
    const unreadable = { code: 'not_found', message: 'gone.png is not there.' } as const;
    const page = await open({ texts: { a: rescaled }, saved, override: { samples, unreadable } });
    await until(page, 'its reason', () =>
      document
        .querySelector('[data-sample="gone.png"] .wrong')
        ?.textContent.includes('no image named gone.png'),
    );
    assert.equal(await tile(page, 'tall.png').locator('canvas').count(), 2);
  });

  it('asks for one again whose file has changed', async () => {
    const page = await open({ texts: { a: rescaled }, saved });
    await fetched(page);
    const before = (await requests(page, 'sampleTile')).length;
    await page.evaluate(() => {
      const { samples } = window.harness.state;
      const changed = samples.map(item => (item.id === 'gray.png' ? { ...item, revision: 1 } : item));
      window.harness.push({ samples: changed });
    });
    await eventually(
      'one more request',
      async () => (await requests(page, 'sampleTile')).length === before + 1,
    );
    assert.equal((await requests(page, 'sampleTile')).at(-1)!['id'], 'gray.png');
  });

  it('leaves nothing out of reach in a narrow view', async () => {
    const page = await open({ texts: { a: normalized }, saved }, { width: 320, height: 600 });
    await fetched(page);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(beyond <= 0, `${beyond} pixels are cut off`);
    await tile(page, 'gray.png').locator('.wrong').scrollIntoViewIfNeeded();
    assert.ok(await tile(page, 'gray.png').locator('.wrong').isVisible());
  });
});
