import { PageServer } from './openPage.ts';

/** Serves a page to the tests of a `describe`; see `PageServer.start`. */
export function usePageServer(
  ...page: Parameters<typeof PageServer.start>
): Pick<PageServer, 'open' | 'openWith'> {
  let server: PageServer | undefined;
  before('start a browser', async function () {
    // Where there is none it is installed first.
    this.timeout(180_000);
    server = await PageServer.start(...page);
  });
  after('stop the browser', () => server?.stop());
  return {
    open: (...options) => server!.open(...options),
    openWith: (...options) => server!.openWith(...options),
  };
}
