import assert from 'node:assert/strict';
import { fileError } from '../../../src/dataset/fileErrors.ts';
import { toProblem } from '../../../src/shared/errors.ts';

describe('what the system says of a file', () => {
  it('is no bug where too many files are open, and tells what to do', () => {
    for (const code of ['EMFILE', 'ENFILE']) {
      const thrown = Object.assign(new Error(`${code}: too many open files`), { code });
      assert.deepEqual(toProblem(fileError(thrown, 'Reading', '/in/a.png')), {
        code: 'too_many_open',
        message: 'Reading /in/a.png: it cannot be opened, for too many files are open.',
        hint: 'Raise the limit of open files (ulimit -n), or use fewer workers.',
        file: '/in/a.png',
      });
    }
  });
});
