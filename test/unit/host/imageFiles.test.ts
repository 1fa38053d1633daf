import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readers } from '../../../src/codec/recognize.ts';
import { imageExtensions, imagePattern, isImageName } from '../../../src/host/imageFiles.ts';
import { formatOfName } from '../../../src/shared/extensions.ts';
import { isPipelineFile } from '../../../src/shared/pipeline.ts';

interface Manifest {
  readonly contributes: {
    readonly menus: Readonly<
      Record<string, readonly { readonly command?: string; readonly when?: string }[]>
    >;
    readonly customEditors: readonly { readonly selector: readonly { readonly filenamePattern: string }[] }[];
  };
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

/** The regular expression after `key =~` in a when clause of the manifest. */
function expressionFor(key: string): RegExp {
  const clauses = Object.values(manifest.contributes.menus).flatMap(items =>
    items.map(({ when }) => when ?? ''),
  );
  const found = new Set(clauses.flatMap(clause => new RegExp(`${key} =~ /(.*?)/i`).exec(clause)?.[1] ?? []));
  assert.equal(found.size, 1, `one expression for ${key} everywhere`);
  return new RegExp([...found][0]!, 'i');
}

describe('image files', () => {
  it('are those that the codecs read', () => {
    const named = new Set(imageExtensions.map(extension => formatOfName(`a.${extension}`)));
    assert.deepEqual([...named].sort(), readers.map(({ format }) => format).sort());
  });

  it('are known by the end of their names, in any case', () => {
    for (const extension of imageExtensions) {
      assert.ok(isImageName(`a.${extension}`));
      assert.ok(isImageName(`/b/A.${extension.toUpperCase()}`));
      assert.ok(!isImageName(`a.${extension}.txt`));
    }
    assert.ok(!isImageName('png'));
  });

  it('are the ones that menus and editor are offered on', () => {
    const expression = expressionFor('resourceExtname');
    for (const extension of imageExtensions) {
      assert.match(`.${extension}`, expression);
      assert.match(`.${extension.toUpperCase()}`, expression);
    }
    for (const other of ['.txt', '.pngx', 'png', '.xpng', '.yaml', ''])
      assert.doesNotMatch(other, expression);
    assert.equal(manifest.contributes.customEditors[0]?.selector[0]?.filenamePattern, imagePattern);
  });
});

describe('pipeline files in menus', () => {
  it('are those that the engine takes for pipelines', () => {
    const expression = expressionFor('resourceFilename');
    const names = [
      'darkroom.yaml',
      'darkroom.yml',
      'a.darkroom.yaml',
      'A.DARKROOM.YML',
      'a.b.darkroom.json',
      'darkroom.json',
      'mydarkroom.yaml',
      'a.darkroom.yaml.bak',
      'a.darkroom.txt',
    ];
    for (const name of names) assert.equal(expression.test(name), isPipelineFile(name), name);
  });
});
