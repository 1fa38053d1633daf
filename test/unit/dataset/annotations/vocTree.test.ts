import assert from 'node:assert/strict';
import { readTree, type XmlElement } from '../../../../src/dataset/annotations/voc/tree.ts';

const plain = ({ name, line, text, children }: XmlElement): unknown => [
  name,
  line,
  text,
  children.map(plain),
];
const treeOf = (text: string) => plain(readTree(text, 'a.xml'));

describe('the tree of an XML document', () => {
  const documents = [
    '<annotation><size><width>5</width></size></annotation>',
    '<?xml version="1.0" encoding="UTF-8"?>\n<annotation>\n\t<object>\n\t\t<name> big cat </name>\n\t</object>\n</annotation>\n',
    '<annotation >\r\n  <empty/>\r\n  <empty />\r\n  <a.b-c_d>x > y</a.b-c_d></annotation >\r\n',
    '<annotation>words<object>inside</object>words</annotation>',
    '<annotation></annotation>',
    '<annotation/>',
    '<a>\u00e9\u{1f600}</a>',
  ];
  for (const [index, document] of documents.entries()) {
    it(`is the same whether the parser reads it or not: ${index + 1}`, () => {
      // With a comment behind it the document is left to the parser.
      assert.deepEqual(treeOf(document), treeOf(`${document}<!-- -->`));
    });
  }

  it('has what only the parser reads', () => {
    assert.deepEqual(treeOf('<a v="1">\n<!-- no -->\n<b>1 &lt; 2</b><c><![CDATA[<x>]]></c></a>'), [
      ...['a', 1, ''],
      [
        ['b', 3, '1 < 2', []],
        ['c', 3, '<x>', []],
      ],
    ]);
  });

  const damaged = [
    '<a><b></a>',
    '<a>',
    '<a></b>',
    '<a></a><b></b>',
    '<a></a>x',
    'x<a></a>',
    '',
    '<a>&no;</a>',
    '<a>1 < 2</a>',
  ];
  for (const document of damaged) {
    it(`is an error with its place for ${JSON.stringify(document)}`, () => {
      assert.throws(
        () => treeOf(document),
        /^DarkroomError: a\.xml(, line \d+, column \d+)?: the XML is damaged: /,
      );
    });
  }
});
