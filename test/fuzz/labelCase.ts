import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FollowedResult } from '../../src/shared/development.ts';
import { unpackLabels } from '../../src/shared/packedLabels.ts';
import { Finding } from './finding.ts';
import { pipelineOf } from './pipelineSeeds.ts';
import type { Subject } from './subject.ts';
import type { Layout } from './labelSeeds.ts';
import type { Problem } from '../../src/shared/errors.ts';

const pipeline = pipelineOf(
  'steps: [orient, { rotate: { angle: 20 } }, { crop: { x: 1, y: 1, width: 6, height: 4 } }]\nlabels: { min_visibility: 0.2 }\n',
);

/**
 * Runs a folder of images with its annotations, and shows one of the images with them.
 * @param content of the layout's file `name`, in place of what it holds
 * @returns what came of it, equal for equal results
 * @throws Finding
 */
export async function judgeLabels(
  subject: Subject,
  layout: Layout,
  name: string,
  content: Uint8Array,
): Promise<string> {
  const root = join(subject.folder, 'labels');
  const outputFolder = join(subject.folder, 'labelled');
  try {
    for (const [path, bytes] of Object.entries({ ...layout.files, [name]: content })) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), bytes);
    }
    const annotations = join(root, layout.annotations);
    const ran = await run(subject, join(root, layout.images), annotations, outputFolder);
    return JSON.stringify([
      ran,
      await look(subject, root, join(root, layout.images, 'a.png'), annotations),
    ]).replaceAll(subject.folder, '');
  } finally {
    await Promise.all([root, outputFolder].map(folder => rm(folder, { recursive: true, force: true })));
  }
}

async function run(
  subject: Subject,
  images: string,
  annotations: string,
  outputFolder: string,
): Promise<unknown> {
  const mode = 'inference' as const;
  const place = { inputs: [images], outputFolder, annotations };
  const request = { ...place, pipeline, mode, versions: 1, overwrite: false };
  const planned = await subject.ask('plan', request, annotations.split('/').at(-1));
  if ('error' in planned) return planned.error.message;
  const plan = planned.value;
  for (const problem of [...plan.conflicts, ...plan.annotations.flatMap(({ problems }) => problems)])
    checkProblem(problem);
  const told: unknown[] = [];
  const development = { job: 'fuzz', outputFolder, pipeline, mode: 'inference', overwrite: false } as const;
  for (const found of plan.annotations) {
    const results: FollowedResult[] = [];
    for (const file of plan.files) {
      const done = await subject.develop(file, development, undefined);
      if ('error' in done) {
        told.push(done.error.message);
        continue;
      }
      const { shape, labels } = done.value;
      told.push([shape, labels]);
      if (labels) checkLabels(unpackLabels(labels.packed).objects);
      const image = { path: file.input, relativePath: file.relativePath };
      results.push({
        image,
        output: file.relativePath,
        shape,
        ...(labels && { packed: labels.packed }),
        ...(file.labels && { hash: file.labels.hash }),
      });
    }
    const write = { annotations: found, results, job: 'fuzz', overwrite: false };
    const written = await subject.ask('writeAnnotations', write, undefined);
    told.push('error' in written ? written.error.message : written.value.map(({ path }) => path));
    if ('value' in written) {
      for (const outcome of written.value) {
        const { path } = outcome;
        if (path?.startsWith(outputFolder) === false) throw new Finding('bug', `written to ${path}`);
        if ('problem' in outcome) checkProblem(outcome.problem);
      }
    }
  }
  return [plan.conflicts, plan.annotations, told];
}

/** What an editor asks for the picture with its labels. */
async function look(subject: Subject, root: string, image: string, annotations: string): Promise<unknown> {
  const found = await subject.ask('findLabels', { image, root, annotations }, undefined);
  if ('error' in found) throw new Finding('bug', `findLabels: ${found.error.message}`);
  if (found.value.problem) checkProblem(found.value.problem);
  const near = await subject.ask('findLabels', { image, root }, undefined);
  if ('error' in near) throw new Finding('bug', `findLabels: ${near.error.message}`);
  const { labels } = found.value;
  if (!labels) return found.value;
  const source = { kind: 'file', path: image, version: '1' } as const;
  const view = { source, steps: pipeline.steps, mode: 'inference', seed: 0, path: 'a.png', labels } as const;
  const shown = await subject.ask('develop', view, undefined);
  if (labels.mask !== undefined) {
    const region = { x: 0, y: 0, width: 8, height: 6 };
    await subject.ask('mask', { ...view, side: 'before', region, width: 8, height: 6 }, labels.mask);
  }
  return [found.value, 'error' in shown ? shown.error.message : shown.value.labels];
}

function checkProblem({ code, message, bug, file }: Problem): void {
  if (bug) throw new Finding('bug', message);
  if (message.trim() === '' || /undefined|\[object/.test(message))
    throw new Finding('message', JSON.stringify(message));
  if (file === undefined && !message.includes('/'))
    throw new Finding('message', `${code}: names no file: ${message}`);
}

function checkLabels(objects: readonly { readonly box?: readonly number[] }[]): void {
  for (const { box } of objects) {
    if (box?.some(edge => !Number.isFinite(edge))) throw new Finding('size', `a box at ${box.join(', ')}`);
  }
}
