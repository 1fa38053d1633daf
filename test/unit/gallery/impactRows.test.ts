import assert from 'node:assert/strict';
import type { GalleryImpact } from '../../../src/shared/gallery.ts';
import type { DatasetImpact } from '../../../src/shared/impact.ts';
import { impactRows } from '../../../webview/gallery/impactRows.ts';

const impact: DatasetImpact = {
  images: 2000,
  sample: [],
  failed: [],
  shapes: [{ value: '224×224×3 uint8', count: 2000 }],
  differentShapes: 1,
  upscaled: { images: 500, worst: { image: 'cats/small.png', value: 3.5 } },
  padding: { share: 0.125, images: 1000, worst: { image: 'wide.jpg', value: 0.5 } },
  memory: { bytes: 301_056_000, largest: 150_528 },
};
const known: GalleryImpact = { report: 1, effects: 1, smallBox: 8, impact };
const valuesOf = (told: GalleryImpact) => Object.fromEntries(impactRows(told));

describe('the impact of a pipeline, in rows', () => {
  it('has no row for what is not known yet', () => {
    const { impact: _, ...unknown } = known;
    assert.deepEqual(impactRows(unknown), []);
    const names = impactRows(known).map(([name]) => name);
    assert.deepEqual(names, ['Images', 'Shapes', 'Enlarged', 'Padding', 'In memory']);
  });

  it('tells sizes, the worst images and memory', () => {
    assert.deepEqual(valuesOf(known), {
      Images: '2,000',
      Shapes: 'all 224×224×3 uint8',
      Enlarged: '500 of 2,000 (25.0 %), the most 3.5 times (cats/small.png)',
      Padding: '12.5 % of all pixels, in 1,000 images, the most 50.0 % (wide.jpg)',
      'In memory': '301 MB, the largest 151 kB',
    });
  });

  it('says how many images are excluded', () => {
    assert.equal(valuesOf({ ...known, impact: { ...impact, excluded: 3 } })['Images'], '2,000, 3 excluded');
  });

  it('tells how many of each shape, the first five', () => {
    const shapes = Array.from({ length: 7 }, (_value, index) => ({
      value: `${index}×1×3 uint8`,
      count: 9 - index,
    }));
    const told = valuesOf({ ...known, impact: { ...impact, shapes, differentShapes: 30 } });
    assert.match(
      told['Shapes']!,
      /^30 different ones.*: 0×1×3 uint8 \(9\), .*4×1×3 uint8 \(5\) and 25 more$/,
    );
  });

  it('tells objects that are dropped or small', () => {
    const objects = { before: 200, dropped: { outside: 3, empty: 1 }, small: 50, misfits: 2 } as const;
    const told = valuesOf({ ...known, impact: { ...impact, objects } });
    assert.equal(
      told['Objects dropped'],
      '4 of 200 (2.00 %): 3 outside the result, 1 without a single pixel',
    );
    assert.equal(told['Boxes below 8 pixels'], '50 of 200 (25.0 %)');
    assert.equal(told['Labels for another frame'], '2 images');
  });

  it('speaks of one image as of one', () => {
    const objects = { before: 1, dropped: {}, small: 0, misfits: 1 } as const;
    const padding = { share: 0.5, images: 1 };
    const told = valuesOf({ ...known, impact: { ...impact, objects, padding } });
    assert.equal(told['Labels for another frame'], '1 image');
    assert.match(told['Padding']!, /in 1 image$/);
  });

  it('tells values and disk from the sample, and says so', () => {
    const before = { clipped: 0.01, entropy: 7 };
    const samples = {
      images: 48,
      failed: [],
      before,
      after: { clipped: 0.05, entropy: 6.5 },
      disk: 40_000_000,
    };
    const told = valuesOf({ ...known, samples });
    assert.equal(told['Clipped values'], '1.00 % before, 5.00 % after');
    assert.equal(told['Entropy lost'], '0.5 bits (7 before, 6.5 after)');
    assert.equal(told['On disk'], 'about 40 MB, by the sample');
    assert.match(told['Sample']!, /^48 images/);
    const more = valuesOf({ ...known, samples: { ...samples, after: { clipped: 0, entropy: 7.25 } } });
    assert.equal(more['Entropy lost'], 'none, 0.25 bits gained (7 before, 7.25 after)');
    const exact = valuesOf({ ...known, impact: { ...impact, disk: 301_312_000 }, samples });
    assert.equal(exact['On disk'], '301 MB');
  });

  it('has no figures of values when no image of the sample could be developed', () => {
    const none = { clipped: 0, entropy: 0 };
    const told = valuesOf({
      ...known,
      samples: { images: 0, failed: [], before: none, after: none, disk: 0 },
    });
    assert.equal(told['Sample'], 'no image of it could be developed');
    for (const name of ['Clipped values', 'Entropy lost', 'On disk']) assert.ok(!(name in told), name);
  });

  it('names what fails only when it is developed', () => {
    const failed = [{ value: 'Step 2 took too long.', count: 3, image: 'a\u202egpj.png' }];
    const figures = { clipped: 0, entropy: 7 };
    const samples = { images: 45, failed, before: figures, after: figures, disk: 1 };
    const rows = impactRows({ ...known, samples });
    assert.deepEqual(
      rows.filter(([name]) => name === 'Cannot be developed'),
      [['Cannot be developed', '3 of the sample, such as a\\u202egpj.png: Step 2 took too long.']],
    );
  });

  it('says why images cannot be developed, hostile names as text', () => {
    const failed = [{ value: 'Step 1 does not fit.', count: 2000, image: 'a\u202egpj.png' }];
    const told = valuesOf({ ...known, impact: { ...impact, failed, shapes: [], differentShapes: 0 } });
    assert.deepEqual(Object.keys(told), ['Images', 'Cannot be developed']);
    assert.match(
      told['Cannot be developed']!,
      /^2,000 of 2,000 \(100\.0 %\), such as .*: Step 1 does not fit\.$/,
    );
    assert.ok(!told['Cannot be developed']!.includes('\u202e'));
    assert.deepEqual(impactRows({ ...known, impact: { ...impact, images: 0 } }), [
      ['Images', 'none that can be read'],
    ]);
  });
});
