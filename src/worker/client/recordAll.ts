import { join } from 'node:path';
import {
  isCurrent,
  linesOf,
  makeRoom,
  parseLine,
  recordPath,
  touch,
  writeLines,
} from '../../dataset/records/lines.ts';
import { makeFolder } from '../../dataset/makeFolder.ts';
import type { Dataset, DatasetImage } from '../../shared/dataset.ts';
import type { Problem } from '../../shared/errors.ts';
import type { ImageRecord } from '../../shared/imageRecord.ts';
import type { EngineService } from '../../shared/protocol.ts';
import type { Client } from '../../shared/rpc.ts';
import { newJob, runBatch } from './batch.ts';
import type { Progress } from './progress.ts';

export interface RecordAllOptions {
  readonly client: { readonly service: Pick<Client<EngineService>, 'recordFile' | 'cancelJob'> };
  readonly dataset: Pick<Dataset, 'root' | 'images'>;
  /** Where records are kept from one time to the next. Absolute; made when it is not there. */
  readonly folder: string;
  /** Most bytes that records of all datasets take there. */
  readonly mostBytes?: number;
  /** Threads. */
  readonly workers: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Called for every image, in any order; at once for those that have not changed. */
  readonly onRecord?: ((image: DatasetImage, record: ImageRecord) => void) | undefined;
}

export interface RecordSummary {
  /** The file with the records, for `checkDataset`. */
  readonly records: string;
  /** Images that were measured now; the others had not changed. */
  readonly measured: number;
  readonly cancelled: boolean;
  /** Why records could not be kept or work could not go on. */
  readonly stopped?: Problem;
}

const defaultRecordBytes = 512 * 2 ** 20;
/** So that little is lost when the editor ends in the middle. */
const saveMilliseconds = 60_000;

/**
 * Records of all images of a dataset. Those of images that have not changed, by size and times, are taken from the
 * folder; the others are made, and kept there. A file that takes the decoder down, or takes too long, gets a record
 * with its fault, which is not kept. What was made before cancelling is kept.
 *
 * Memory: the text of each record.
 * @throws DarkroomError when the folder cannot be written to
 */
export async function recordAll(options: RecordAllOptions): Promise<RecordSummary> {
  const { client, dataset, folder, workers, signal, onProgress, onRecord } = options;
  const path = recordPath(folder, dataset.root);
  // Before hours of work, not after them.
  makeFolder(folder, path);
  const lines = await currentLines(path, dataset.images, onRecord);
  const items = dataset.images.filter(({ relativePath }) => !lines.has(relativePath));
  const passing = new Map<string, string>();
  const take = (image: DatasetImage, record: ImageRecord, into: Map<string, string>) => {
    const { relativePath, size, modified, changed } = image;
    into.set(relativePath, JSON.stringify([relativePath, size, modified, changed, record]));
    onRecord?.(image, record);
  };
  const job = newJob();
  const pathOf = ({ relativePath }: DatasetImage) => join(dataset.root, relativePath);
  let saving: Promise<void> | undefined;
  let saved = performance.now();
  const saveNowAndThen = () => {
    if (saving || performance.now() - saved < saveMilliseconds) return;
    saving = writeLines(path, folder, [...lines.values()]).finally(() => {
      saving = undefined;
      saved = performance.now();
    });
    // The last time says why it cannot be done.
    saving.catch(() => undefined);
  };
  const { done, cancelled, stopped } = await runBatch({
    items,
    atOnce: 2 * workers,
    signal,
    onProgress,
    pathOf,
    work: async image => {
      const record = await client.service.recordFile({ path: pathOf(image), job });
      take(image, record, mayPass(record) ? passing : lines);
      saveNowAndThen();
    },
    cancel: () => client.service.cancelJob({ job }),
    onFailed: (image, { code, message, hint }) => {
      take(
        image,
        { bytes: image.size, fault: { code, message, ...(hint !== undefined && { hint }) } },
        passing,
      );
    },
  });
  await saving?.catch(() => undefined);
  if (items.length === 0) await touch(path);
  else await writeLines(path, folder, inOrder(dataset.images, lines, cancelled ? new Map() : passing));
  await makeRoom(folder, options.mostBytes ?? defaultRecordBytes, path);
  return { records: path, measured: done, cancelled, ...(stopped && { stopped }) };
}

async function currentLines(
  path: string,
  images: readonly DatasetImage[],
  onRecord: RecordAllOptions['onRecord'],
): Promise<Map<string, string>> {
  const byPath = new Map(images.map(image => [image.relativePath, image]));
  const lines = new Map<string, string>();
  for await (const text of linesOf(path)) {
    const line = parseLine(text);
    const image = line && byPath.get(line[0]);
    if (!image || !isCurrent(image, line) || mayPass(line[4])) continue;
    lines.set(image.relativePath, text);
    onRecord?.(image, line[4]);
  }
  return lines;
}

/** Whether a file that has not changed may be read the next time: it may be opened then, or the limit be higher. */
function mayPass({ sha256, fault }: ImageRecord): boolean {
  return sha256 === undefined || fault?.code === 'too_large';
}

function* inOrder(
  images: readonly DatasetImage[],
  lines: ReadonlyMap<string, string>,
  passing: ReadonlyMap<string, string>,
): Iterable<string> {
  for (const { relativePath } of images) {
    const line = lines.get(relativePath) ?? passing.get(relativePath);
    if (line !== undefined) yield line;
  }
}
