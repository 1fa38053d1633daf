import type { Page } from 'playwright-core';

/**
 * Waits until the editor would open this tab again after a reload. In a browser it stores its tabs every few seconds,
 * and only when it has nothing else to do.
 * @param title as it stands in the tab
 */
export async function tabIsStored(page: Page, title: string): Promise<void> {
  const end = Date.now() + 30_000;
  // `waitForFunction` takes the promise of an answer for the answer.
  while (!(await page.evaluate(isStored, title))) {
    if (Date.now() > end) throw new Error(`The editor has not stored the tab “${title}” in 30 s.`);
    await page.waitForTimeout(250);
  }
}

/** Runs in the page. Its parts have no names, for which the compiler would ask a helper that is not there. */
async function isStored(title: string): Promise<boolean> {
  const browser = {
    answer<Result>(request: IDBRequest<Result>): Promise<Result> {
      return new Promise((resolve, reject) => {
        request.addEventListener('success', () => {
          resolve(request.result);
        });
        request.addEventListener('error', () => {
          reject(request.error ?? new Error('The browser gives no reason.'));
        });
      });
    },
  };
  for (const { name } of await indexedDB.databases()) {
    const database = await browser.answer(indexedDB.open(name!));
    try {
      for (const store of database.objectStoreNames) {
        const entries = database.transaction(store).objectStore(store);
        const tabs = browser.answer<unknown>(entries.get('memento/workbench.parts.editor'));
        // What the tab is about is for the extension to know.
        const known = browser.answer<unknown>(entries.get('dataset-darkroom.dataset-darkroom'));
        if ([await tabs, await known].every(stored => typeof stored === 'string' && stored.includes(title)))
          return true;
      }
    } finally {
      database.close();
    }
  }
  return false;
}
