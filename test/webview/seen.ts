import type { Page } from 'playwright-core';

/** What a person sees and finds on the page. */

/** Pixels of the canvas, RGBA; places and sizes as fractions of its width and height, at least one pixel. */
export async function pixelsAt(page: Page, x: number, y: number, width = 0, height = 0): Promise<number[]> {
  return page.evaluate(
    ([left, top, wide, high]) => {
      const canvas = document.querySelector<HTMLCanvasElement>('.stage canvas')!;
      // A copy, since a canvas that is read often is drawn in another way.
      const copy = new OffscreenCanvas(
        Math.max(Math.round(canvas.width * wide), 1),
        Math.max(Math.round(canvas.height * high), 1),
      );
      const context = copy.getContext('2d', { willReadFrequently: true })!;
      context.drawImage(canvas, -Math.floor(canvas.width * left), -Math.floor(canvas.height * top));
      return [...context.getImageData(0, 0, copy.width, copy.height).data];
    },
    [x, y, width, height] as const,
  );
}

/** The colour of the canvas at a fraction of its width and height. */
export function colorAt(page: Page, x: number, y: number): Promise<number[]> {
  return pixelsAt(page, x, y);
}

/** Number of different colours right of the middle of the canvas. */
export async function colorsInMiddle(page: Page): Promise<number> {
  const pixels = await pixelsAt(page, 0.55, 0.4, 0.2, 0.2);
  return new Set(new Uint32Array(Uint8Array.from(pixels).buffer)).size;
}

export function text(page: Page, selector: string): Promise<string> {
  return page.locator(selector).first().innerText();
}

/** Waits until a condition holds on the page; the error says what did not come about. */
export async function until(page: Page, what: string, condition: string | (() => unknown)): Promise<void> {
  try {
    await page.waitForFunction(condition, undefined, { timeout: 6000, polling: 50 });
  } catch (thrown) {
    throw new Error(`Expected on the page: ${what}`, { cause: thrown });
  }
}

/** Like `until`, for what is asked from outside of the page. */
export async function eventually(what: string, condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 6000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Expected before long: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** The picture of the newest state is on the stage and nothing is under way. */
export function settled(page: Page): Promise<void> {
  return until(page, 'no work under way', () => document.querySelector('.progress[hidden]') !== null);
}

/** A place of the stage in page coordinates. */
export async function onStage(page: Page, x: number, y: number): Promise<readonly [number, number]> {
  const box = (await page.locator('.stage').boundingBox())!;
  return [box.x + box.width * x, box.y + box.height * y];
}

/** Parameters of the page's requests of a method, oldest first. */
export function requests(page: Page, method: string): Promise<Record<string, unknown>[]> {
  return page.evaluate(name => window.harness.callsOf(name) as Record<string, unknown>[], method);
}
