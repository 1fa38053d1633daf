import assert from 'node:assert/strict';
import type { Image } from '../../src/engine/image.ts';
import { noise } from '../fixtures/image.ts';
import { harnessImage, type PageServer } from './openPage.ts';
import {
  colorAt,
  colorsInMiddle,
  eventually,
  onStage,
  pixelsAt,
  requests,
  settled,
  text,
  until,
} from './seen.ts';
import { usePages } from './usePages.ts';

const size = { width: 1200, height: 800 };

/** An image of one colour. */
function flat(width: number, height: number, color: readonly [number, number, number]): Image {
  const data = new Uint8Array(width * height * 3);
  for (let index = 0; index < data.length; index++) data[index] = color[index % 3]!;
  return { data, width, height, channels: 3, orientation: 1 };
}

const red = harnessImage('red.png', flat(60, 40, [200, 0, 0]));
const grays = {
  'gray.darkroom.yaml': 'version: 1\nsteps:\n  - grayscale: { method: pillow, channels: 3 }\n',
};

describe('comparing before and after', () => {
  const pages = usePages();
  async function open(...options: Parameters<PageServer['open']>) {
    const page = await pages.open(...options);
    await settled(page);
    return page;
  }

  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    it(`shows picture, histogram and statistics in ${theme}, within the policy`, async () => {
      const image = harnessImage('noise.png', noise(64, 48, 3, 'uint8'));
      const page = await open({ theme, images: [image], shown: image.name }, size);
      assert.match(await text(page, '.facts'), /noise\.png.*64 × 48.*uint8/s);
      assert.equal((await colorAt(page, 0.3, 0.5))[3], 255);
      await until(page, 'the histogram', () => document.querySelector('.histogram canvas') !== null);
      await until(
        page,
        'the statistics',
        () => document.querySelectorAll('.statistics tbody[data-channel]').length === 3,
      );
    });
  }

  it('keeps the words of a button in one line in a narrow view, and all of them in sight', async () => {
    const page = await open({ images: [red], shown: red.name }, { width: 236, height: 700 });
    const buttons = page.locator('.toolbar vscode-button');
    const boxes = await Promise.all((await buttons.all()).map(button => button.boundingBox()));
    assert.equal(boxes.length, 7);
    assert.equal(new Set(boxes.map(box => Math.round(box!.height))).size, 1);
    assert.ok(boxes.every(box => box!.x >= 0 && box!.x + box!.width <= 236));
  });

  it('takes the pixels of another screen, and reads what is pointed at there', async () => {
    const narrow = { width: 600, height: 420 };
    const page = await open({ images: [red], shown: red.name }, narrow);
    const readAt = async (part: number) => {
      await page.mouse.move(...(await onStage(page, part, 0.4)));
      await page.waitForTimeout(100);
      return text(page, '.readout .place');
    };
    const stage = () =>
      page.evaluate(() => {
        const { clientWidth, clientHeight, firstElementChild: canvas } = document.querySelector('.stage')!;
        const { width } = canvas as HTMLCanvasElement;
        return { size: [clientWidth, clientHeight], ratio: width / clientWidth };
      });
    const { size: before } = await stage();
    const place = await readAt(0.4);
    const session = await page.context().newCDPSession(page);
    // The browser tells of another screen only when the page has another size too: here one that the stage has not.
    const screen = { ...narrow, height: 421, deviceScaleFactor: 2, mobile: false };
    await session.send('Emulation.setDeviceMetricsOverride', screen);
    await eventually('as many pixels as the screen has', async () => (await stage()).ratio === 2);
    assert.deepEqual((await stage()).size, before);
    assert.notEqual(await readAt(0.45), place);
    assert.equal(await readAt(0.4), place);
  });

  it('says that there is no difference, not that black is white', async () => {
    const page = await open({ images: [red], shown: red.name }, size);
    await page.keyboard.press('3');
    await eventually('no difference', async () =>
      (await text(page, '.mappings')).includes('Difference: none'),
    );
  });

  it('has a key for each way to compare', async () => {
    const page = await open(
      { images: [red], shown: red.name, texts: grays, pipeline: 'gray.darkroom.yaml' },
      size,
    );
    assert.equal(await page.locator('.stage').getAttribute('data-mode'), 'slider');
    await page.keyboard.press('3');
    await until(
      page,
      'the difference',
      () => document.querySelector('.stage[data-mode=difference]') !== null,
    );
    await eventually('the white point', async () => (await text(page, '.mappings')).includes('140 is white'));
    // The luma of 200, 0, 0 is 60: off by 140 in red, by 60 in green and blue.
    await eventually('the difference in colour', async () => {
      const [r, g, b] = await colorAt(page, 0.5, 0.5);
      return r === 255 && g === 109 && b === 109;
    });
    await page.keyboard.press('2');
    await until(page, 'both sides', () => document.querySelector('.stage[data-mode=side_by_side]') !== null);
    assert.deepEqual(await colorAt(page, 0.25, 0.5), [200, 0, 0, 255]);
    assert.deepEqual(await colorAt(page, 0.75, 0.5), [60, 60, 60, 255]);
    await page.keyboard.press('1');
    await until(page, 'the slider', () => document.querySelector('.stage[data-mode=slider]') !== null);
  });

  it('shows every pixel when enlarged, also after the picture was seen small', async () => {
    const image = harnessImage('noise.png', noise(1000, 800, 3, 'uint8'));
    const page = await open({ images: [image], shown: image.name }, size);
    const zoomTo = async (zoom: number) => {
      await page.evaluate(scale => {
        window.harness.emit('zoom', scale);
      }, zoom);
      // The exact picture is asked for a moment after the last movement.
      await page.waitForTimeout(300);
      await settled(page);
    };
    await zoomTo(8);
    const colors = await colorsInMiddle(page);
    assert.ok(colors > 200, `${colors} colours`);
    await zoomTo(0.25);
    await zoomTo(8);
    assert.equal(await colorsInMiddle(page), colors);
  });

  it('moves the divider by keys and by mouse', async () => {
    const page = await open(
      { images: [red], shown: red.name, texts: grays, pipeline: 'gray.darkroom.yaml' },
      size,
    );
    const handle = page.getByRole('slider', { name: 'Divider between before and after' });
    assert.deepEqual(await colorAt(page, 0.45, 0.5), [200, 0, 0, 255]);
    assert.deepEqual(await colorAt(page, 0.55, 0.5), [60, 60, 60, 255]);
    await handle.focus();
    for (const [key, value] of [
      ['ArrowRight', '51'],
      ['ArrowLeft', '50'],
      ['Shift+ArrowLeft', '40'],
      ['Home', '0'],
    ] as const) {
      await page.keyboard.press(key);
      await page.waitForTimeout(50);
      assert.equal(await handle.getAttribute('aria-valuenow'), value, key);
    }
    assert.deepEqual(await colorAt(page, 0.45, 0.5), [60, 60, 60, 255]);
    await page.mouse.move(...(await onStage(page, 0.005, 0.5)));
    await page.mouse.down();
    await page.mouse.move(...(await onStage(page, 0.6, 0.5)), { steps: 4 });
    await page.mouse.up();
    await page.waitForTimeout(50);
    const value = Number(await handle.getAttribute('aria-valuenow'));
    assert.ok(value >= 58 && value <= 61, String(value));
    assert.deepEqual(await colorAt(page, 0.55, 0.5), [200, 0, 0, 255]);
  });

  it('draws the before on the same places as a turned, resized and padded after', async () => {
    const image = noise(6, 4, 3, 'uint8');
    const steps = [
      'rotate90',
      'resize: { width: 40, height: 60, interpolation: nearest }',
      'flip',
      'pad: { width: 60, height: 80, position: top_left }',
    ];
    const page = await open(
      {
        images: [harnessImage('n.png', image)],
        shown: 'n.png',
        texts: { a: `version: 1\nsteps:\n${steps.map(step => `  - ${step}\n`).join('')}` },
        pipeline: 'a',
      },
      size,
    );
    const handle = page.getByRole('slider', { name: 'Divider between before and after' });
    const places = [
      [0.45, 0.2],
      [0.53, 0.45],
      [0.41, 0.6],
    ] as const;
    await handle.focus();
    await page.keyboard.press('End');
    await page.waitForTimeout(80);
    const left = await Promise.all(places.map(([x, y]) => colorAt(page, x, y)));
    await page.keyboard.press('Home');
    await page.waitForTimeout(80);
    const right = await Promise.all(places.map(([x, y]) => colorAt(page, x, y)));
    assert.deepEqual(left, right);
    assert.ok(new Set(left.map(String)).size > 1);
  });

  it('keeps the place under the cursor when zooming, and tells values of both sides', async () => {
    const image = harnessImage('noise.png', noise(300, 200, 3, 'uint8'));
    const texts = { a: 'version: 1\nsteps:\n  - resize: { width: 150, height: 100 }\n  - rescale\n' };
    const page = await open({ images: [image], shown: image.name, texts, pipeline: 'a' }, size);
    await page.mouse.move(...(await onStage(page, 0.7, 0.3)));
    await until(page, 'values', () => document.querySelectorAll('.readout .value').length === 3);
    const place = await text(page, '.readout .place');
    for (let notch = 0; notch < 6; notch++) await page.mouse.wheel(0, -100);
    await page.waitForTimeout(200);
    assert.equal(await text(page, '.readout .place'), place);
    const [x, y] = /x (\d+), y (\d+)/.exec(place)!.slice(1).map(Number) as [number, number];
    const before = /before x (\d+), y (\d+)/.exec(await text(page, '.readout .before'))!;
    assert.ok(Math.abs(Number(before[1]) - 2 * x) <= 1 && Math.abs(Number(before[2]) - 2 * y) <= 1);
    await until(page, 'no dots', () => !document.querySelector('.readout')!.textContent.includes('…'));
    assert.match(await text(page, '.readout'), /R \d+ → 0\.\d+/);
    const told = (await requests(page, 'zoomChanged')).at(-1)!;
    assert.equal(told['fit'], false);
    assert.ok(Number(told['scale']) > 10);
  });

  it('tells what is under the resting pointer when the zoom or the pipeline changes', async () => {
    const image = harnessImage('noise.png', noise(300, 200, 3, 'uint8'));
    const texts = { a: 'version: 1\nsteps: []\n' };
    const page = await open({ images: [image], shown: image.name, texts, pipeline: 'a' }, size);
    const place = () => page.locator('.readout').innerText();
    const [x, y] = await onStage(page, 0.7, 0.3);
    const stays = async (what: string) => {
      await page.waitForTimeout(300);
      const resting = await place();
      await page.mouse.move(x + 1, y);
      await page.mouse.move(x, y);
      await page.waitForTimeout(300);
      assert.equal(resting, await place(), what);
    };
    await page.mouse.move(x, y);
    await until(page, 'values', () => document.querySelectorAll('.readout .value').length === 3);
    const fitted = await place();
    for (let press = 0; press < 3; press++) await page.keyboard.press('+');
    await stays('zoomed');
    assert.notEqual(await place(), fitted);
    await page.keyboard.press('0');
    await page.evaluate(() => {
      window.harness.edit('a', 'version: 1\nsteps:\n  - crop: { x: 200, y: 100, width: 90, height: 60 }\n');
    });
    await settled(page);
    await stays('cropped');
    assert.notEqual(await place(), fitted);
  });

  it('writes the numbers on the pixels at high zoom', async () => {
    const page = await open({ images: [red], shown: red.name }, size);
    await page.evaluate(() => {
      window.harness.emit('zoom', 12);
    });
    await page.waitForTimeout(200);
    assert.equal(await colorsInMiddle(page), 1);
    await page.evaluate(() => {
      window.harness.emit('zoom', 64);
    });
    await until(page, 'numbers', () => document.querySelector('.stage[data-numbers=true]') !== null);
    await page.waitForTimeout(100);
    assert.ok((await colorsInMiddle(page)) > 2);
    const values = await requests(page, 'values');
    assert.ok(values.some(({ side }) => side === 'after'));
  });

  it('fits by 0 and double click, and follows the host’s zoom and comparison', async () => {
    const page = await open({ images: [red], shown: red.name }, size);
    const level = () => text(page, '#zoom-level');
    const fit = await level();
    await page.keyboard.press('a');
    await until(page, '100 %', () => document.querySelector('#zoom-level')!.textContent === '100 %');
    await page.mouse.dblclick(...(await onStage(page, 0.3, 0.3)));
    await page.waitForTimeout(100);
    assert.equal(await level(), fit);
    await page.evaluate(() => {
      window.harness.emit('zoom', 3);
      window.harness.emit('compare', 'side_by_side');
    });
    await until(page, '300 %', () => document.querySelector('#zoom-level')!.textContent === '300 %');
    await page.keyboard.press('0');
    await page.waitForTimeout(100);
    assert.ok(await page.locator('.stage[data-mode=side_by_side]').isVisible());
  });

  it('pans by drag and by keys', async () => {
    const image = harnessImage('noise.png', noise(300, 200, 3, 'uint8'));
    const page = await open({ images: [image], shown: image.name }, size);
    await page.evaluate(() => {
      window.harness.emit('zoom', 10);
    });
    const [x, y] = await onStage(page, 0.75, 0.25);
    await page.mouse.move(x, y);
    await until(page, 'a place', () => document.querySelector('.readout .place') !== null);
    const readX = async () => Number(/x (\d+)/.exec(await text(page, '.readout .place'))![1]);
    const start = await readX();
    await page.mouse.down();
    await page.mouse.move(x + 100, y, { steps: 5 });
    await page.mouse.up();
    await page.mouse.move(x, y);
    await page.waitForTimeout(50);
    assert.equal(await readX(), start - 10);
    await page.locator('.stage').focus();
    await page.keyboard.press('ArrowRight');
    await page.mouse.move(x + 1, y);
    await page.waitForTimeout(50);
    assert.equal(await readX(), start - 10 + 4);
  });

  it('asks for the visible region at the exact zoom of a large image, without holes meanwhile', async () => {
    const image = harnessImage('large.png', noise(2400, 1600, 1, 'uint8'));
    const page = await open({ images: [image], shown: image.name }, size);
    const [overview] = await requests(page, 'render');
    const stage = (await page.locator('.stage').boundingBox())!;
    assert.ok(Number(overview!['width']) < 2400 && Number(overview!['width']) > stage.width / 2);
    await page.evaluate(() => {
      window.harness.hold('render');
      window.harness.emit('zoom', 1);
    });
    await page.waitForTimeout(300);
    assert.equal((await colorAt(page, 0.7, 0.5))[3], 255, 'the coarser picture is still there');
    const detail = (await requests(page, 'render')).at(-1)!;
    const region = detail['region'] as { width: number; height: number };
    assert.equal(detail['width'], region.width);
    assert.ok(region.width < 2400);
    await page.evaluate(() => {
      window.harness.release();
    });
    await eventually('the fine picture', async () => {
      const levels = (await pixelsAt(page, 0.6, 0.3, 0.1, 0.1)).filter((_level, index) => index % 4 === 0);
      return Math.max(...levels) > 250 && Math.min(...levels) < 5;
    });
  });
});
