import assert from 'node:assert/strict';
import { viewHtml } from '../../../src/host/viewHtml.ts';

const html = viewHtml({
  script: 'https://host/view.js?a=1&b="',
  style: 'https://host/view.css',
  cspSource: 'https://host',
  nonce: 'N0nce',
  title: '<img src=x onerror=alert(1)>.png',
});

describe('document of a view', () => {
  it('allows nothing but its own script, style and pictures', () => {
    const policy = /content="(default-src[^"]*)"/.exec(html)?.[1]?.replaceAll('&#39;', "'");
    assert.deepEqual(policy?.split('; '), [
      "default-src 'none'",
      "script-src 'nonce-N0nce'",
      "style-src https://host 'nonce-N0nce'",
      'img-src https://host blob: data:',
      'font-src https://host',
    ]);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.match(html, /<script nonce="N0nce"/);
  });

  it('takes along what an earlier page remembered, as text', () => {
    const memory = JSON.stringify({ tab: '"><img src=x>', divider: 0.5 });
    const kept = viewHtml({ script: '', style: '', cspSource: '', nonce: '', title: '', memory });
    assert.doesNotMatch(kept, /<img/);
    const written = /data-memory="([^"]*)"/.exec(kept)![1]!;
    const read = written.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    assert.equal(read, memory);
  });

  it('shows a file’s name as text', () => {
    assert.doesNotMatch(html, /<img/);
    assert.match(html, /&#60;img/);
  });
});
