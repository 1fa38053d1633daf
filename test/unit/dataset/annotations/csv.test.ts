import assert from 'node:assert/strict';
import { csv } from '../../../../src/dataset/annotations/csv.ts';
import type { AnnotationSet, LabelledResult } from '../../../../src/dataset/annotations/format.ts';
import { DarkroomError } from '../../../../src/shared/errors.ts';
import { packLabels, unpackLabels } from '../../../../src/shared/packedLabels.ts';
import { AnnotationFolder, messagesOf, resultOf } from '../../../fixtures/annotations.ts';

describe('CSV', () => {
  const folder = new AnnotationFolder();
  beforeEach(() => folder.make());
  afterEach(() => folder.remove());

  const read = async (text: string, ...images: readonly string[]): Promise<AnnotationSet> =>
    folder.read(csv, text, folder.images(...images), 'labels.csv');
  const written = (set: AnnotationSet, ...results: readonly LabelledResult[]): string => {
    const [file, ...more] = set.write(results);
    assert.deepEqual(more, []);
    assert.equal(file?.path, 'labels.csv');
    return file.text;
  };
  const unchanged = (set: AnnotationSet, ...images: readonly string[]): readonly LabelledResult[] =>
    folder.images(...images).map(image => resultOf(image, unpackLabels(packLabels(set.labelsOf(image)!))));

  const classes = 'filename,label,split\ndeep/a.jpg,cat,train\nb.jpg,dog,val\ndeep/a.jpg,striped,train\n';
  const boxes =
    'filename,width,height,class,xmin,ymin,xmax,ymax,truncated\n' +
    'a.jpg,20,10,cat,1,2,5,6.5,0\n' +
    'b.jpg,20,10,dog,0,0,20,10,1\n' +
    'a.jpg,20,10,"dog, small",1.50,2,3,4,0\n';

  it('reads classes of images', async () => {
    const set = await read(classes, 'deep/a.jpg', 'b.jpg');
    assert.deepEqual(set.problems, []);
    const [a, b] = folder.images('deep/a.jpg', 'b.jpg');
    assert.deepEqual(set.labelsOf(a!), { classes: ['cat', 'striped'], objects: [] });
    assert.deepEqual(set.labelsOf(b!), { classes: ['dog'], objects: [] });
  });

  it('reads boxes, one row for each object', async () => {
    const set = await read(boxes, 'a.jpg', 'b.jpg');
    assert.deepEqual(set.problems, []);
    assert.deepEqual(set.labelsOf(folder.images('a.jpg')[0]!), {
      width: 20,
      height: 10,
      classes: [],
      objects: [
        { id: 0, label: 'cat', box: [1, 2, 5, 6.5] },
        { id: 2, label: 'dog, small', box: [1.5, 2, 3, 4] },
      ],
    });
    assert.equal(set.labelsOf(folder.images('c.jpg')[0]!), undefined);
  });

  it('reads boxes by their corner and size, which is not that of the image, and writes them so', async () => {
    for (const header of [
      'file,x,y,width,height,label',
      'file,x,y,w,h,label',
      'file,left,top,width,height,label',
    ]) {
      const text = `${header}\na.jpg,1,2,4,4.5,cat\na.jpg,0,0,3,3,dog\n`;
      const set = await read(text, 'a.jpg');
      assert.deepEqual(set.problems, []);
      const [image] = folder.images('a.jpg');
      const labels = set.labelsOf(image!)!;
      assert.deepEqual(labels, {
        classes: [],
        objects: [
          { id: 0, label: 'cat', box: [1, 2, 5, 6.5] },
          { id: 1, label: 'dog', box: [0, 0, 3, 3] },
        ],
      });
      assert.equal(written(set, ...unchanged(set, 'a.jpg')), text);
      const moved = structuredClone(labels);
      const objects = [{ id: 0, label: 'cat', box: [2, 4, 10, 13] as const }];
      assert.equal(written(set, resultOf(image!, { ...moved, objects })), `${header}\na.jpg,2,4,8,9,cat\n`);
    }
    const damaged = await read('file,x,y,w,h\na.jpg,5,2,-1,3\n', 'a.jpg');
    assert.match(messagesOf(damaged)[0]!, /width and height not below 0/);
  });

  it('reads the size of the image beside that of the boxes', async () => {
    const text = 'file,image_width,image_height,x,y,width,height\na.jpg,20,10,1,2,4,4\n';
    const labels = (await read(text, 'a.jpg')).labelsOf(folder.images('a.jpg')[0]!);
    assert.deepEqual([labels?.width, labels?.height, labels?.objects[0]?.box], [20, 10, [1, 2, 5, 6]]);
    const corners = 'file,width,height,x,y,xmin,ymin,xmax,ymax\na.jpg,20,10,7,7,1,2,5,6\n';
    const other = (await read(corners, 'a.jpg')).labelsOf(folder.images('a.jpg')[0]!);
    assert.deepEqual([other?.width, other?.objects[0]?.box], [20, [1, 2, 5, 6]]);
  });

  it('takes absolute paths of images for the same as relative ones', async () => {
    const path = `${folder.root}/deep/a.jpg`;
    const text = `file,label,x1,y1,x2,y2\n${path},cat,1,2,3,4\ndeep/a.jpg,dog,1,2,3,4\n`;
    const set = await read(text, 'deep/a.jpg');
    assert.deepEqual(messagesOf(set), []);
    assert.equal(set.labelsOf(folder.images('deep/a.jpg')[0]!)?.objects.length, 2);
    assert.equal(
      written(set, ...unchanged(set, 'deep/a.jpg')),
      text.replace(path, 'deep/a.jpg'),
      'the result is named below its own folder',
    );
    const outside = await read(`file,label\n${folder.root}/../a.jpg,cat\n/etc/passwd,cat\n`, 'a.jpg');
    assert.match(
      messagesOf(outside).slice(0, 2).join(),
      /csv:2: expected a path below.*csv:3: expected a path below/,
    );
  });

  it('names columns that look like places and are kept as they are', async () => {
    const kept = async (header: string): Promise<string | undefined> => {
      const { problems } = await read(
        `${header}\na.jpg${',1'.repeat(header.split(',').length - 1)}\n`,
        'a.jpg',
      );
      const told = problems.filter(({ kind }) => kind === 'columns of places that do not move');
      assert.ok(told.every(({ line, hint }) => line === 1 && hint?.includes('xmin,ymin,xmax,ymax')));
      return told
        .map(
          ({ message }) => /labels\.csv:1: columns that .* do NOT move with it: (.*)\.$/.exec(message)?.[1],
        )
        .join();
    };
    const places = [
      'bbox_x, bbox_y, bbox_w, bbox_h',
      'cx, cy, w, h',
      'x, y',
      'BBox X, BBox Y, BBox W, BBox H',
      'x_center, y_center',
      'bbox_left, bbox_top, bbox_right, bbox_bottom',
      'bbox',
      'gt_bbox_xywh',
      'polygon',
      'Segmentation',
      'keypoints',
      'all_points',
    ];
    for (const names of places)
      assert.equal(await kept(`image_path,label,${names.replaceAll(', ', ',')}`), names);
    assert.equal(await kept('image_path,label,xmin,ymin,xmax,ymax,polygon,bbox_area'), 'polygon');
    for (const header of [
      'filename,label,split',
      'filename,width,height,class,xmin,ymin,xmax,ymax,truncated',
      'ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded',
      'image_id,label,bbox_x,bbox_y,bbox_width,bbox_height,box_id,num_boxes',
      'file,image_width,image_height,x,y,w,h,label',
      'file,label,width,height,left,right,weight,hash,w,h,text,index,max,note',
    ])
      assert.equal(await kept(header), '', header);
  });

  it('writes what did not move as it came', async () => {
    for (const text of [classes, boxes, boxes.replaceAll('\n', '\r\n'), 'Image;Class\na.jpg;1\nb.jpg;02\n']) {
      const names = text.includes('deep') ? ['b.jpg', 'deep/a.jpg'] : ['b.jpg', 'a.jpg'];
      const set = await read(text, ...names);
      assert.equal(written(set, ...unchanged(set, ...names)), text);
    }
  });

  it('writes what moved, rounded to hundredths, with the new file and size, and no more than is left', async () => {
    const set = await read(boxes, 'a.jpg', 'b.jpg');
    const [a, b] = folder.images('a.jpg', 'b.jpg');
    const left = [{ id: 2, label: 'dog, small', box: [3, 4.126, 6, 8] as const }];
    const text = written(
      set,
      resultOf(b!, { classes: [], objects: [] }),
      resultOf(a!, { classes: [], objects: left }, { output: 'x/a.png', width: 40, height: 20 }),
      resultOf(a!, { classes: [], objects: left }, { output: 'x/a-1.png', width: 40, height: 20 }),
    );
    assert.equal(
      text,
      'filename,width,height,class,xmin,ymin,xmax,ymax,truncated\n' +
        'x/a.png,40,20,"dog, small",3,4.13,6,8,0\n' +
        'x/a-1.png,40,20,"dog, small",3,4.13,6,8,0\n',
    );
  });

  it('keeps rows of images without objects, and then writes them for images that lost theirs', async () => {
    const text = 'image_path,x1,y1,x2,y2,class\na.jpg,,,,,\nb.jpg,1,1,2,2,cat\n';
    const set = await read(text, 'a.jpg', 'b.jpg');
    const [a, b] = folder.images('a.jpg', 'b.jpg');
    assert.deepEqual(set.problems, []);
    assert.deepEqual(set.labelsOf(a!), { classes: [], objects: [] });
    assert.equal(
      written(set, ...[a!, b!].map(image => resultOf(image, { classes: [], objects: [] }))),
      'image_path,x1,y1,x2,y2,class\na.jpg,,,,,\nb.jpg,,,,,\n',
    );
  });

  it('takes boxes between 0 and 1 for shares of the image', async () => {
    const text = 'file,class,xmin,ymin,xmax,ymax\na.jpg,cat,0,0.25,1,0.333333\na.jpg,cat,0,0.5,0.5,1\n';
    const set = await read(text, 'a.jpg');
    const [a] = folder.images('a.jpg');
    const labels = set.labelsOf(a!)!;
    assert.deepEqual(labels, {
      units: 'fractions',
      classes: [],
      objects: [
        { id: 0, label: 'cat', box: [0, 0.25, 1, 0.333333] },
        { id: 1, label: 'cat', box: [0, 0.5, 0.5, 1] },
      ],
    });
    const objects = [
      { id: 0, label: 'cat', box: [0, 2.5, 30, 3.33333] as const },
      { id: 1, label: 'cat', box: [0, 5, 10, 10] as const },
    ];
    assert.equal(
      written(set, resultOf(a!, { classes: [], objects }, { width: 30, height: 10 })),
      text.replace('0,0.5,0.5,1', '0,0.5,0.333333,1'),
    );
  });

  it('reads boxes of one class that has no name, quoted lines and a byte order mark', async () => {
    const set = await read(
      '\uFEFFimage_id,x_min,y_min,x_max,y_max,note\na.jpg,1,2,3,4,"two\nlines"\n',
      'a.jpg',
    );
    assert.deepEqual(set.problems, []);
    assert.deepEqual(set.labelsOf(folder.images('a.jpg')[0]!)?.objects, [
      { id: 0, label: '', box: [1, 2, 3, 4] },
    ]);
  });

  it('names damaged rows by line and reads the rest', async () => {
    const text = [
      'filename,width,height,class,xmin,ymin,xmax,ymax,note',
      'a.jpg,20,10,cat,1,2,5,6,"two\nlines"',
      'a.jpg,20,10,cat,1,2,5',
      '',
      'a.jpg,20,10,cat,5,2,1,6,',
      'a.jpg,20,10,cat,1,two,1,6,',
      'a.jpg,20,10,cat,NaN,0,1,6,',
      'a.jpg,20,10,cat,1,,3,6,',
      'a.jpg,20,10,cat,1,2,1,6,',
      'a.jpg,20,10,,1,2,3,6,',
      'a.jpg,20,10,cat,15,2,25,6,',
      'a.jpg,10,20,cat,1,2,5,6,',
      '../a.jpg,20,10,cat,1,2,5,6,',
      ',20,10,cat,1,2,5,6,',
      'gone.jpg,20,10,cat,1,2,5,6,',
    ].join('\n');
    const set = await read(text, 'a.jpg', 'b.jpg');
    const below = 'a path below the folder of the images';
    const numbers = 'a box of four numbers, the lower ones first';
    assert.deepEqual(
      messagesOf(set).map(message => message.replaceAll(`${folder.root}/labels.csv:`, '')),
      [
        '4: expected 9 columns but received 7.',
        `6: expected ${numbers} but received 5, 2, 1, 6.`,
        `7: expected ${numbers} but received 1, two, 1, 6.`,
        `8: expected ${numbers} but received NaN, 0, 1, 6.`,
        `9: expected ${numbers} but received 1, , 3, 6.`,
        '10: expected a box with sides above 0 but received 1, 2, 1, 6.',
        '11: expected a class but received an empty cell.',
        '13: expected 20×10 as in line 2 but received 10×20.',
        `14: expected ${below} but received "../a.jpg".`,
        `15: expected ${below} but received "".`,
        '12: expected a box inside 20×10 but received 15, 2, 25, 6.',
        '16: there is no image gone.jpg.',
        `${folder.root}/b.jpg has no labels.`,
      ],
    );
    assert.equal(set.labelsOf(folder.images('a.jpg')[0]!)?.objects.length, 5);
  });

  it('takes a number beyond all numbers for damage', async () => {
    const set = await read('filename,class,xmin,ymin,xmax,ymax\na.jpg,cat,0,0,1e999,5\n', 'a.jpg');
    assert.match(
      messagesOf(set)[0]!,
      /labels\.csv:2: expected a box of four numbers.* but received 0, 0, 1e999, 5/,
    );
    assert.deepEqual(set.labelsOf(folder.images('a.jpg')[0]!)?.objects, []);
  });

  it('keeps ids of images as such', async () => {
    const set = await read('image_id,label\na,cat\nb.jpg,dog\n', 'train/a.jpg', 'train/b.jpg');
    assert.deepEqual(messagesOf(set), []);
    const results = unchanged(set, 'train/a.jpg', 'train/b.jpg').map(result => ({
      ...result,
      output: result.output.replace('.jpg', '.png'),
    }));
    assert.equal(written(set, ...results), 'image_id,label\ntrain/a,cat\ntrain/b.png,dog\n');
  });

  it('reads boxes of Open Images, in whatever order their sides stand', async () => {
    const text = 'ImageID,LabelName,Confidence,XMin,XMax,YMin,YMax\na,/m/01yrx,1,0.25,0.5,0.1,0.75\n';
    const set = await read(text, 'train/a.jpg');
    assert.deepEqual(set.problems, []);
    const [object] = set.labelsOf(folder.images('train/a.jpg')[0]!)?.objects ?? [];
    assert.deepEqual(object, { id: 0, label: '/m/01yrx', box: [0.25, 0.1, 0.5, 0.75] });
  });

  it('refuses tables without a header of labels, and quotation marks that never close', async () => {
    const fails = async (text: string, expected: RegExp): Promise<void> => {
      await assert.rejects(read(text), (error: unknown) => {
        assert.ok(error instanceof DarkroomError, String(error));
        assert.match(error.message, expected);
        return true;
      });
    };
    await fails(
      'a.jpg,1,2,3,4,cat\n',
      /labels\.csv:1: expected a header .* but received a\.jpg, 1, 2, 3, 4, cat\.$/,
    );
    await fails('', /labels\.csv:1: expected a header .* but received nothing\.$/);
    await fails(
      'filename,class\na.jpg,cat\nb.jpg,"dog\nc.jpg,cat\n',
      /labels\.csv:3: expected a closing quot/,
    );
  });

  it('recognizes tables by their name or their header', async () => {
    assert.equal(await csv.recognizes(await folder.put('x.csv', 'a,b\n')), true);
    assert.equal(await csv.recognizes(await folder.put('labels', classes)), true);
    assert.equal(await csv.recognizes(await folder.put('notes', 'Some words, and more.\n')), false);
    assert.equal(await csv.recognizes(await folder.put('empty.csv', '')), false);
    assert.equal(await csv.recognizes(await folder.put('x.tsv', Uint8Array.of(0, 1, 2))), false);
    assert.equal(await csv.recognizes(folder.root), false);
  });
});
