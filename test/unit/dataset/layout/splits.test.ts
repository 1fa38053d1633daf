import assert from 'node:assert/strict';
import { sortSplits, splitOfFile, splitOfName, splitOfPath } from '../../../../src/dataset/layout/splits.ts';

describe('names of splits', () => {
  const spellings = {
    train: [
      'train',
      'Training',
      'TRAIN',
      'train2017',
      'train_images',
      'images_train',
      'trainset',
      'train-data',
    ],
    val: ['val', 'valid', 'validation', 'Val2014', 'dev', 'eval', 'val_set', 'labels-val', 'devset'],
    test: ['test', 'testing', 'test2017', 'test-dev2017', 'test_images'],
  };
  for (const [split, names] of Object.entries(spellings)) {
    it(`are known in the usual spellings: ${split}`, () => {
      assert.deepEqual(
        names.map(name => `${name}: ${splitOfName(name)}`),
        names.map(name => `${name}: ${split}`),
      );
    });
  }

  it('are no other names', () => {
    const names = [
      '',
      'trains',
      'trainer',
      'retrain',
      'contest',
      'latest',
      'valley',
      'images',
      'set',
      '2017',
      'trainval',
    ];
    assert.deepEqual(
      names.filter(name => splitOfName(name) !== undefined),
      [],
    );
  });

  it('are found in names of files and in paths, the outermost folder first', () => {
    assert.equal(splitOfFile('instances_train2017'), 'train');
    assert.equal(splitOfFile('person_keypoints_val2017'), 'val');
    assert.equal(splitOfFile('labels'), undefined);
    assert.equal(splitOfPath('images/valid/test/a.png'), 'val');
    assert.equal(splitOfPath('images/test.png'), undefined);
  });

  it('stand in the order of use, others behind', () => {
    assert.deepEqual(sortSplits(['test', 'holdout', 'val', 'extra', 'train', 'val']), [
      ...['train', 'val', 'test', 'extra', 'holdout'],
    ]);
  });
});
