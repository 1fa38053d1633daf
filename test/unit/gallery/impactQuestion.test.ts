import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { GalleryState, ImpactKey } from '../../../src/shared/gallery.ts';
import { ImpactQuestion } from '../../../webview/gallery/impactQuestion.ts';

const state: GalleryState = {
  ...{ sequence: 1, folder: { uri: 'file:///set', name: 'set' }, busy: false, listing: 1, count: 2 },
  ...{ classes: [], splits: [], problems: [], problemCount: 0, pipelines: [], pictures: 1, labels: 0 },
  ...{ report: 1, effects: 1, pipeline: 'file:///a.darkroom.yaml', mode: 'train' },
};
const key = { report: 1, effects: 1 };
const figures = { clipped: 0, entropy: 1 };
const samples = { images: 1, failed: [], before: figures, after: figures, disk: 1 };

describe('the question for the impact of a pipeline', () => {
  let asked: ImpactKey[];
  let changes: number;
  let question: ImpactQuestion;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    asked = [];
    changes = 0;
    question = new ImpactQuestion(
      wanted => asked.push(wanted),
      () => changes++,
    );
  });
  afterEach(() => {
    mock.timers.reset();
  });

  const rest = () => {
    mock.timers.tick(1000);
  };

  it('asks once the pipeline has rested, and only while it can be seen and known', () => {
    question.follow(state, false);
    question.follow({ ...state, report: 0 }, true);
    question.follow({ ...state, pipeline: 'none' }, true);
    rest();
    assert.deepEqual(asked, []);
    question.follow(state, true);
    question.follow({ ...state, effects: 2 }, true);
    question.follow({ ...state, effects: 3, sequence: 2 }, true);
    question.follow({ ...state, effects: 3, sequence: 3 }, true);
    assert.deepEqual(asked, [], 'it is still being written');
    rest();
    assert.deepEqual(asked, [{ report: 1, effects: 3 }]);
    question.follow({ ...state, effects: 3, sequence: 4 }, true);
    rest();
    assert.equal(asked.length, 1);
  });

  it('drops what is told of another pipeline or report', () => {
    question.follow(state, true);
    rest();
    question.receive({ report: 1, effects: 0, smallBox: 8 });
    question.receive({ report: 2, effects: 1, smallBox: 8 });
    assert.equal(changes, 0);
    question.receive({ ...key, smallBox: 8, samples });
    assert.equal(changes, 1);
  });

  it('asks again, when it is opened, for what it has not heard to its end', () => {
    question.follow(state, true);
    rest();
    question.receive({ ...key, smallBox: 8 });
    question.follow(state, false);
    question.receive({ ...key, smallBox: 8, samples });
    question.follow(state, true);
    rest();
    assert.deepEqual(asked, [key, key]);
    question.receive({ ...key, smallBox: 8, samples });
    question.follow(state, false);
    question.follow(state, true);
    rest();
    assert.equal(asked.length, 2, 'it is known');
  });

  it('can be stopped before it is asked, and asked after all', () => {
    question.follow(state, true);
    question.stop();
    assert.deepEqual([question.known?.stopped, changes], [true, 1]);
    rest();
    question.follow({ ...state, sequence: 2 }, true);
    rest();
    assert.deepEqual(asked, []);
    question.again();
    assert.deepEqual(asked, [key]);
    question.stop();
    assert.equal(changes, 1, 'the host is to stop it now');
  });
});
