import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { excludeFiles } from '../../../src/dataset/exclusion.ts';
import { hashPipeline } from '../../../src/dataset/manifest/pipelineHash.ts';
import { planLabels } from '../../../src/dataset/labelPlan.ts';
import { planDevelopment } from '../../../src/dataset/plan.ts';
import { describeUnmatched } from '../../../src/shared/exclusion.ts';
import { inFolder, type Exclusion } from '../../../src/shared/pipeline.ts';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import { LabelFolder } from '../../fixtures/labelFolder.ts';

const rest = () => Promise.resolve();

describe('excluding images', () => {
  let folder: LabelFolder;
  beforeEach(async () => (folder = await LabelFolder.with({})));
  afterEach(() => folder.remove());

  /** Relative paths of what is left of these below the folder `set`. */
  const left = async (
    exclude: Exclusion | readonly string[],
    paths = ['a.png', 'train/a.png', 'train/cat/b.png', 'train/cat/c.jpg', 'test/b.png'],
    input = folder.path('set'),
  ) => {
    const exclusion = 'patterns' in exclude ? exclude : { patterns: exclude };
    const found = paths.map(path => ({ path: join(input, path), relativePath: path }));
    const { files, excluded, exclusion: told } = await excludeFiles(found, [input], exclusion);
    assert.equal(files.length + excluded.length, found.length);
    assert.equal(told.count, excluded.length);
    return { paths: files.map(({ relativePath }) => relativePath), unmatched: told.unmatched };
  };
  const excluded = async (patterns: readonly string[]) => {
    const all = (await left([])).paths;
    const { paths } = await left(patterns);
    return all.filter(path => !paths.includes(path));
  };

  it('takes exact paths, folders and patterns', async () => {
    assert.deepEqual(await excluded(['a.png']), ['a.png']);
    assert.deepEqual(await excluded(['train/cat']), ['train/cat/b.png', 'train/cat/c.jpg']);
    assert.deepEqual(await excluded(['./train/cat/']), ['train/cat/b.png', 'train/cat/c.jpg']);
    assert.deepEqual(await excluded(['*.png']), ['a.png']);
    assert.deepEqual(await excluded(['**/*.jpg']), ['train/cat/c.jpg']);
    assert.deepEqual(await excluded(['**/b.png']), ['train/cat/b.png', 'test/b.png']);
    assert.deepEqual(await excluded(['t*']), [
      'train/a.png',
      'train/cat/b.png',
      'train/cat/c.jpg',
      'test/b.png',
    ]);
    assert.deepEqual(await excluded(['train\\cat\\b.png']), ['train/cat/b.png']);
    assert.deepEqual(await excluded(['cat', 'A.png']), []);
  });

  it('takes names with signs of patterns as they are written', async () => {
    const paths = ['img (1).png', 'img[2].png', 'img2.png', '!x.png', 'x.png', 'e\u0301.png'];
    const { paths: others, unmatched } = await left(
      ['img (1).png', 'img[2].png', '!x.png', '\u00e9.png'],
      paths,
    );
    assert.deepEqual([others, unmatched], [['img2.png', 'x.png'], []]);
    // The same without the file by that name.
    assert.deepEqual((await left(['img[2].png'], ['img2.png'])).paths, []);
    await folder.put('set/img[2].png', '');
    const exclude = { patterns: ['img[2].png'], folder: folder.path('set') };
    const elsewhere = await left(exclude, ['img2.png'], folder.path('set/deeper'));
    assert.deepEqual([elsewhere.paths, elsewhere.unmatched], [['img2.png'], []]);
  });

  it('takes no pattern beyond all measure', async () => {
    const long = '*'.repeat(70_000);
    assert.deepEqual((await left([long], ['a.png'])).unmatched, [long]);
  });

  it('compares with the path below the folder of the pipeline too', async () => {
    const exclude = { patterns: ['set/train/a.png', 'set/test/**'], folder: folder.root };
    assert.deepEqual((await left(exclude)).paths, ['a.png', 'train/cat/b.png', 'train/cat/c.jpg']);
    const beside = { patterns: ['../set/train', '../set/*/b.png'], folder: folder.path('configs') };
    assert.deepEqual((await left(beside)).paths, ['a.png']);
  });

  it('still knows an image when only its folder, or itself, is developed', async () => {
    const exclude = { patterns: ['set/train/cat/b.png', 'c.jpg'], folder: folder.root };
    const input = folder.path('set/train/cat');
    assert.deepEqual((await left(exclude, ['b.png', 'c.jpg', 'd.png'], input)).paths, ['d.png']);
    const path = join(input, 'b.png');
    const alone = await excludeFiles([{ path, relativePath: 'b.png' }], [path], exclude);
    assert.equal(alone.files.length, 0);
    // A file that is named itself lies in no input folder: `c.jpg` is that of another place.
    const other = { path: join(input, 'c.jpg'), relativePath: 'c.jpg' };
    assert.equal((await excludeFiles([other], [other.path], exclude)).files.length, 1);
  });

  it('reads a list, relative to the pipeline and with its own folder as another start', async () => {
    await folder.put('set/excluded.txt', '\uFEFF# dark\r\ntrain/a.png\r\n\r\ntest/*\r\ngone.png\r\n');
    const exclude = { patterns: [], file: 'set/excluded.txt', folder: folder.root };
    const { paths, unmatched } = await left(exclude);
    assert.deepEqual(paths, ['a.png', 'train/cat/b.png', 'train/cat/c.jpg']);
    assert.deepEqual(unmatched, ['gone.png']);
    const within = await left(exclude, ['a.png', 'cat/b.png'], folder.path('set/train'));
    assert.deepEqual(within.paths, ['cat/b.png']);
  });

  it('refuses to go on without its list', async () => {
    const exclude = { patterns: [], file: 'gone.txt', folder: folder.root };
    await assert.rejects(left(exclude), /Reading .*gone\.txt: it does not exist/);
    await assert.rejects(
      left({ patterns: [], file: 'gone.txt' }),
      /is relative to the pipeline’s file, which is not on disk/,
    );
  });

  it('tells what matches nothing, but not what is there and no part of the run', async () => {
    await folder.put('set/other/there.png', '');
    const patterns = ['a.png', 'gone.png', '**/*.gif', 'set/other/there.png', 'a.png/'];
    const { unmatched } = await left({ patterns, folder: folder.root });
    assert.deepEqual(unmatched, ['gone.png', '**/*.gif']);
    assert.equal(
      describeUnmatched({ count: 1, unmatched, list: '/x/excluded.txt' }),
      'excluded.txt names what matches none of the images: gone.png, **/*.gif.',
    );
    assert.equal(
      describeUnmatched({ count: 0, unmatched: ['1', '2', '3', '4', '5', '6', '7'] }),
      'exclude names what matches none of the images: 1, 2, 3, 4, 5 and 2 more.',
    );
    assert.equal(describeUnmatched({ count: 1, unmatched: [] }), undefined);
  });

  const pipelineOf = (text: string) => inFolder(parsePipeline(text, 'yaml'), folder.root).pipeline!;

  it('changes nothing of the pipeline’s hash, so that finished results stay', async () => {
    const plain = pipelineOf('steps: [flip]\n');
    const less = pipelineOf('steps: [flip]\nexclude: [a.png]\n');
    assert.ok(less.exclude);
    assert.equal(await hashPipeline(less, 'train'), await hashPipeline(plain, 'train'));
    assert.notEqual(
      await hashPipeline(pipelineOf('steps: []\n'), 'train'),
      await hashPipeline(plain, 'train'),
    );
  });

  it('takes images out of the plan, with the number, and their labels are no orphans', async () => {
    for (const name of ['a', 'b', 'c']) {
      await folder.put(`set/images/${name}.png`, name);
      await folder.put(`set/labels/${name}.txt`, '0 0.5 0.5 0.2 0.2\n');
    }
    const plan = await planDevelopment(
      {
        inputs: [resolve(folder.path('set'))],
        outputFolder: folder.path('out'),
        pipeline: pipelineOf('steps: []\nexclude: [images/b.png, images/x.png]\n'),
        mode: 'train',
        versions: 2,
        overwrite: false,
        annotations: folder.path('set'),
      },
      { readableExtensions: ['.png'], extensionOf: () => '.png', planLabels, rest },
    );
    assert.deepEqual(
      plan.files.map(({ relativePath }) => relativePath),
      ['images/a.png', 'images/a.png', 'images/c.png', 'images/c.png'],
    );
    assert.deepEqual(plan.exclusion, { count: 1, unmatched: ['images/x.png'] });
    assert.deepEqual(plan.annotations[0]!.problems, []);
    assert.deepEqual(plan.conflicts, []);
  });

  it('says nothing of labels that an excluded image has not', async () => {
    for (const name of ['a', 'b']) await folder.put(`set/${name}.png`, name);
    await folder.put('labels.csv', 'filename,class\na.png,cat\n');
    const request = (exclude: string) => ({
      inputs: [folder.path('set')],
      outputFolder: folder.path('out'),
      pipeline: pipelineOf(`steps: []\n${exclude}\n`),
      mode: 'train' as const,
      versions: 1,
      overwrite: false,
      annotations: folder.path('labels.csv'),
    });
    const formats = { readableExtensions: ['.png'], extensionOf: () => '.png', planLabels, rest };
    const whole = await planDevelopment(request(''), formats);
    assert.match(whole.annotations[0]!.problems[0]!.message, /b\.png has no labels/);
    const less = await planDevelopment(request('exclude: [b.png]'), formats);
    assert.deepEqual(less.annotations[0]!.problems, []);
  });
});
