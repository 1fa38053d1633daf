import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { noise } from '../fixtures/image.ts';
import { harnessImage, type OpenPage } from './openPage.ts';
import { usePageServer } from './usePageServer.ts';
import { settled, text, until } from './seen.ts';

const size = { width: 1000, height: 800 };
const pixels = noise(16, 12, 3, 'uint8');
const long = 'x'.repeat(100_000);

/** Texts that a file may bring along: its name, its notes, its labels, the words of a pipeline. */
const hostile: Readonly<Record<string, string>> = {
  'an element with a handler': '<img src=x onerror="window.owned=1">',
  'the end of an attribute': '"><script>window.owned=1</script>',
  'the other end of an attribute': "' onmouseover='window.owned=1' style='position:fixed;inset:0'",
  'a frame and a form':
    '<iframe srcdoc="<script>top.owned=1</script>"></iframe><form action="http://127.0.0.1:9">',
  'a template': '${window.owned=1}{{constructor.constructor("window.owned=1")()}}<!--?lit$1$-->',
  'a link with a command': '[a](command:workbench.action.quit) javascript:window.owned=1',
  'a turned direction': 'cat\u202egpj.exe\u2066\u2069',
  'a zero character': 'a\0b\u0007\u001b[2J',
  'a hundred thousand characters': long,
  'a thousand combining marks': `e${'\u0301'.repeat(1000)}`,
};

describe('hostile texts on the page', () => {
  const server = usePageServer();
  let opened: OpenPage | undefined;
  afterEach(async () => {
    await opened?.page.context().close();
    opened = undefined;
  });

  /** Nothing came of it but text, and the page is still one to work with. */
  async function isOnlyText(page: Page): Promise<void> {
    const { errors } = opened!;
    const seen = await page.evaluate(() => ({
      violations: window.policyViolations,
      owned: 'owned' in window,
      made: document.querySelectorAll('img, iframe, form, object, embed, script:not([nonce])').length,
      handlers: [...document.querySelectorAll('*')].filter(({ attributes }) =>
        [...attributes].some(({ name }) => name.startsWith('on')),
      ).length,
      wide: document.documentElement.scrollWidth - window.innerWidth,
    }));
    assert.deepEqual(seen, { violations: [], owned: false, made: 0, handlers: 0, wide: 0 });
    assert.deepEqual(errors, []);
  }

  for (const [what, words] of Object.entries(hostile)) {
    it(`are shown as text when they are ${what}: names, notes, labels`, async () => {
      const image = harnessImage(words, pixels, { notes: [words] });
      const box = [2, 2, 10, 8] as const;
      const keypoints = [{ x: 3, y: 3, visibility: 2 }] as const;
      const objects = [
        { id: 1, label: words, box, keypoints },
        { id: 2, label: words, box: [20, 2, 30, 8] as const },
      ];
      opened = await server.open(
        {
          purpose: 'preview',
          images: [image],
          shown: words,
          texts: { a: 'steps: [flip]\n' },
          pipeline: 'a',
          labels: { image: words, path: `/${words}`, title: words, labels: { classes: [words], objects } },
        },
        size,
      );
      const { page } = opened;
      await settled(page);
      assert.ok((await text(page, '.facts .name')).length > 0);
      for (const name of ['.facts .name', '.label-name', '.dropped span']) {
        const direction = await page
          .locator(name)
          .first()
          .evaluate(element => getComputedStyle(element).unicodeBidi);
        assert.equal(direction, 'isolate', `what ${name} turns ends with it`);
      }
      await isOnlyText(page);
      const strip = await page.locator('.stage').boundingBox();
      assert.ok(strip && strip.width > 300 && strip.height > 150, `the stage has ${JSON.stringify(strip)}`);
    }).timeout(60_000);

    it(`are shown as text when they are ${what}: pipelines and problems`, async () => {
      const image = harnessImage('a.png', pixels);
      opened = await server.open(
        {
          purpose: 'preview',
          images: [image],
          shown: 'a.png',
          texts: { [words]: `steps:\n  - ${JSON.stringify(words)}\n` },
          pipeline: words,
        },
        size,
      );
      const { page } = opened;
      await until(page, 'what is wrong', () => document.querySelector('[data-banner=stale]') !== null);
      await isOnlyText(page);
      await page.evaluate(message => {
        window.harness.push({ unreadable: { code: 'unreadable', message, hint: message, file: message } });
      }, words);
      await until(page, 'the problem', () => document.querySelector('[data-message=unreadable]') !== null);
      await isOnlyText(page);
    }).timeout(60_000);
  }

  it('drops what the host cannot have meant, and goes on', async () => {
    opened = await server.open({ images: [harnessImage('a.png', pixels)], shown: 'a.png' }, size);
    const { page, errors } = opened;
    await settled(page);
    await page.evaluate(() => {
      const { harness } = window;
      const send = harness.emit.bind(harness) as (name: string, value: unknown) => void;
      for (const value of [undefined, 7, 'x', {}, { sequence: '1' }, { ...harness.state, samples: [null] }])
        send('state', value);
      send('zoom', 'out of here');
      send('compare', { toString: 1 });
      send('section', '__proto__');
      send('constructor', 1);
      window.postMessage('text', '*');
      window.postMessage({ kind: 'event', name: 'state', value: { image: 1 } }, '*');
    });
    await until(page, 'what was dropped', () => document.querySelector('.facts .name') !== null);
    await settled(page);
    assert.equal(await text(page, '.facts .name'), 'a.png');
    assert.equal(errors.length, 10);
    for (const error of errors)
      assert.match(error, /^The host sent a malformed (state|zoom|compare|section)/);
    await page.evaluate(() => {
      window.harness.emit('compare', 'side_by_side');
    });
    await settled(page);
    assert.ok(await page.locator('.stage').isVisible());
  });
});
