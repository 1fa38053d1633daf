import './editor.ts';
import assert from 'node:assert/strict';
import type { Problem } from '../../../src/shared/errors.ts';
import type { Diagnostic, Uri } from './vscode.ts';

describe('files that could not be developed', () => {
  it('are listed with every reason, each once, be there several of one file', async () => {
    const { languages } = await import('./vscode.ts');
    const listed = new Map<string, string[]>();
    languages['createDiagnosticCollection'] = () => ({
      clear: () => {
        listed.clear();
      },
      set: (entries: readonly (readonly [Uri, readonly Diagnostic[]])[]) => {
        for (const [{ path }, diagnostics] of entries) {
          listed.set(
            path,
            diagnostics.map(({ message }) => message),
          );
        }
      },
    });
    const { Failures } = await import('../../../src/host/failures.ts');
    const failed = (file: string, message: string): Problem => ({ code: 'out_of_domain', file, message });
    new Failures().show([
      failed('/in/a.png', 'Step 2: nothing of the image is left.'),
      failed('/in/b.png', '/in/b.png is no image.'),
      failed('/in/a.png', 'Step 3: /in/a.png is too small.'),
      failed('/in/a.png', 'Step 2: nothing of the image is left.'),
    ]);
    assert.deepEqual(Object.fromEntries(listed), {
      '/in/a.png': ['Step 2: nothing of the image is left.', 'Step 3: a.png is too small.'],
      '/in/b.png': ['b.png is no image.'],
    });
  });
});
