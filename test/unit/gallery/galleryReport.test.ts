import assert from 'node:assert/strict';
import { Measured, mostFindings } from '../../../src/host/gallery/galleryReport.ts';
import type { Finding } from '../../../src/shared/dataset.ts';
import type { DatasetReport } from '../../../src/shared/datasetReport.ts';

const images = Array.from({ length: mostFindings + 1000 }, (_value, index) => ({
  relativePath: `${index}.png`,
  classes: [],
  size: 1,
  modified: 1,
  changed: 1,
}));
const rules = ['dark', 'blur', 'bright', 'annotations'].map(id => ({
  ...{ id, title: id, doc: '' },
  severity: 'warning' as const,
}));

describe('what a page is told of a check', () => {
  it('is the words of the first findings, and the images of all', () => {
    const found = (rule: string, image: string): Finding => ({
      ...{ rule, severity: 'warning', image, file: `/set/${image}`, message: 'It is so.' },
    });
    const findings: Finding[] = [
      ...images.map(({ relativePath }) => found('dark', relativePath)),
      found('blur', '7.png'),
      found('blur', '7.png'),
      found('blur', '9.png'),
      { rule: 'annotations', severity: 'error', file: '/set/a.json', message: 'And 30 more.', count: 30 },
    ];
    const report = { figures: {}, rules, findings, excluded: ['9.png'] } as unknown as DatasetReport;
    const told = new Measured({ images }).report(report, 5000);
    assert.equal(told.findings.length, mostFindings);
    assert.equal(told.ofImages, images.length + 3);
    assert.equal(told.count, images.length + 3 + 30);
    assert.equal(told.listed, 5000);
    assert.deepEqual(told.excluded, [9]);
    assert.deepEqual(
      told.rules.map(({ id, images: of }) => [id, of.length]),
      [
        ['dark', images.length],
        ['blur', 2],
        ['annotations', 0],
      ],
    );
    assert.deepEqual([...told.rules[1]!.images], [7, 9]);
  });
});
