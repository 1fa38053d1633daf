import '../host/editor.ts';
import assert from 'node:assert/strict';
import type { Finding } from '../../../src/shared/dataset.ts';
import type { Diagnostic, Uri } from '../host/vscode.ts';

describe('findings among the problems of the editor', () => {
  it('are told how many more there are, be it one', async () => {
    const { languages } = await import('../host/vscode.ts');
    const told = new Map<string, readonly Diagnostic[]>();
    languages['createDiagnosticCollection'] = () => ({
      delete: (uri: Uri) => told.delete(uri.path),
      set: (entries: readonly (readonly [Uri, readonly Diagnostic[]])[]) => {
        for (const [{ path }, diagnostics] of entries) told.set(path, diagnostics);
      },
    });
    const { HealthProblems } = await import('../../../src/host/gallery/healthProblems.ts');
    const problems = new HealthProblems();
    const more = (count: number) => {
      const findings = Array.from({ length: count }, (_value, index): Finding => ({
        ...{ rule: 'dark', severity: 'warning', message: 'It is dark.' },
        file: `/set/${index}.png`,
      }));
      assert.equal(problems.show('/set', findings), Math.min(count, 5000));
      return told.get('/set')?.map(({ message }) => message);
    };
    const where = 'counted in the gallery; darkroom check lists';
    assert.deepEqual(more(5001), [`And 1 more finding, which is ${where} all of them.`]);
    assert.deepEqual(more(5002), [`And 2 more findings, which are ${where} all of them.`]);
    assert.equal(more(5000), undefined);
  });
});
