import type { Page } from 'playwright-core';
import { textEditor } from './textEditor.ts';

/** The text in sight, with plain spaces. */
export async function shownText(page: Page): Promise<string> {
  const lines = await textEditor(page)
    .locator('.view-line')
    .evaluateAll(elements =>
      elements
        .map(element => ({ top: element.getBoundingClientRect().top, text: element.textContent }))
        .sort((one, other) => one.top - other.top)
        .map(({ text }) => text),
    );
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

export async function waitForText(
  page: Page,
  what: string,
  condition: (text: string) => boolean,
): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const text = await shownText(page);
    if (condition(text)) return text;
    await page.waitForTimeout(100);
  }
  throw new Error(`The text does not come to ${what}:\n${await shownText(page)}`);
}
