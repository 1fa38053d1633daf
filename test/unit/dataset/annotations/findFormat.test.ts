import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { encodeIds } from '../../../../src/codec/index.ts';
import { annotationFormats, findFormat } from '../../../../src/dataset/annotations/index.ts';
import { findFiles } from '../../../../src/dataset/inputs.ts';
import { DarkroomError } from '../../../../src/shared/errors.ts';
import { AnnotationFolder, resultOf } from '../../../fixtures/annotations.ts';
import { noise } from '../../../fixtures/image.ts';

const sample = fileURLToPath(new URL('../../../../media/sample', import.meta.url));

describe('finding the annotation format', () => {
  const folder = new AnnotationFolder();
  beforeEach(() => folder.make());
  afterEach(() => folder.remove());

  const fails = async (path: string, message: RegExp, hint: RegExp): Promise<void> => {
    await assert.rejects(findFormat(path), (error: unknown) => {
      assert.ok(error instanceof DarkroomError, String(error));
      assert.match(error.message, message);
      assert.match(error.hint ?? '', hint);
      return true;
    });
  };

  it('goes by content', async () => {
    const json = await folder.put('x.txt', '{"images": [], "annotations": [], "categories": []}');
    assert.equal((await findFormat(json)).id, 'coco');
    assert.equal((await findFormat(await folder.put('y', 'image,class\n'))).id, 'csv');
  });

  it('says what is read when nothing fits', async () => {
    const path = await folder.put('notes.json', '{}');
    await fails(path, /notes\.json is in none of the annotation formats/, /Expected one of: COCO \(JSON\)/);
    await fails(`${folder.root}/gone`, /does not exist/, /Check the path/);
  });

  it('names the files that a folder holds', async () => {
    await folder.put('annotations/instances.json', '{"images": [], "annotations": [], "categories": []}');
    await folder.put('other.json', '{}');
    await fails(folder.root, /is in none/, /^Name the file inside it: \S+annotations.instances\.json\.$/);
  });

  it('takes a folder of any name for masks when it holds gray levels', async () => {
    await folder.put('gray/a.png', encodeIds({ image: noise(4, 3, 1, 'uint8') }));
    assert.equal((await findFormat(`${folder.root}/gray`)).id, 'masks');
  });

  it('goes by the content of text in UTF-16 as well, which is then refused by name', async () => {
    const little = Buffer.from('{"images": [], "annotations": [], "categories": []}', 'utf16le');
    const yaml = Buffer.from('names: [cat]\ntrain: images\n', 'utf16le');
    const marked = (text: Buffer) => Buffer.concat([Buffer.from([0xff, 0xfe]), text]);
    const big = (text: Buffer) => Buffer.from(text).swap16();
    const variants = { 'a.json': little, 'b.json': marked(little), 'c.json': big(marked(little)) };
    for (const [name, bytes] of Object.entries({ ...variants, 'd.json': big(little), 'data.yaml': yaml })) {
      const path = await folder.put(name, bytes);
      await assert.rejects((await findFormat(path)).read(path, []), {
        message: `${path} is UTF-16 text, not UTF-8.`,
        hint: 'Save it again as UTF-8.',
      });
    }
  });

  it('has ids of their own', () => {
    const ids = annotationFormats.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('reads the sample dataset, boxes and classes, and writes it back as it is', async () => {
    const { files } = await findFiles([sample], { extensions: ['.jpg', '.png'] });
    const path = `${sample}/annotations.json`;
    const format = await findFormat(path);
    assert.equal(format.id, 'coco');
    const set = await format.read(path, files);
    assert.deepEqual(set.problems, []);
    const results = files.map(file => resultOf(file, set.labelsOf(file)!));
    assert.equal(set.write(results)[0]?.text, await readFile(path, 'utf8'));

    const classes = await findFormat(sample);
    assert.equal(classes.id, 'folders');
    const inFolders = await classes.read(sample, files);
    assert.deepEqual(inFolders.problems, []);
    assert.deepEqual(
      new Set(files.flatMap(file => inFolders.labelsOf(file)!.classes)),
      new Set(['home', 'space']),
    );
  });
});
