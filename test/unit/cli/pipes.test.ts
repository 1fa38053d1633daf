import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Workspace } from '../worker/workspace.ts';
import { darkroom } from './commandLine.ts';

interface Place {
  /** Where the pipe is. */
  readonly pipe: string;
  readonly command: readonly string[];
  readonly status: number;
  /** What is said of it. */
  readonly says: RegExp;
}

const run = ['run', 'p.darkroom.yaml', 'set/images', '--out', 'out'];
const labelled = [...run, '--annotations', 'set/data.yaml'];
const notAFile = (path: string) => new RegExp(`Expected a file but ${path} is a device or a pipe\\.`);

const places: readonly Place[] = [
  { pipe: 'set/labels/a.txt', command: labelled, status: 0, says: notAFile('set/labels/a.txt') },
  {
    pipe: 'set/train.txt',
    command: labelled,
    status: 0,
    says: /the list of images .*train\.txt cannot be read/,
  },
  {
    pipe: 'set/data.yaml',
    command: labelled,
    status: 2,
    says: /set\/data\.yaml is in none of the annotation formats/,
  },
  {
    pipe: 'list.txt',
    command: ['run', 'e.darkroom.yaml', ...run.slice(2)],
    status: 2,
    says: notAFile('list.txt'),
  },
  {
    pipe: 'out/darkroom.manifest.jsonl',
    command: run,
    status: 2,
    says: notAFile('out/darkroom.manifest.jsonl'),
  },
  {
    pipe: 'report.html',
    command: ['check', 'set', '--html', 'report.html'],
    status: 2,
    says: notAFile('report.html'),
  },
  { pipe: 'out/.darkroom-abc.lock', command: run, status: 0, says: /1 developed into out/ },
];

if (process.platform !== 'win32')
  describe('a pipe in the place of a file', function () {
    this.timeout(20_000);
    let workspace: Workspace;
    beforeEach(async () => {
      workspace = await Workspace.create();
      await workspace.image('set/images/a.png');
      await workspace.write('p.darkroom.yaml', 'steps: [flip]\noutput: { format: npy }\n');
      await workspace.write('e.darkroom.yaml', 'steps: [flip]\nexclude: list.txt\noutput: { format: npy }\n');
      await workspace.write('set/data.yaml', 'train: train.txt\nval: images\nnames: [cat]\n');
      await workspace.write('set/train.txt', './images/a.png\n');
      await workspace.write('set/labels/a.txt', '0 0.5 0.5 0.5 0.5\n');
    });
    afterEach(() => workspace.remove());

    for (const { pipe, command, status, says } of places)
      it(`is not waited for: ${pipe}`, async () => {
        await rm(workspace.path(pipe), { force: true });
        await mkdir(dirname(workspace.path(pipe)), { recursive: true });
        execFileSync('mkfifo', [workspace.path(pipe)]);
        const outcome = await darkroom(command, workspace.root);
        assert.equal(outcome.status, status, outcome.stderr);
        assert.match(outcome.stderr, says);
      });
  });
