import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Path of a bundled file; the processes under test run from the bundle, as they do for people. */
export function bundle(name: 'child.js' | 'cli.js'): string {
  const path = fileURLToPath(new URL(`../../../dist/${name}`, import.meta.url));
  if (existsSync(path)) return path;
  throw new Error(`${path} is missing: build first, with npm run build or node esbuild.mjs --development.`);
}
