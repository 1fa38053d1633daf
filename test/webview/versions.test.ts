import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Labels } from '../../src/shared/labels.ts';
import { noise } from '../fixtures/image.ts';
import { harnessImage, type PageServer } from './openPage.ts';
import { eventually, pixelsAt, requests, settled, text, until } from './seen.ts';
import { usePages } from './usePages.ts';

const size = { width: 1200, height: 900 };
const image = harnessImage('noise.png', noise(64, 48, 3, 'uint8'));
const random =
  'seed: 5\nsteps:\n  - random_rotate: { limit: 30, p: 0.5 }\n  - random_crop: { width: 32, height: 32 }\n';
const labels: Labels = {
  classes: [],
  objects: [
    { id: 0, label: '<img src=x onerror=alert(1)>', box: [2, 2, 20, 20] },
    { id: 1, label: 'cup', polygons: [[30, 10, 60, 10, 45, 40]] },
    { id: 2, label: 'far', box: [63, 47, 64, 48] },
  ],
};
const found = { image: image.name, path: 'annotations.json', title: 'COCO (JSON)', labels };
const options = { purpose: 'preview', images: [image], shown: image.name, pipeline: 'a' } as const;

describe('versions and labels of a sample', () => {
  const pages = usePages();
  async function open(pipeline: string, more: Partial<Parameters<PageServer['open']>[0]> = {}) {
    const page = await pages.open({ ...options, texts: { a: pipeline }, ...more }, size);
    await settled(page);
    return page;
  }
  const picture = (page: Page) =>
    page.evaluate(() => document.querySelector<HTMLCanvasElement>('.stage canvas')!.toDataURL());
  /** So many tiles, each with what was drawn and nothing under way. */
  const loaded = (page: Page, count: number) =>
    eventually(`${count} versions`, () =>
      page.evaluate(wanted => {
        const tiles = [...document.querySelectorAll('.version')];
        return (
          tiles.length === wanted &&
          tiles.every(tile => tile.querySelector('.drawn-step') && !tile.classList.contains('loading'))
        );
      }, count),
    );

  it('shows versions with what was drawn, in words, and the ends of the ranges', async () => {
    const page = await open(random);
    await page.click('#tab-versions');
    await loaded(page, 6);
    const tiles = await page.locator('.version').allInnerTexts();
    assert.match(tiles[0]!, /Version 1/);
    assert.ok(
      tiles.every(tile => /Random rotation:\s*(unchanged|angle −?[\d.]+°)/.test(tile)),
      tiles.join('\n'),
    );
    assert.ok(new Set(tiles).size > 3, 'versions differ');
    await page.click('#versions-lowest');
    await page.click('#versions-highest');
    await loaded(page, 8);
    assert.match(await text(page, '.version[data-draw=lowest]'), /angle −30°/);
    assert.match(await text(page, '.version[data-draw=highest]'), /angle 30°/);
    await page.click('#versions-12');
    await loaded(page, 14);
  });

  it('draws others by a new seed, and writes it into the text only when asked to', async () => {
    const page = await open(random);
    await page.click('#tab-versions');
    await loaded(page, 6);
    const before = await page.locator('.version').allInnerTexts();
    await page.click('#new-seed');
    await until(
      page,
      'another seed',
      () => document.querySelector('#versions-seed')?.textContent !== 'Seed 5',
    );
    const seed = Number((await text(page, '#versions-seed')).replace('Seed ', ''));
    await eventually('other versions', async () => {
      const now = await page.locator('.version').allInnerTexts();
      return (
        now.every((tile, index) => tile !== before[index]) &&
        (await page.locator('.version.loading').count()) === 0
      );
    });
    assert.deepEqual(await requests(page, 'editPipeline'), []);
    await page.click('#write-seed');
    await eventually('the edit', async () => (await requests(page, 'editPipeline')).length === 1);
    const [edit] = await requests(page, 'editPipeline');
    assert.deepEqual([edit!['kind'], edit!['key'], edit!['value']], ['top', 'seed', seed]);
    await until(page, 'nothing left to write', () => document.querySelector('#write-seed') === null);
    assert.equal(await text(page, '#versions-seed'), `Seed ${seed}`);
  });

  it('opens a version large by keyboard, says which it is, and goes back', async () => {
    const page = await open(random);
    await page.click('#tab-versions');
    await loaded(page, 6);
    await page.locator('.version').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await until(page, 'which one', () =>
      document.querySelector('.shown-version')?.textContent.includes('Version 3'),
    );
    await settled(page);
    assert.ok(await page.locator('.stage').isVisible());
    const [asked] = await requests(page, 'chooseVersion');
    assert.deepEqual(asked, { version: { draw: { version: 2 }, seed: 5 } });
    await page.click('#own-version');
    await until(page, 'the way back', () => document.querySelector('.shown-version') === null);
  });

  it('shows that inference skips random steps, and offers some where there are none', async () => {
    const page = await open(random);
    await page.click('#tab-versions');
    await loaded(page, 6);
    await page.locator('.versions-bar vscode-radio[value=inference]').click();
    await until(page, 'one picture', () => document.querySelectorAll('.version').length === 1);
    assert.match(await text(page, '.versions > .hint'), /Inference skips Random rotation, Random crop/);

    await page.evaluate(() => {
      window.harness.edit('a', 'steps:\n  - flip\n  - normalize\n');
    });
    await until(page, 'that there are none', () => document.querySelector('[data-message=no-random-step]'));
    await page.click('#add-random_rotate');
    await eventually('the edit', async () => (await requests(page, 'editPipeline')).length === 1);
    const [edit] = await requests(page, 'editPipeline');
    assert.deepEqual([edit!['kind'], edit!['at'], edit!['operation']], ['insert', [1], 'random_rotate']);
    await until(page, 'versions', () => document.querySelectorAll('.version').length > 0);
  });

  it('asks for versions that are in sight only, and tells of one that fails', async () => {
    const page = await open(random.replaceAll('32', '64'));
    await page.setViewportSize({ width: 700, height: 420 });
    await page.click('#tab-versions');
    await page.click('#versions-24');
    await until(page, 'the first', () =>
      document.querySelector('.version .field-problem')?.textContent.includes('64×48'),
    );
    await page.waitForTimeout(800);
    const asked = new Set((await requests(page, 'version')).map(({ draw }) => JSON.stringify(draw)));
    assert.ok(asked.size < 16, `${asked.size} of 24 were asked for`);
  });

  it('draws labels on both sides, lists classes and what was dropped, and hides them by L', async () => {
    const text32 = 'steps:\n  - crop: { x: 0, y: 0, width: 48, height: 48 }\n';
    const page = await open(text32, { labels: found });
    await until(page, 'the classes', () => document.querySelectorAll('.label-classes li').length === 3);
    const names = await page.locator('.label-name').allInnerTexts();
    assert.deepEqual(names, ['<img src=x onerror=alert(1)>', 'cup', 'far']);
    assert.match(await text(page, '.label-classes li[data-class=far]'), /1 → 0/);
    assert.match(await text(page, '.dropped'), /far, outside the result/);
    assert.match(await text(page, '.label-source'), /annotations\.json, COCO \(JSON\)/);
    const drawn = await picture(page);
    await page.locator('.stage').focus();
    await page.keyboard.press('l');
    await until(
      page,
      'the box unchecked',
      () => document.querySelector('#show-labels')?.ariaChecked === 'false',
    );
    await page.waitForTimeout(300);
    assert.notEqual(await picture(page), drawn, 'nothing was drawn');
  });

  it('says where there are no labels, and what is wrong with those that do not fit', async () => {
    const page = await open('steps: [flip]\n', { labels: { image: image.name } });
    await until(page, 'that there are none', () =>
      document.querySelector('.label-source')?.textContent.includes('No labels were found'),
    );
    await page.click('#choose-annotations');
    await eventually('the picker', async () => (await requests(page, 'chooseAnnotations')).length === 1);
    await page.evaluate(
      other => {
        window.harness.session.setLabels(other);
      },
      { ...found, labels: { ...labels, width: 99, height: 48 } },
    );
    await until(page, 'what is wrong', () =>
      document.querySelector('#section-labels .field-problem')?.textContent.includes('99×48'),
    );
  });

  it('paints a mask over the picture', async () => {
    const data = new Uint8Array(64 * 48).fill(1);
    const mask = harnessImage('mask.png', { data, width: 64, height: 48, channels: 1, orientation: 1 });
    const white = { ...noise(64, 48, 3, 'uint8'), data: new Uint8Array(64 * 48 * 3).fill(255) };
    const plain = harnessImage('plain.png', white);
    const page = await open('steps: [flip]\n', {
      images: [plain, mask],
      shown: 'plain.png',
      labels: {
        image: 'plain.png',
        path: 'masks',
        title: 'mask images',
        labels: { classes: [], objects: [], mask: 'mask.png' },
      },
    });
    await eventually('the mask', async () => {
      const [red, green, blue] = await pixelsAt(page, 0.25, 0.5);
      return blue! < 255 && `${red},${green},${blue}` !== '255,255,255';
    });
  });
});
