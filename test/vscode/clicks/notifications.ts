import type { Locator, Page } from 'playwright-core';

/** Waits for a notification with this text. */
export async function notification(page: Page, text: string | RegExp, timeout = 30_000): Promise<Locator> {
  const toasts = page.locator('.notification-toast');
  const wanted = toasts.filter({ hasText: text }).first();
  const seen = new Set<string>();
  const end = Date.now() + timeout;
  while (Date.now() < end) {
    if (await wanted.isVisible()) return wanted;
    for (const shown of await toasts.allInnerTexts()) seen.add(shown);
    await page.waitForTimeout(50);
  }
  throw new Error(`No notification with ${String(text)} in ${timeout} ms, but: ${[...seen].join(' | ')}`);
}

/** Presses a button of a notification. */
export async function press(toast: Locator, button: string): Promise<void> {
  await toast.getByRole('button', { name: button }).click();
}

/** Closes whatever notifications are shown, so that the next one is the one that is waited for. */
export async function closeNotifications(page: Page): Promise<void> {
  const toasts = page.locator('.notification-toast');
  while ((await toasts.count()) > 0) {
    const toast = toasts.first();
    await toast.hover();
    await toast.locator('.codicon-notifications-clear').click();
    await toast.waitFor({ state: 'detached' }).catch(() => undefined);
  }
}
