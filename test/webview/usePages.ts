import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { OpenPage, PageServer } from './openPage.ts';
import { usePageServer } from './usePageServer.ts';

/** Opens the page for the tests of a `describe`, which fail when one of theirs says an error or breaks its policy. */
export function usePages(): { open(...options: Parameters<PageServer['open']>): Promise<Page> } {
  const server = usePageServer();
  let opened: readonly OpenPage[] = [];
  afterEach(async () => {
    const seen = await Promise.all(
      opened.map(async ({ page, errors }) => {
        const violations = await page.evaluate(() => window.policyViolations);
        await page.context().close();
        return [...errors, ...violations];
      }),
    );
    opened = [];
    assert.deepEqual(seen.flat(), []);
  });
  return {
    async open(...options) {
      const open = await server.open(...options);
      opened = [...opened, open];
      return open.page;
    },
  };
}
