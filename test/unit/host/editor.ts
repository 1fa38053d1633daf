import { register } from 'node:module';

/**
 * Has modules of the host find `vscode.ts` beside this file where they import the editor, which is not there in unit
 * tests. Both are to be imported while a test runs: after this file, and by the same loader.
 */
const place = JSON.stringify(new URL('vscode.ts', import.meta.url).href);
const hooks = `export const resolve = (specifier, context, next) =>
  next(specifier === 'vscode' ? ${place} : specifier, context);`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
