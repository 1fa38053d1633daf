import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  areaOfCounts,
  countsOfText,
  textOfCounts,
} from '../../../../src/dataset/annotations/coco/runLengths.ts';
import { areaOfPolygon } from '../../../../src/dataset/annotations/coco/write.ts';

interface Cases {
  masks: { name: string; size: [number, number]; runs: number[]; text: string; area: number }[];
  polygons: { polygon: number[]; pixels: number }[];
}

const file = new URL('../../../fixtures/coco/run-lengths.json', import.meta.url);
const { masks, polygons } = JSON.parse(readFileSync(file, 'utf8')) as Cases;

describe('run lengths of COCO', () => {
  for (const { name, size, runs, text, area } of masks) {
    it(`are those of pycocotools: ${name}`, () => {
      assert.deepEqual(countsOfText(text), runs);
      assert.equal(textOfCounts(runs), text);
      assert.equal(areaOfCounts(runs), area);
      assert.equal(
        runs.reduce((sum, run) => sum + run, 0),
        size[0] * size[1],
      );
    });
  }

  it('hold numbers of any size', () => {
    const counts = [0, 15, 16, 31, 32, 1023, 1024, 2 ** 31, 2 ** 40, 1, 0, 0];
    assert.deepEqual(countsOfText(textOfCounts(counts)), counts);
    assert.deepEqual(countsOfText(''), []);
  });

  it('are refused when characters are foreign, the end is missing or a length is negative', () => {
    for (const text of ['\n', '0 1', 'é', 'P', '0P', 'O', `${'o'.repeat(40)}1`])
      assert.equal(countsOfText(text), undefined, JSON.stringify(text));
  });

  it('leave polygons as much area as pycocotools gives their pixels, up to half a pixel along the outline', () => {
    for (const { polygon, pixels } of polygons) {
      let outline = 0;
      for (let index = 0; index < polygon.length; index += 2) {
        const [x, y] = polygon.slice(index) as [number, number];
        const next = (index + 2) % polygon.length;
        outline += Math.hypot(polygon[next]! - x, polygon[next + 1]! - y);
      }
      assert.ok(Math.abs(areaOfPolygon(polygon) - pixels) <= outline / 2);
    }
  });
});
