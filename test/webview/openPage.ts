import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { viewHtml } from '../../src/host/viewHtml.ts';
import type { Image } from '../../src/engine/image.ts';
import { dataTypeOf, shapeOf } from '../../src/engine/image.ts';
import type { ImageFacts } from '../../src/shared/image.ts';
import { launchChromium } from '../editor/chromium.ts';
import type { HarnessImage, HarnessOptions } from './harness.ts';

const nonce = 'bm9uY2Utb2YtdGhlLXRlc3Rz';

/** The built page behind a server of its own, in a browser, under the policy that the extension gives it. */
export class PageServer {
  private constructor(
    private readonly server: Server,
    private readonly browser: Browser,
    private readonly harness: string,
  ) {}

  /** @param entry of the page @param other what stands for the editor in it */
  static async start(entry = 'webview/view.ts', other = 'test/webview/harness.ts'): Promise<PageServer> {
    const [page, harness] = await Promise.all([bundle(entry), bundle(other)]);
    const files = new Map([
      ['/view.js', { type: 'text/javascript', text: page.script }],
      ['/view.css', { type: 'text/css', text: page.style }],
      ['/favicon.ico', { type: 'image/x-icon', text: '' }],
    ]);
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      const origin = `http://${request.headers.host ?? ''}`;
      const html = viewHtml({
        script: `${origin}/view.js`,
        style: `${origin}/view.css`,
        cspSource: origin,
        nonce,
        title: 'Darkroom',
      });
      const file = path === '/' ? { type: 'text/html', text: html } : files.get(path);
      response.writeHead(file ? 200 : 404, {
        'content-type': `${file?.type ?? 'text/plain'}; charset=utf-8`,
      });
      response.end(file?.text ?? 'Not found');
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return new PageServer(server, await launchChromium(), harness.script);
  }

  /** A page of this size with the harness behind it, once it shows its first state. */
  async open(options: Partial<HarnessOptions>, size: { width: number; height: number }): Promise<OpenPage> {
    const harnessOptions: HarnessOptions = {
      theme: 'dark',
      purpose: 'editor',
      images: [],
      trusted: true,
      pipeline: 'none',
      texts: {},
      ...options,
    };
    return this.openWith({ harnessOptions }, size, '.facts, .message, .toolbar');
  }

  /**
   * @param globals that the harness finds on the window
   * @param shown a selector of what is there when the page shows something
   */
  async openWith(
    globals: Readonly<Record<string, unknown>>,
    size: { width: number; height: number },
    shown: string,
  ): Promise<OpenPage> {
    const context = await this.browser.newContext({ viewport: size, deviceScaleFactor: 1 });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', error => errors.push(error.stack ?? error.message));
    page.on('console', message => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
    });
    for (const [name, value] of Object.entries(globals))
      await page.addInitScript(`window.${name} = ${JSON.stringify(value)};`);
    await page.addInitScript(this.harness);
    const { port } = this.server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/`);
    try {
      await page.waitForSelector(shown, { timeout: 8000 });
    } catch (thrown) {
      throw new Error(`The page shows nothing. It says:\n${errors.join('\n')}`, { cause: thrown });
    }
    return { page, errors };
  }

  async stop(): Promise<void> {
    await this.browser.close();
    this.server.close();
  }
}

export interface OpenPage {
  readonly page: Page;
  /** Errors and warnings of the console, and exceptions. */
  readonly errors: readonly string[];
}

async function bundle(entry: string): Promise<{ script: string; style: string }> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    outdir: 'out',
    platform: 'browser',
    target: 'chrome120',
    format: 'iife',
    keepNames: true,
    minify: true,
  });
  const find = (extension: string) => outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
  return { script: find('.js'), style: find('.css') };
}

/** An image for the harness, with the facts a PNG file of it would have unless others are given. */
export function harnessImage(name: string, image: Image, facts: Partial<ImageFacts> = {}): HarnessImage {
  const { data, width, height, channels, orientation } = image;
  return {
    name,
    dtype: dataTypeOf(data),
    width,
    height,
    channels,
    base64: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
    facts: { format: 'png', shape: shapeOf(image), orientation, bytes: 123_456, notes: [], ...facts },
  };
}
