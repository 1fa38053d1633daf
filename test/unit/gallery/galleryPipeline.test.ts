import assert from 'node:assert/strict';
import { DarkroomError } from '../../../src/shared/errors.ts';
import { GalleryPipeline } from '../../../src/host/gallery/galleryPipeline.ts';
import type { PipelineFiles } from '../../../src/host/pipelineFiles.ts';
import { pipeline } from '../worker/pipelines.ts';

type Read = ReturnType<PipelineFiles['read']>;

describe('the pipeline that a gallery is seen through', () => {
  it('is not blamed for what was wrong with the one that was chosen before', async () => {
    let failOld: (thrown: unknown) => void = () => undefined;
    const reading: Readonly<Record<string, () => Read>> = {
      old: () => new Promise((_resolve, reject) => (failOld = reject)),
      new: () =>
        Promise.resolve({
          name: 'new',
          text: '',
          parsed: { pipeline: pipeline('steps: []'), diagnostics: [] },
        }),
    };
    const entries = Object.keys(reading).map(id => ({
      id,
      label: id,
      detail: '',
      uri: { toString: () => id },
    }));
    const files = {
      onDidChange: () => ({ dispose: () => undefined }),
      openDocument: () => undefined,
      list: () => Promise.resolve(entries),
      read: (id: string) => reading[id]!(),
    } as unknown as PipelineFiles;
    const nothing = () => undefined;
    const gallery = new GalleryPipeline(files, nothing, nothing);
    await gallery.list();
    const before = gallery.choose('old');
    await gallery.choose('new');
    failOld(new DarkroomError('not_found', 'old is not there.'));
    await before;
    assert.equal(gallery.stale, undefined);
  });

  it('is as it was read last, though what was read before comes later', async () => {
    const answers: ((seed: number) => void)[] = [];
    const id = 'file:///a.darkroom.yaml';
    const files = {
      onDidChange: () => ({ dispose: () => undefined }),
      openDocument: () => undefined,
      list: () => Promise.resolve([{ id, label: '', detail: '', uri: { toString: () => id } }]),
      read: () =>
        new Promise(resolve => {
          answers.push(seed => {
            resolve({
              name: 'a',
              parsed: { pipeline: pipeline(`seed: ${seed}\nsteps: []`), diagnostics: [] },
            });
          });
        }),
    } as unknown as PipelineFiles;
    const nothing = () => undefined;
    const gallery = new GalleryPipeline(files, nothing, nothing);
    await gallery.list();
    const reading = [gallery.choose(id), gallery.choose(id)];
    answers[1]!(2);
    await reading[1];
    answers[0]!(1);
    await reading[0];
    assert.equal(gallery.lastGood?.seed, 2);
  });
});
