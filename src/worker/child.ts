import { availableParallelism, totalmem } from 'node:os';
import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { extensionOf, readableExtensions } from '../shared/extensions.ts';
import type { LabelPlan, LabelPlanRequest } from '../dataset/labelPlan.ts';
import { defaultLimits } from '../shared/image.ts';
import type { EngineService } from '../shared/protocol.ts';
import { Connection, type Methods } from '../shared/rpc.ts';
import type { ThumbnailRequest } from '../shared/thumbnail.ts';
import { Desk } from './desk.ts';
import { DevelopmentWork } from './development.ts';
import { Figures } from './figures.ts';
import type { Work } from './slot.ts';
import type { pipelineMethods } from './pipelineMethods.ts';
import { collectIfGrown, collectWhenGrown, leaveRoomForNew, setUpV8 } from './v8Settings.ts';
import { ThreadPool } from './threadPool.ts';

/**
 * Entry of the forked process. It decodes nothing itself, so that it always answers: files go to a pool of threads,
 * views to a thread of their own, which a batch never keeps waiting, and statistics of large images to one beside it.
 */

/** What reads and plans pipelines, which is loaded when it is first asked for, in bytes. */
const loadedLater = 5 * 2 ** 20;
collectWhenGrown(loadedLater);

let limits = defaultLimits;
const entryOf = (bundle: string) => fileURLToPath(new URL(bundle, import.meta.url));
/** Annotations are read whole, and are several times their file's size as objects: they may have most of the machine. */
const datasetThreads = {
  entry: entryOf('./datasetThread.js'),
  limits: () => limits,
  heapMegabytes: Math.round((0.75 * totalmem()) / 2 ** 20),
  beforeWork: leaveRoomForNew,
};
/** Far more than any image needs beside its pixels; Node's 48 MiB for new objects are soon full of what images leave. */
const heap = { heapMegabytes: 1024, youngMegabytes: 3 };
const threads = { entry: entryOf('./pixelThread.js'), limits: () => limits, ...heap };
const wanted = Number(process.argv[2] ?? availableParallelism());
/** Cancelling a batch takes less than half a second; a view's thread is given longer, for its images are kept in it. */
const graceMilliseconds = 250;
const files = new ThreadPool(wanted, { ...threads, graceMilliseconds }, setUpV8);
const development = new DevelopmentWork(files);
const desk = Desk.memory();
const views = new ThreadPool(1, { ...threads, desk, graceMilliseconds: 1500 }, setUpV8);
const besideViews = new ThreadPool(1, { ...threads, desk, graceMilliseconds: 1500 });
const figures = new Figures(views, besideViews, new Desk(desk).arrival);
// Its thread keeps the annotation files it has parsed: who steps on while a large one is read finds it read.
const labels = new ThreadPool(1, { ...datasetThreads, graceMilliseconds: 5000 });

// Listing a large dataset takes longer than anybody waits for the labels of one image.
const datasets = new ThreadPool(1, { ...datasetThreads, graceMilliseconds: 1500, isUnlimited: true });
/** Annotations that are being written, or were last. */
let lastWriting: Promise<unknown> = Promise.resolve();

/** Pictures up to this many pixels are those of a strip or a hover, which the large one is not to wait for. */
const smallPicture = 400 * 400;

/** Has a thread of a pool answer. */
function answeredBy<Name extends keyof EngineService>(
  pool: ThreadPool,
  method: Name,
  order: (params: Parameters<EngineService[Name]>[0]) => Omit<Work, 'method' | 'params'> = () => ({}),
) {
  type Params = Parameters<EngineService[Name]>[0];
  type Result = Awaited<ReturnType<EngineService[Name]>>;
  return (params: Params, signal: AbortSignal) =>
    pool.run({ method, params, signal, ...order(params) }) as Promise<Result>;
}

// A step that somebody waits for makes way for nothing: to begin it again may take seconds.
const develop = answeredBy(views, 'develop', ({ unhurried }) =>
  unhurried ? { turn: 1, isInterruptible: true } : {},
);
const listDataset = answeredBy(datasets, 'listDataset');

/** Answers here, with what is loaded when it is first asked for: threads start meanwhile. */
function pipeline<Name extends keyof typeof pipelineMethods>(method: Name): (typeof pipelineMethods)[Name] {
  type Method = (params: unknown, signal: AbortSignal) => unknown;
  const answer: Method = async (params, signal) => {
    const { pipelineMethods } = await import('./pipelineMethods.ts');
    return (pipelineMethods[method] as Method)(params, signal);
  };
  return answer as (typeof pipelineMethods)[Name];
}

/** How far the heap may grow until whoever plans waits for its collection, in bytes. */
const muchGrowth = 5 * 2 ** 20;

async function rest(): Promise<void> {
  await setImmediate();
  await collectIfGrown(muchGrowth).catch(() => undefined);
}

