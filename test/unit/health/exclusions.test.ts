import assert from 'node:assert/strict';
import { exclusions } from '../../../src/dataset/health/exclusions.ts';
import type { DatasetImage, Finding } from '../../../src/shared/dataset.ts';

function image(relativePath: string, split?: string): DatasetImage {
  return {
    relativePath,
    classes: [],
    size: 1,
    modified: 1,
    changed: 1,
    ...(split !== undefined && { split }),
  };
}

function finding(rule: string, path: string, others?: readonly string[]): Finding {
  return { rule, severity: 'warning', image: path, file: `/${path}`, message: '', ...(others && { others }) };
}

describe('images to leave out', () => {
  const images = ['a', 'b', 'c', 'd'].map(name => image(name));

  it('keeps the first of copies', () => {
    const found = [
      finding('duplicateBytes', 'b', ['a', 'c']),
      finding('duplicateBytes', 'a', ['b', 'c']),
      finding('duplicateBytes', 'c', ['a', 'b']),
    ];
    assert.deepEqual(exclusions({ images, splits: [] }, found), ['b', 'c']);
  });

  it('keeps what only looks like something that goes', () => {
    // a is like b, b like c: without b, c is like nothing that is left.
    const chain = [
      finding('nearDuplicate', 'a', ['b']),
      finding('nearDuplicate', 'b', ['a', 'c']),
      finding('nearDuplicate', 'c', ['b']),
    ];
    assert.deepEqual(exclusions({ images, splits: [] }, chain), ['b']);
    // A copy of a dark image stays in its place when the dark one goes.
    const mixed = [
      finding('dark', 'a'),
      finding('nearDuplicate', 'a', ['b']),
      finding('nearDuplicate', 'b', ['a']),
    ];
    assert.deepEqual(exclusions({ images, splits: [] }, mixed), ['a']);
  });

  it('keeps what is measured by when something leaks', () => {
    const split = [image('t', 'train'), image('v', 'val'), image('x', 'test')];
    const found = [
      finding('leakage', 't', ['v']),
      finding('leakage', 'v', ['t', 'x']),
      finding('leakage', 'x', ['v']),
    ];
    assert.deepEqual(exclusions({ images: split, splits: ['train', 'val', 'test'] }, found), ['t', 'v']);
  });

  it('leaves sound images alone, and findings about annotation files', () => {
    const { image: _image, ...about } = finding('unreadable', 'a');
    assert.deepEqual(
      exclusions({ images, splits: [] }, [finding('rotated', 'a'), finding('alpha', 'b'), about]),
      [],
    );
  });
});
