import type { Locator, Page } from 'playwright-core';

/** As toasts, or in the list that the bell opens. */
const notifications = '.notification-toast, .notifications-center.visible .notification-list-item';
/** Several messages in a row are not all shown as toasts by the editor; those that are not are behind the bell. */
const toastsAppearWithin = 4000;

/** Waits for a notification with this text. */
export async function notification(page: Page, text: string | RegExp, timeout = 30_000): Promise<Locator> {
  const all = page.locator(notifications);
  const wanted = all.filter({ hasText: text }).first();
  const unseen = page.locator('.statusbar-item .codicon-bell-dot');
  const seen = new Set<string>();
  const begin = Date.now();
  while (Date.now() < begin + timeout) {
    if (await wanted.isVisible()) return wanted;
    for (const shown of await all.allInnerTexts()) seen.add(shown);
    if (Date.now() > begin + toastsAppearWithin && (await all.count()) === 0 && (await unseen.isVisible()))
      await unseen.click();
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
  const all = page.locator(notifications);
  while ((await all.count()) > 0) {
    const toast = all.first();
    // It may go by itself in the meantime.
    await toast.hover({ timeout: 2000 }).catch(() => undefined);
    await toast
      .locator('.codicon-notifications-clear')
      .click({ timeout: 2000 })
      .catch(() => undefined);
    await toast.waitFor({ state: 'detached', timeout: 2000 }).catch(() => undefined);
  }
}
