import assert from 'node:assert/strict';
import { statisticsOf } from '../../src/engine/analysis/statistics.ts';
import type { RecipeStep } from '../../src/shared/recipe.ts';
import { formatFigure } from '../../webview/format.ts';
import { noise } from '../fixtures/image.ts';
import { harnessImage, type PageServer } from './openPage.ts';
import { colorAt, eventually, requests, settled, text, until } from './seen.ts';
import { usePages } from './usePages.ts';

const size = { width: 1200, height: 900 };
const pixels = noise(64, 48, 3, 'uint8');
const image = harnessImage('noise.png', pixels);

describe('the page around the picture', () => {
  const pages = usePages();
  async function open(...options: Parameters<PageServer['open']>) {
    const page = await pages.open(...options);
    await settled(page);
    return page;
  }

  it('states the statistics of both sides and their change', async () => {
    const texts = { a: 'version: 1\nsteps:\n  - rescale\n' };
    const page = await open({ images: [image], shown: image.name, texts, pipeline: 'a' }, size);
    await until(
      page,
      'the table',
      () => document.querySelectorAll('.statistics tbody[data-channel]').length === 3,
    );
    const statistics = statisticsOf(pixels);
    const row = await text(page, '.statistics tbody[data-channel=Green] tr[data-figure=Mean]');
    const mean = statistics.mean[1]!;
    const cells = row.split('\t').map(cell => cell.trim());
    assert.deepEqual(cells.slice(0, 2), ['Mean', formatFigure(mean)]);
    assert.ok(Math.abs(Number(cells[2]) - mean / 255) < 1e-4, row);
    assert.match(cells[3]!, /^\u2212\d/);
    const sharpness = await text(page, '.statistics tr[data-figure=Sharpness]');
    assert.equal(sharpness.split('\t')[1]!.trim(), formatFigure(statistics.sharpness));
  });

  it('leaves its room to what is beside the picture before the first one is there', async () => {
    const page = await pages.open({ images: [image], shown: image.name, held: 'render' }, size);
    await eventually('a request that is held', async () => (await requests(page, 'render')).length > 0);
    const place = () => page.locator('.stage').boundingBox();
    const early = await place();
    assert.equal(await text(page, '#zoom-level'), '…');
    await page.evaluate(() => {
      window.harness.release();
    });
    await until(page, 'the picture', () => document.querySelectorAll('.mapping').length === 2);
    await settled(page);
    assert.deepEqual(await place(), early);
    assert.match(await text(page, '#zoom-level'), /^\d+ %$/);
  });

  it('sends what is changed in the recipe, and shows what is wrong at its field', async () => {
    const page = await open({ images: [image], shown: image.name, pipeline: 'recipe' }, size);
    await page.click('#recipe-resize');
    await eventually('a recipe with resize', async () => (await requests(page, 'setRecipe')).length > 0);
    await until(page, 'the step', () =>
      document.querySelector('.step-outcome')?.textContent.includes('224×224×3'),
    );
    await page.locator('#recipe-resize-width input').fill('100');
    await page.locator('#recipe-resize-fit').click();
    await page.locator('#recipe-resize-fit vscode-option[value=contain]').click();
    const sent = async () => {
      const recipe = (await requests(page, 'setRecipe')).at(-1)!['recipe'] as RecipeStep[];
      return recipe.find(({ operation }) => operation === 'resize')!;
    };
    await eventually('both values', async () => (await sent()).values['fit'] === 'contain');
    await until(page, 'its result', () =>
      document.querySelector('.step-outcome')?.textContent.includes('100×224×3'),
    );
    await settled(page);
    const resize = await sent();
    assert.equal(resize.enabled, true);
    assert.equal(resize.values['width'], 100);
    assert.equal(resize.values['fit'], 'contain');

    await page.locator('#recipe-resize-width input').fill('many');
    await until(page, 'what is wrong', () =>
      document.querySelector('#recipe-resize-width-problem')?.textContent.includes('many'),
    );
    assert.equal(await page.locator('#recipe-resize-width input').inputValue(), 'many');
    assert.ok(await page.locator('.stage').isVisible(), 'the last good picture stays');
    await page.locator('#recipe-resize-width input').fill('90');
    await until(page, 'it is right again', () => document.querySelector('.field-problem') === null);
  });

  it('saves a recipe only where writing is trusted, and says why', async () => {
    const page = await open({ images: [image], shown: image.name, pipeline: 'recipe', trusted: false }, size);
    await page.click('#recipe-orient');
    await until(page, 'the reason', () => document.querySelector('.reason')?.textContent.includes('Trust'));
    await page.click('#save-recipe', { force: true });
    assert.deepEqual(await requests(page, 'saveRecipe'), []);
  });

  it('shows text from outside as text', async () => {
    const hostile = '<img src=x onerror="window.harness=0"><b>bold</b>';
    const facts = { notes: [hostile] };
    const other = harnessImage(hostile, pixels, facts);
    const page = await open(
      {
        purpose: 'preview',
        images: [other],
        shown: hostile,
        texts: { [hostile]: `version: 1\nsteps:\n  - "${hostile.replaceAll('"', '\\"')}"\n` },
        pipeline: hostile,
      },
      size,
    );
    await until(page, 'the error', () => document.querySelector('[data-banner=stale]') !== null);
    for (const selector of ['.facts .name', '.facts .note', '.sample .choose', '[data-banner=stale] li'])
      assert.ok((await text(page, selector)).includes('<b>bold</b>'), selector);
    assert.equal(await page.locator('img, b:has-text("bold")').count(), 0);
  });

  it('drops answers and states that something newer has replaced', async () => {
    const black = harnessImage('black.png', { ...pixels, data: new Uint8Array(pixels.data.length) });
    const white = harnessImage('white.png', {
      ...pixels,
      data: new Uint8Array(pixels.data.length).fill(255),
    });
    const page = await open({ images: [image, black, white], shown: image.name }, size);
    const old = await page.evaluate(() => structuredClone(window.harness.state));
    await page.evaluate(() => {
      window.harness.hold('render');
      window.harness.show('black.png');
    });
    await eventually('a request that is held', async () => (await requests(page, 'render')).length >= 4);
    await page.evaluate(() => {
      window.harness.show('white.png');
    });
    await page.waitForTimeout(150);
    await page.evaluate(() => {
      window.harness.release();
    });
    await settled(page);
    assert.deepEqual(await colorAt(page, 0.3, 0.5), [255, 255, 255, 255]);
    await page.evaluate(state => {
      window.harness.push(state);
    }, old as object);
    await page.waitForTimeout(150);
    assert.deepEqual(await colorAt(page, 0.3, 0.5), [255, 255, 255, 255]);
    assert.equal(await text(page, '.facts .name'), 'white.png');
  });

  it('says why the steps behind the one in focus could not be run, beside its picture', async () => {
    const page = await open(
      {
        ...{ purpose: 'preview', images: [image], shown: image.name, pipeline: 'a', focus: [0] },
        texts: { a: 'steps: [flip, grayscale]' },
      },
      size,
    );
    await page.evaluate(() => {
      const failed = { code: 'timeout', message: 'It took too long.', hint: 'Raise the limit.' } as const;
      window.harness.push({ strip: { sequence: 1, steps: [], pictures: [], failed } });
    });
    await page.locator('[data-banner=unfinished]').waitFor();
    const told = await text(page, '[data-banner=unfinished]');
    assert.match(told, /Not all steps were run: It took too long\..*Raise the limit\./s);
    assert.equal(await page.locator('[data-message=unreadable]').count(), 0);
  });

  it('takes back what failed when the next request does not', async () => {
    const page = await open({ purpose: 'preview', images: [image], shown: image.name }, size);
    await page.evaluate(() => {
      window.harness.fail('pickSample', 'The folder is gone.');
    });
    await page.click('#add-sample');
    const banner = page.locator('.banner', { hasText: 'The folder is gone.' });
    await banner.waitFor();
    await page.click('#add-sample');
    await banner.waitFor({ state: 'detached' });
  });

  it('tells once that the pipeline’s file is gone, also when an edit fails by that', async () => {
    const page = await open(
      {
        ...{ purpose: 'preview', images: [image], shown: image.name, pipeline: 'a', focus: [0] },
        texts: { a: 'steps: [flip]' },
      },
      size,
    );
    const gone = 'a.darkroom.yaml is not there.';
    const edit = async (failure: string) => {
      await page.evaluate(said => {
        window.harness.fail('editPipeline', said);
      }, failure);
      await page.click('#toggle-step');
    };
    await page.evaluate(message => {
      const unreadable = { code: 'not_found', message } as const;
      window.harness.push({ stale: { pipeline: 'a', diagnostics: [], unreadable } });
    }, gone);
    await page.locator('[data-banner=stale]').waitFor();
    await edit('The disk is full.');
    await page.locator('.banner.error', { hasText: 'The disk is full.' }).waitFor();
    await edit(gone);
    await page.locator('.banner.error').waitFor({ state: 'detached' });
    assert.equal(await page.locator('.banner').count(), 1);
  });

  it('says what is wrong with a file that cannot be read, and what to do', async () => {
    const message = 'Expected an image for broken.png but received 12 bytes of text.';
    const hint = 'Export it again.';
    const page = await open({ images: [image], shown: image.name }, size);
    await page.evaluate(
      ([said, advised]) => {
        const { image: _image, developed: _developed, ...state } = window.harness.state;
        window.harness.pushWhole({
          ...state,
          unreadable: { code: 'unreadable', message: said, hint: advised },
        });
      },
      [message, hint] as const,
    );
    await until(page, 'the message', () => document.querySelector('[data-message=unreadable]') !== null);
    const shown = await text(page, '[data-message=unreadable]');
    assert.ok(shown.includes(message) && shown.includes(hint), shown);
    await page.getByText('Reload', { exact: true }).click();
    await eventually('a request to reload', async () => (await requests(page, 'reload')).length === 1);
  });

  it('calls no picture good when a pipeline’s text has had an error from the start', async () => {
    const texts = { a: 'version: 1\nsteps:\n  - flipp\n' };
    const page = await open(
      { purpose: 'preview', images: [image], shown: image.name, texts, pipeline: 'a' },
      size,
    );
    assert.match(await text(page, '[data-banner=stale]'), /has an error; this is the image as it is.*3:5/s);
  });

  it('keeps the last good picture while a pipeline’s text has an error, and leads to it', async () => {
    const texts = { a: 'version: 1\nsteps:\n  - flip\n' };
    const page = await open(
      { purpose: 'preview', images: [image], shown: image.name, texts, pipeline: 'a' },
      size,
    );
    const color = await colorAt(page, 0.7, 0.4);
    const place = await page.locator('.stage').boundingBox();
    await page.evaluate(() => {
      window.harness.edit('a', 'version: 1\nsteps:\n  - flipp\n');
    });
    await until(page, 'the banner', () => document.querySelector('[data-banner=stale]') !== null);
    await settled(page);
    assert.match(await text(page, '[data-banner=stale]'), /last good picture.*3:5/s);
    assert.deepEqual(await colorAt(page, 0.7, 0.4), color);
    assert.deepEqual(await page.locator('.stage').boundingBox(), place, 'the picture moved');
    await page.locator('[data-banner=stale] button').first().click();
    await eventually('the place', async () => (await requests(page, 'revealPlace')).length === 1);
    assert.deepEqual((await requests(page, 'revealPlace'))[0], { start: 22, end: 27 });
    await page.evaluate(() => {
      window.harness.edit('a', 'version: 1\nsteps:\n  - flip: { axis: vertical }\n');
    });
    await until(page, 'no banner', () => document.querySelector('[data-banner=stale]') === null);
  });

  it('asks for the picture of a side only when it has changed', async () => {
    const texts = { a: 'steps: [{ gamma: { gamma: 0.5 } }]' };
    const page = await open(
      { purpose: 'preview', images: [image], shown: image.name, texts, pipeline: 'a' },
      size,
    );
    const sides = async () => (await requests(page, 'render')).map(({ side }) => side);
    assert.deepEqual(await sides(), ['before', 'after']);
    const [before, after] = [await colorAt(page, 0.3, 0.4), await colorAt(page, 0.7, 0.4)];
    await page.evaluate(() => {
      window.harness.edit('a', 'steps: [{ gamma: { gamma: 2 } }]');
    });
    await eventually('the new picture', async () => (await sides()).length >= 3);
    await settled(page);
    assert.deepEqual(await sides(), ['before', 'after', 'after']);
    assert.deepEqual(await colorAt(page, 0.3, 0.4), before);
    assert.notDeepEqual(await colorAt(page, 0.7, 0.4), after);
  });

  it('says which step of a recipe failed, without a way to a text that nobody has seen', async () => {
    const page = await open({ images: [image], shown: image.name, pipeline: 'recipe' }, size);
    await page.click('#recipe-grayscale');
    await page.click('#recipe-normalize');
    await until(page, 'the failure', () => document.querySelector('[data-banner=failed]') !== null);
    assert.match(await text(page, '[data-banner=failed]'), /Step 2.*mean and std/s);
    assert.equal(await page.locator('[data-banner=failed] vscode-button').count(), 0);
  });

  it('leaves no figure out of reach beside the picture', async () => {
    const texts = { a: 'version: 1\nsteps:\n  - normalize\n' };
    const page = await open({ images: [image], shown: image.name, texts, pipeline: 'a' }, size);
    await until(
      page,
      'the table',
      () => document.querySelectorAll('.statistics tbody[data-channel]').length === 3,
    );
    // Fonts differ from system to system, and some are as wide as others a size larger.
    for (const [font, fits] of [
      ['14px', true],
      ['20px', false],
    ] as const) {
      for (const width of [900, 1600]) {
        await page.setViewportSize({ width, height: 900 });
        const seen = await page.evaluate(size => {
          document.documentElement.style.setProperty('--vscode-font-size', size);
          const table = document.querySelector('.statistics')!;
          const content = table.parentElement!;
          const whole = content.scrollWidth <= content.clientWidth;
          return { whole, scrolls: getComputedStyle(content).overflowX === 'auto' };
        }, font);
        const at = `at ${width} px with a font of ${font}`;
        if (fits) assert.ok(seen.whole, `a figure is cut off ${at}`);
        assert.ok(seen.whole || seen.scrolls, `a figure is out of reach ${at}`);
      }
    }
  });

  it('shows one picture, without a divider, where no step takes part', async () => {
    const texts = { a: 'version: 1\nsteps:\n  - flip\n' };
    const page = await open({ images: [image], shown: image.name, texts, pipeline: 'none' }, size);
    assert.equal(await page.locator('.divider').isVisible(), false);
    assert.equal(await page.locator('.tag.before').isVisible(), false);
    await page.evaluate(() => {
      window.harness.session.choosePipeline('a');
    });
    await until(page, 'the divider', () => !document.querySelector<HTMLElement>('.divider')!.hidden);
  });

  it('calls the steps of a chosen pipeline by the titles of their operations', async () => {
    const texts = { a: 'version: 1\nsteps:\n  - resize: { width: 9, height: 9 }\n  - brightness_contrast\n' };
    const page = await open({ images: [image], shown: image.name, texts, pipeline: 'a' }, size);
    await until(page, 'the titles', () =>
      [...document.querySelectorAll('.step-title')].every(({ textContent }) =>
        /^[A-Z]/.test(textContent.trim()),
      ),
    );
    assert.deepEqual(await page.locator('.step-title').allInnerTexts(), [
      'Resize',
      'Brightness and contrast',
    ]);
  });

  it('names the step that fails and shows what was reached', async () => {
    const texts = {
      a: 'version: 1\nsteps:\n  - flip\n  - crop: { x: 0, y: 0, width: 999, height: 9 }\n  - relu\n',
    };
    const page = await open({ images: [image], shown: image.name, texts, pipeline: 'a' }, size);
    await until(page, 'the banner', () => document.querySelector('[data-banner=failed]') !== null);
    assert.match(await text(page, '[data-banner=failed]'), /Step 2.*999/s);
    const outcomes = await page.locator('.step-outcome').allInnerTexts();
    assert.match(outcomes[0]!, /64×48×3/);
    assert.deepEqual(outcomes.slice(1), ['failed', 'not reached']);
    assert.equal((await colorAt(page, 0.7, 0.4))[3], 255);
  });

  it('says how floats are shown, and shows them another way when asked', async () => {
    const texts = { a: 'version: 1\nsteps:\n  - normalize\n' };
    const page = await open({ images: [image], shown: image.name, texts, pipeline: 'a' }, size);
    assert.match(await text(page, '#mapping-after [part=selected-value]'), /normalize undone/);
    const undone = await colorAt(page, 0.7, 0.4);
    await page.click('#mapping-after');
    await page.locator('#mapping-after vscode-option[value=range]').click();
    await eventually('another picture', async () => String(await colorAt(page, 0.7, 0.4)) !== String(undone));
    assert.match(
      await text(page, '#mapping-after [part=selected-value]'),
      /\u22122\.\d+ to 2\.\d+ as black to white/,
    );
  });

  it('shows a vector side by side only, and says why', async () => {
    const texts = { a: 'version: 1\nsteps:\n  - flatten\n' };
    const page = await open({ images: [image], shown: image.name, texts, pipeline: 'a' }, size);
    assert.equal(await page.locator('.stage').getAttribute('data-mode'), 'side_by_side');
    assert.match(await text(page, '#compare-reason'), /vector/);
    assert.match(await text(page, '.mappings'), /9216 values in rows of 96/);
    assert.equal((await colorAt(page, 0.75, 0.5))[3], 255);
  });

  it('offers samples, and asks for one when there is none', async () => {
    const second = harnessImage('second.png', pixels);
    const page = await open({ purpose: 'preview', images: [image, second], shown: image.name }, size);
    await page.getByRole('button', { name: 'second.png', exact: true }).click();
    await eventually('the sample', async () => (await requests(page, 'chooseSample')).length === 1);
    await until(page, 'its name', () => document.querySelector('.facts .name')?.textContent === 'second.png');
    await page.getByRole('button', { name: 'Remove noise.png' }).click();
    await eventually('its removal', async () => (await requests(page, 'removeSample')).length === 1);
    assert.deepEqual(await requests(page, 'removeSample'), [{ id: 'noise.png' }]);
    await page.evaluate(() => {
      window.harness.push({ samples: [] });
    });
    await page.getByText('Choose a sample image…').click();
    await eventually('the picker', async () => (await requests(page, 'pickSample')).length === 1);
  });

  it('leaves the removal of a sample in sight however narrow it is', async () => {
    const long = harnessImage('a name that is longer than the page.png', pixels);
    const page = await open(
      { purpose: 'preview', images: [long], shown: long.name },
      { ...size, width: 225 },
    );
    const [list, remove] = await Promise.all(
      ['.samples ul', '.sample .remove'].map(place => page.locator(place).boundingBox()),
    );
    assert.ok(list && remove);
    assert.ok(remove.x + remove.width <= list.x + list.width, `${remove.x} is beyond ${list.width}`);
  });

  it('remembers how it was left', async () => {
    const page = await open({ images: [image], shown: image.name }, size);
    await page.keyboard.press('2');
    await page.evaluate(() => {
      window.harness.emit('zoom', 8);
    });
    await page.click('#section-statistics summary');
    await page.waitForTimeout(300);
    const saved: unknown = await page.evaluate(() => window.harness.saved);
    const again = await open({ images: [image], shown: image.name, saved }, size);
    assert.equal(await again.locator('.stage').getAttribute('data-mode'), 'side_by_side');
    assert.equal(await text(again, '#zoom-level'), '800 %');
    assert.equal(await again.locator('#section-statistics').getAttribute('open'), null);
  });

  it('remembers every change at once, for it may be taken away', async () => {
    const page = await open({ images: [image], shown: image.name }, size);
    const remembered = await page.evaluate(() =>
      ['2', '3', '1', '2'].map(key => {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        return (window.harness.saved as { compare: string }).compare;
      }),
    );
    assert.deepEqual(remembered, ['side_by_side', 'difference', 'slider', 'side_by_side']);
  });

  for (const width of [400, 1600]) {
    it(`stays within ${width} pixels, with every control in reach of the keyboard`, async () => {
      const texts = { 'train.darkroom.yaml': 'version: 1\nsteps:\n  - gaussian_blur\n' };
      const page = await open(
        { images: [image], shown: image.name, pipeline: 'recipe', texts },
        { width, height: 900 },
      );
      for (const operation of ['resize', 'pool', 'normalize']) await page.click(`#recipe-${operation}`);
      // It is there once the steps have taken part.
      await page.locator('.divider').waitFor();
      await settled(page);
      const wide = await page.evaluate(() => {
        const outside = [...document.querySelectorAll('.page *')].filter(element => {
          const { left, right, width: own } = element.getBoundingClientRect();
          // The divider's handle is as wide as a finger, and cut off by the stage.
          return own > 0 && (left < -0.5 || right > innerWidth + 0.5) && !element.closest('.stage');
        });
        return {
          page: document.scrollingElement!.scrollWidth,
          below: document.scrollingElement!.scrollHeight - innerHeight,
          outside: outside.map(element => `${element.tagName}.${element.className}`),
        };
      });
      assert.deepEqual(wide, { page: width, below: 0, outside: [] });
      const stage = (await page.locator('.stage').boundingBox())!;
      assert.ok(stage.width >= width / 2 && stage.height >= 240, JSON.stringify(stage));

      const reached = new Set<string>();
      await page.evaluate(() => {
        (document.activeElement as HTMLElement | null)?.blur();
      });
      for (let press = 0; press < 60; press++) {
        await page.keyboard.press('Tab');
        const name = await page.evaluate(() => {
          const element = document.activeElement;
          return element ? element.id || element.className : '';
        });
        reached.add(name);
      }
      for (const name of [
        'mode-slider',
        'stage',
        'divider',
        'pipeline',
        'recipe-resize-width',
        'save-recipe',
        'logarithmic',
      ])
        assert.ok(
          [...reached].some(found => found.includes(name)),
          `${name} is not reached: ${[...reached].join(', ')}`,
        );
    });
  }
});
