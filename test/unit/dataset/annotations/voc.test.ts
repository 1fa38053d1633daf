import assert from 'node:assert/strict';
import { voc } from '../../../../src/dataset/annotations/voc.ts';
import { frame, LabelFolder, messagesOf, untouched } from '../../../fixtures/labelFolder.ts';

const object = (name: string, edges: readonly (number | string)[], more = '') => `
	<object>
		<name>${name}</name>
		<pose>Left</pose>
		<truncated>1</truncated>
		<difficult>0</difficult>
		<bndbox>
			<xmin>${edges[0]!}</xmin>
			<ymin>${edges[1]!}</ymin>
			<xmax>${edges[2]!}</xmax>
			<ymax>${edges[3]!}</ymax>
		</bndbox>${more}
	</object>`;

const annotation = (objects: string) => `<annotation>
	<folder>JPEGImages</folder>
	<filename>a.png</filename>
	<source><database>The VOC2007 Database</database></source>
	<!-- by hand -->
	<size>
		<width>40</width>
		<height>30</height>
		<depth>3</depth>
	</size>
	<segmented>0</segmented>${objects}
</annotation>
`;

describe('annotations in Pascal VOC', () => {
  let folder: LabelFolder;
  afterEach(() => folder.remove());
  const open = async (files: Record<string, string | Uint8Array>, images = ['JPEGImages/a.jpg']) => {
    folder = await LabelFolder.with(files);
    const found = folder.images(images);
    return { set: await voc.read(folder.root, found), images: found };
  };

  it('reads pixels counted from 1 as continuous edges', async () => {
    const { set, images } = await open({
      'Annotations/a.xml': annotation(object('dog', [1, 2, 40, 30])),
    });
    assert.deepEqual(set.labelsOf(images[0]!), {
      width: 40,
      height: 30,
      classes: [],
      objects: [{ id: 0, label: 'dog', box: [0, 1, 40, 30] }],
    });
    assert.deepEqual(set.problems, []);
  });

  it('gives back what it read when nothing was done', async () => {
    const part = `
		<part><name>head</name><bndbox><xmin>5</xmin><ymin>6</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></part>`;
    const point = `<point><x>7</x><y>8</y></point>`;
    const text = annotation(
      object('person', [3, 4, 20, 30], part + point) + object('é &amp; co', [1, 1, 1, 1]),
    );
    const { set, images } = await open({ 'Annotations/a.xml': text });
    const [file] = set.write(untouched(set, images, frame(40, 30)));
    assert.equal(file?.path, 'Annotations/a.xml');
    assert.equal(file.text, text);
  });

  it('moves boxes, parts and points, and takes lost objects out with their parts', async () => {
    const part =
      '<part><name>head</name><bndbox><xmin>5</xmin><ymin>6</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></part>';
    const text = annotation(object('person', [3, 4, 20, 30], part) + object('dog', [1, 1, 10, 10]));
    const { set, images } = await open({ 'Annotations/a.xml': text });
    const [file] = set.write([
      {
        image: images[0]!,
        output: 'JPEGImages/a_2.png',
        shape: frame(20, 15),
        labels: { classes: [], objects: [{ id: 2, label: 'dog', box: [0.4, 0.6, 5.4, 5.5] }] },
      },
    ]);
    assert.equal(file?.path, 'Annotations/a_2.xml');
    assert.match(file.text, /<filename>a_2.png<\/filename>/);
    assert.match(file.text, /<width>20<\/width>\s*<height>15<\/height>/);
    assert.doesNotMatch(file.text, /person|head/);
    assert.match(file.text, /<xmin>1<\/xmin>\s*<ymin>2<\/ymin>\s*<xmax>5<\/xmax>\s*<ymax>6<\/ymax>/);
    assert.match(file.text, /<!-- by hand -->/);
    assert.match(file.text, /<database>The VOC2007 Database<\/database>/);
  });

  it('never writes a box that ends before it begins', async () => {
    const { set, images } = await open({ 'Annotations/a.xml': annotation(object('dog', [1, 1, 10, 10])) });
    const labels = { classes: [], objects: [{ id: 0, label: 'dog', box: [3.6, 7.9, 3.9, 8] as const }] };
    const [file] = set.write([{ image: images[0]!, output: 'a.png', shape: frame(8, 8), labels }]);
    assert.match(file!.text, /<xmin>4<\/xmin>\s*<ymin>8<\/ymin>\s*<xmax>4<\/xmax>\s*<ymax>8<\/ymax>/);
    assert.equal(file!.path, 'Annotations/a.xml');
  });

  it('keeps decimals where the file has them', async () => {
    const text = annotation(object('dog', [1.5, 2, 10.25, 10]));
    const { set, images } = await open({ 'Annotations/a.xml': text });
    assert.deepEqual(set.labelsOf(images[0]!)?.objects[0]?.box, [0.5, 1, 10.25, 10]);
    assert.equal(set.write(untouched(set, images, frame(40, 30)))[0]!.text, text);
  });

  it('takes numbers as edges where a box of the set begins at 0, and says so', async () => {
    const { set, images } = await open(
      {
        'Annotations/a.xml': annotation(object('dog', [0, 5, 10, 20])),
        'Annotations/b.xml': annotation(object('cat', [3, 4, 10, 20])),
      },
      ['JPEGImages/a.jpg', 'JPEGImages/b.jpg'],
    );
    assert.deepEqual(set.labelsOf(images[0]!)?.objects[0]?.box, [0, 5, 10, 20]);
    assert.deepEqual(set.labelsOf(images[1]!)?.objects[0]?.box, [3, 4, 10, 20]);
    assert.match(messagesOf(set, folder)[0]!, /begin at 0/);
    const [, file] = set.write(untouched(set, images, frame(40, 30)));
    assert.match(file!.text, /<xmin>3<\/xmin>/);
  });

  it('names damage with its line and reads the rest', async () => {
    const files: Record<string, string> = {
      'a.xml': annotation(
        object('dog', ['x', 1, 2, 3]) +
          object('cat', [9, 1, 2, 3]) +
          object('', [1, 1, 2, 2]) +
          object('cow', [1, 1, 50, 9]),
      ),
      'b.xml': '<annotation>\n\t<object>\n</annotation>',
      'c.xml': '<html/>',
      'd.xml': '',
      'e.xml': annotation(object('dog', [1, 1, 2, 2])),
    };
    const { set, images } = await open(files, ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg']);
    const messages = messagesOf(set, folder);
    const expected = [
      /^a\.xml, line 17: expected a number for xmin but received "x"; the object is left out\.$/,
      /^a\.xml, line 29: expected xmin up to xmax and ymin up to ymax but received 9, 1, 2, 3/,
      /^a\.xml, line 36: expected a name but the object has none/,
      /^a\.xml, line 53: the box of cow reaches out of the image of 40×30: 1, 1, 50, 9\.$/,
      /^b\.xml, line 2, column \d+: the XML is damaged: .*mismatch/,
      /^c\.xml, line 1: expected the element annotation but received html\.$/,
      /^d\.xml.*: the XML is damaged: missing root element\.$/,
      /^e\.xml belongs to none of the images\.$/,
    ];
    for (const pattern of expected) {
      assert.ok(
        messages.some(message => pattern.test(message)),
        `${pattern.source}\n${messages.join('\n')}`,
      );
    }
    assert.equal(messages.length, expected.length);
    assert.deepEqual(
      set.labelsOf(images[0]!)?.objects.map(({ id, label }) => [id, label]),
      [[3, 'cow']],
    );
  });

  it('finds files by the end of their path, but only without doubt', async () => {
    const text = annotation(object('dog', [1, 1, 2, 2]));
    const { set, images } = await open({ 'Annotations/a.xml': text, 'Annotations/b.xml': text }, [
      'train/a.jpg',
      'train/b.jpg',
      'val/b.jpg',
      'val/c.jpg',
    ]);
    assert.deepEqual(
      images.map(image => set.labelsOf(image)?.objects.length),
      [1, undefined, undefined, undefined],
    );
    const messages = messagesOf(set, folder);
    assert.equal(
      messages[0],
      'Annotations/b.xml may belong to any of train/b.jpg and val/b.jpg; it was left out.',
    );
    assert.match(messages.at(-1)!, /^val\/c\.jpg has no XML file in /);
  });

  it('expands no entities and follows none', async () => {
    const lol = Array.from(
      { length: 9 },
      (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
    );
    const bomb = `<!DOCTYPE a [<!ENTITY l0 "lol">${lol.join('')}]><annotation><object>&l9;</object></annotation>`;
    const foreign =
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><annotation>&x;<size/></annotation>';
    const good = annotation(object('dog', [1, 1, 2, 2]));
    const { set } = await open({ 'a.xml': bomb, 'b.xml': foreign, 'c.xml': good }, [
      'a.jpg',
      'b.jpg',
      'c.jpg',
    ]);
    const messages = messagesOf(set, folder);
    assert.match(messages[0]!, /^a\.xml, line 1, column \d+: the XML is damaged: entity not found:&l9;/);
    assert.match(messages[1]!, /^b\.xml, .*entity not found:&x;/);
  });

  it('survives elements nested without end', async () => {
    const deep = `${'<a>'.repeat(50000)}${'</a>'.repeat(50000)}</annotation>`;
    // Attributes are for the parser of all XML.
    const files = { 'a.xml': `<annotation>${deep}`, 'b.xml': `<annotation verified="yes">${deep}` };
    const { set, images } = await open(files, ['a.jpg', 'b.jpg']);
    for (const image of images) assert.deepEqual(set.labelsOf(image)?.objects, []);
  });

  it('says of shapes that are not moved that results are written without them', async () => {
    const polygon = '<polygon><x1>1</x1><y1>2</y1></polygon>';
    const { set, images } = await open({
      'Annotations/a.xml': annotation(object('dog', [1, 1, 9, 9], polygon)),
    });
    assert.match(
      messagesOf(set, folder)[0]!,
      /^Annotations\/a\.xml, line 22: the polygon of dog is not read/,
    );
    assert.doesNotMatch(set.write(untouched(set, images, frame(40, 30)))[0]!.text, /polygon/);
  });

  it('reads other encodings by their declaration and writes UTF-8', async () => {
    const text = `<?xml version="1.0" encoding="iso-8859-1"?>\n${annotation(object('café', [1, 1, 2, 2]))}`;
    const { set, images } = await open({ 'Annotations/a.xml': Buffer.from(text, 'latin1') });
    assert.equal(set.labelsOf(images[0]!)?.objects[0]?.label, 'café');
    const [file] = set.write(untouched(set, images, frame(40, 30)));
    assert.match(file!.text, /^<\?xml version="1.0" encoding="UTF-8"\?>/);
    assert.match(file!.text, /café/);
  });

  it('throws when there is nothing to read', async () => {
    folder = await LabelFolder.with({ 'Annotations/a.xml': '<annotation><' });
    await assert.rejects(voc.read(folder.root, []), /a\.xml.*the XML is damaged/);
    await assert.rejects(voc.read(folder.path('nowhere'), []), /does not exist/);
  });

  it('is recognised by content', async () => {
    folder = await LabelFolder.with({
      'VOC/Annotations/a.xml': annotation(object('dog', [1, 1, 2, 2])),
      'split/train/a.xml': annotation(''),
      'other/a.xml': '<svg/>',
    });
    assert.equal(await voc.recognizes(folder.path('VOC')), true);
    assert.equal(await voc.recognizes(folder.path('VOC/Annotations')), true);
    assert.equal(await voc.recognizes(folder.path('VOC/Annotations/a.xml')), true);
    assert.equal(await voc.recognizes(folder.path('split')), true);
    assert.equal(await voc.recognizes(folder.path('other')), false);
    assert.equal(await voc.recognizes(folder.path('nowhere')), false);
  });
});
