import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { healthRules } from '../../src/dataset/health/index.ts';
import { healthPage, healthSettings } from '../docs/healthPage.ts';

const root = join(import.meta.dirname, '../..');

describe('the rules of the health check', () => {
  it('have names of their own, sentences, and thresholds in their range', () => {
    assert.equal(new Set(healthRules.map(({ id }) => id)).size, healthRules.length);
    for (const { id, title, doc, threshold } of healthRules) {
      assert.match(id, /^[a-z][A-Za-z]*$/);
      assert.match(title, /^[A-Z][^.]*$/);
      assert.match(doc, /^[A-Z][^]*\.$/);
      if (!threshold) continue;
      assert.ok(threshold.minimum <= threshold.default && threshold.default <= threshold.maximum, id);
      assert.match(threshold.doc, /^[A-Z][^]*\.$/);
    }
  });

  it('are in the list when they are declared', () => {
    const folder = join(root, 'src/dataset/health');
    const declared = readdirSync(folder).flatMap(file =>
      [
        ...readFileSync(join(folder, file), 'utf8').matchAll(
          /^export const (\w+) = (?:image|set|label|problem)Rule\(\{/gm,
        ),
      ].map(([, name]) => name!),
    );
    assert.equal(declared.length, healthRules.length);
    assert.deepEqual(
      declared.filter(name => !healthRules.some(({ id }) => id === name)),
      [],
    );
  });

  it('are on the page, which npm run docs writes anew', () => {
    assert.equal(readFileSync(join(root, 'media/docs/health.md'), 'utf8'), healthPage());
  });

  it('have the settings that the manifest declares', () => {
    const declared = Object.entries(manifest.contributes.configuration.properties).filter(([name]) =>
      name.startsWith('darkroom.health.'),
    );
    const first = (declared[0]![1] as { readonly order: number }).order;
    assert.deepEqual(Object.fromEntries(declared), healthSettings(first));
  });
});
