import type { FrameLocator, Page } from 'playwright-core';

/** The page inside the visible webview: the workbench puts two frames around it. */
export function webview(page: Page, index = 0): FrameLocator {
  return page.locator('iframe.webview.ready:visible').nth(index).contentFrame().frameLocator('#active-frame');
}
