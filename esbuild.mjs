import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { build, context, transform } from 'esbuild';

const watch = process.argv.includes('--watch');
const development = watch || process.argv.includes('--development');
const require = createRequire(import.meta.url);

/** WebAssembly decoders, loaded from beside the bundle. */
const wasmFiles = [
  '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm',
  '@jsquash/webp/codec/dec/webp_dec.wasm',
  '@jsquash/webp/codec/enc/webp_enc_simd.wasm',
];

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  sourcemap: development ? 'linked' : false,
  minify: !development,
  logLevel: 'warning',
  legalComments: 'eof',
};

/** @type {import('esbuild').BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  // A bundle cannot follow what UMD builds require at run time.
  mainFields: ['module', 'main'],
};

const commonJs = {
  format: 'cjs',
  // Libraries written as ES modules ask where they are; a CommonJS bundle answers with its own path.
  define: { 'import.meta.url': 'importMetaUrl' },
};
const importMetaUrl = 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;';

/**
 * For a bundle of which that which is imported on demand is in files of its own, so that it is not even parsed at the
 * start. esbuild splits ES modules only, and Node is slow to load several of these: each file is made a CommonJS module.
 *
 * @type {import('esbuild').BuildOptions}
 */
const split = {
  ...node,
  sourcemap: development ? 'inline' : false,
  format: 'esm',
  splitting: true,
  outdir: 'dist',
  write: false,
  plugins: [{ name: 'to CommonJS', setup: ({ onEnd }) => onEnd(writeAsCommonJs) }],
};

/** @param {import('esbuild').BuildResult} result */
async function writeAsCommonJs({ outputFiles = [] }) {
  /** @type {import('esbuild').TransformOptions} */
  const options = {
    ...commonJs,
    platform: node.platform,
    target: node.target,
    minify: node.minify,
    legalComments: node.legalComments,
    sourcemap: split.sourcemap,
    banner: importMetaUrl,
    // `import()` of a CommonJS module starts all that Node has for ES modules, which takes longer than most of them.
    supported: { 'dynamic-import': false },
  };
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, options);
    await writeFile(path, code);
  }
}

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  {
    ...node,
    ...commonJs,
    banner: { js: importMetaUrl },
    entryPoints: ['src/host/extension.ts'],
    outfile: 'dist/extension.cjs',
    external: ['vscode'],
  },
  { ...split, entryPoints: ['src/worker/child.ts'] },
  { ...split, entryPoints: ['src/worker/pixelThread.ts'] },
  { ...split, entryPoints: ['src/worker/datasetThread.ts'] },
  { ...split, entryPoints: { cli: 'src/cli/main.ts' } },
  {
    ...common,
    platform: 'browser',
    target: 'chrome128',
    format: 'iife',
    entryPoints: ['webview/view.ts', 'webview/gallery.ts'],
    outdir: 'dist/webview',
  },
];

await rm('dist', { recursive: true, force: true });
await mkdir('dist/wasm', { recursive: true });
// The package is a module, the bundles are not.
await writeFile('dist/package.json', '{ "type": "commonjs" }\n');
await writeFile('dist/pipeline.schema.json', await schemaOf('schema', 'pipelineSchema'));
await writeFile('dist/pipeline.editor.schema.json', await schemaOf('editor-schema', 'editorSchema'));
for (const file of wasmFiles) await copyFile(require.resolve(file), join('dist/wasm', basename(file)));

if (watch) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  await Promise.all(bundles.map(options => build(options)));
}

/** A JSON schema of pipeline files, derived from the registry of operations. */
async function schemaOf(module, name) {
  const { outputFiles } = await build({
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    entryPoints: [`src/engine/pipeline/${module}.ts`],
  });
  const bundle = Buffer.from(outputFiles[0].contents).toString('base64');
  const made = await import(`data:text/javascript;base64,${bundle}`);
  return `${JSON.stringify(made[name]())}\n`;
}
