import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { packagedFiles } from '../editor/stage.ts';
import { repository } from '../editor/workspace.ts';

/** Largest sizes in bytes, of what the bundles' own budgets (.size-limit.json) do not hold. */
const budgets: readonly (readonly [pattern: RegExp, bytes: number])[] = [
  [/^media\/sample\//, 900_000],
  [/^media\/readme\//, 750_000],
  [/^media\/(?!sample\/|readme\/)/, 300_000],
  [/^/, 5_800_000],
];

describe('package', () => {
  let files: readonly string[];
  before(async function () {
    this.timeout(30_000);
    files = await packagedFiles();
  });

  it('holds every bundle, the decoders and the documents', () => {
    const expected = [
      ...['extension.cjs', 'child.js', 'pixelThread.js', 'datasetThread.js', 'cli.js', 'package.json'].map(
        name => `dist/${name}`,
      ),
      ...['view.js', 'view.css'].map(name => `dist/webview/${name}`),
      ...['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'media/icon.png'],
      ...['README.md', 'annotations.json', 'example.darkroom.yaml'].map(name => `media/sample/${name}`),
    ];
    assert.deepEqual(
      expected.filter(file => !files.includes(file)),
      [],
    );
    assert.ok(files.some(file => /^dist\/wasm\/.+\.wasm$/.test(file)));
  });

  it('holds every picture of its documents', async () => {
    const text = await readFile(join(repository, 'README.md'), 'utf8');
    const pictures = [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(match => match[1]!);
    assert.ok(pictures.length > 0);
    assert.deepEqual(
      pictures.filter(picture => !files.includes(picture)),
      [],
    );
  });

  it('holds no source, test, map or setting of the repository', () => {
    const intruders =
      /\.(ts|tsx|map|vsix|mts|mjs)$|^(src|test|webview|out|coverage|node_modules|\.[^/]+)(\/|$)/;
    assert.deepEqual(
      files.filter(file => intruders.test(file)),
      [],
    );
  });

  it('stays within its size budgets', async () => {
    const built = await readdir(join(repository, 'dist'));
    assert.ok(!built.some(name => name.endsWith('.map')), 'dist is a development build: run npm run build');
    const sizes = await Promise.all(
      files.map(async file => ({ file, bytes: (await stat(join(repository, file))).size })),
    );
    for (const [pattern, budget] of budgets) {
      const matching = sizes.filter(({ file }) => pattern.test(file));
      const bytes = matching.reduce((sum, size) => sum + size.bytes, 0);
      assert.ok(matching.length > 0, `nothing matches ${pattern.source}`);
      assert.ok(bytes <= budget, `${pattern.source} takes ${bytes} bytes, more than ${budget}`);
    }
  });

  it('needs no module that is not inside the bundles', async () => {
    const bundles = files.filter(file => /^dist\/[^/]+\.c?js$/.test(file));
    assert.ok(bundles.length >= 4);
    for (const bundle of bundles) {
      const text = await readFile(join(repository, bundle), 'utf8');
      const required = [...text.matchAll(/\brequire\("([^"./][^"]*)"\)/g)].map(match => match[1]!);
      const foreign = required.filter(name => name !== 'vscode' && !isBuiltin(name));
      assert.deepEqual([...new Set(foreign)], [], bundle);
      if (bundle !== 'dist/extension.cjs')
        assert.ok(!required.includes('vscode'), `${bundle} asks for vscode`);
    }
  });

  it('has no module of the network in its bundles', async () => {
    const network = new Set([
      'dgram',
      'dns',
      'dns/promises',
      'http',
      'http2',
      'https',
      'inspector',
      'net',
      'tls',
    ]);
    for (const bundle of files.filter(file => /^dist\/[^/]+\.c?js$/.test(file))) {
      const text = await readFile(join(repository, bundle), 'utf8');
      const required = [...text.matchAll(/\brequire\("(?:node:)?([^"]+)"\)/g)].map(match => match[1]!);
      assert.ok(required.length > 0, bundle);
      assert.deepEqual(
        required.filter(name => network.has(name)),
        [],
        bundle,
      );
    }
  });

  it('has no decoder in the extension’s own bundle, which every window loads', async () => {
    const text = await readFile(join(repository, 'dist/extension.cjs'), 'utf8');
    assert.doesNotMatch(text, /jimp|jsquash|mozjpeg_dec|webp_dec|WebAssembly/i);
    const thread = await readFile(join(repository, 'dist/pixelThread.js'), 'utf8');
    assert.match(thread, /jimp/i);
  });
});