const methods: Methods<EngineService> = {
  catalogue: pipeline('catalogue'),
  parse: pipeline('parse'),
  print: pipeline('print'),
  outline: pipeline('outline'),
  edit: pipeline('edit'),
  complete: pipeline('complete'),
  hover: pipeline('hover'),
  signature: pipeline('signature'),
  symbols: pipeline('symbols'),
  format: pipeline('format'),
  fixes: pipeline('fixes'),
  configure: params => {
    limits = params;
  },
  prepare: () => {
    files.warmUp(1);
  },
  plan: async (params, signal) => {
    // Who plans is about to develop.
    files.warmUp(1);
    const { planDevelopment } = await import('../dataset/plan.ts');
    const planLabels = (request: LabelPlanRequest) =>
      datasets.run({ method: 'planLabels', params: request, signal }) as Promise<LabelPlan>;
    const surroundings = { readableExtensions, extensionOf, planLabels, rest };
    const plan = await planDevelopment(params, surroundings, signal);
    await rest();
    files.warmUp(plan.files.length);
    return plan;
  },
  // Not to be cancelled, so that it leaves whole files.
  writeAnnotations: params => {
    const written = datasets.run({ method: 'writeAnnotations', params, job: params.job });
    lastWriting = written.catch(() => undefined);
    return written as ReturnType<EngineService['writeAnnotations']>;
  },
  labelsWritten: ({ job }) => datasets.placeIn(job),
  find: async ({ inputs }, signal) => {
    const { findFiles } = await import('../dataset/inputs.ts');
    return findFiles(inputs, { extensions: readableExtensions, signal, rest });
  },
  developFiles: (params, signal) => development.developFiles(params, signal),
  resultSize: answeredBy(files, 'resultSize', ({ job }) => ({ job })),
  fileStatistics: answeredBy(files, 'fileStatistics', ({ job }) => ({ job })),
  // Somebody waits for pictures; records are made meanwhile.
  recordFile: answeredBy(files, 'recordFile', ({ job }) => ({ job, turn: 2 })),
  findLabels: answeredBy(labels, 'findLabels'),
  nearAnnotations: answeredBy(labels, 'nearAnnotations'),
  recognizeDatasets: answeredBy(datasets, 'recognizeDatasets'),
  listDataset: (params, signal) => {
    // Who wants the first images is about to want their pictures.
    if (params.first !== undefined) files.warmUp(1);
    return listDataset(params, signal);
  },
  datasetLabels: answeredBy(datasets, 'datasetLabels'),
  checkDataset: answeredBy(datasets, 'checkDataset'),
  datasetImpact: answeredBy(datasets, 'datasetImpact'),
  impactSample: answeredBy(files, 'impactSample', ({ job }) => ({ job, turn: 2 })),
  cancelJob: ({ job, finishWritten }) => development.cancelJob(job, finishWritten),
  // Before a batch that is queued: somebody is looking.
  thumbnail: answeredBy(files, 'thumbnail', ({ job }) => ({ job, turn: -1 })),
  dropThumbnails: ({ job, paths }) => {
    const dropped = new Set(paths);
    files.drop(work => {
      const { source } = work.params as Partial<ThumbnailRequest>;
      return work.method === 'thumbnail' && work.job === job && dropped.has(source?.path ?? '');
    });
  },
  // Of a view, what the stage waits for, then small pictures, then figures that its thread makes itself.
  inspect: answeredBy(views, 'inspect'),
  develop: (params, signal) =>
    params.unhurried ? develop(params, signal) : figures.develop(params, view => develop(view, signal)),
  render: answeredBy(views, 'render', ({ width, height }) => ({
    turn: width * height > smallPicture ? 0 : 1,
    isInterruptible: true,
  })),
  stepPicture: answeredBy(views, 'stepPicture', () => ({ turn: 1, isInterruptible: true })),
  values: answeredBy(views, 'values'),
  statistics: (params, signal) => figures.of(params, signal),
  mask: answeredBy(views, 'mask'),
};

const connection = new Connection(
  {
    send: message => {
      // The parent may go while an answer is on its way; `disconnect` tells.
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
  },
  methods,
);

/**
 * Whoever started the process is gone, or has no more use for it. Only what writes is waited for: what reads may be in
 * the middle of something long that cannot be interrupted, and leaves nothing behind.
 */
async function end(): Promise<void> {
  await Promise.all([files.cancelAll(), Promise.race([lastWriting, pause(graceMilliseconds)])]);
  await development.dispose();
  // Leaving in an orderly way waits for every thread.
  process.kill(process.pid, 'SIGKILL');
}

process.on('message', message => {
  connection.receive(message);
});
process.on('disconnect', () => void end());
// These reach the whole group of processes; it is for the parent to say what they mean.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
connection.emit('ready', true);
