import { stat } from 'node:fs/promises';
import type { Dataset, DatasetImage, ListDatasetRequest } from '../../shared/dataset.ts';
import type { EngineService } from '../../shared/protocol.ts';
import type { Client } from '../../shared/rpc.ts';

const atOnce = 64;

/** The images of a folder, each with the folder it lies in as its class. */
export async function listDataset(
  engine: Client<EngineService>,
  { folder }: ListDatasetRequest,
  signal: AbortSignal,
): Promise<Dataset> {
  const { files, problems } = await engine.find({ inputs: [folder] }, signal);
  const images: DatasetImage[] = [];
  for (let start = 0; start < files.length; start += atOnce) {
    signal.throwIfAborted();
    images.push(...(await Promise.all(files.slice(start, start + atOnce).map(describe))));
  }
  const classes = [...new Set(images.flatMap(image => image.classes))].sort();
  return {
    root: folder,
    layout: 'classes',
    title: 'Class folders',
    reasons: ['Each image has the folder it lies in as its class.'],
    annotations: [],
    images,
    classes,
    splits: [],
    problems: files.length === 0 ? problems.filter(({ code }) => code !== 'not_found') : problems,
  };
}

async function describe({
  path,
  relativePath,
}: {
  path: string;
  relativePath: string;
}): Promise<DatasetImage> {
  const facts = await stat(path).catch(() => undefined);
  const folder = relativePath.split('/').at(-2);
  return {
    relativePath,
    classes: folder === undefined ? [] : [folder],
    size: facts?.size ?? 0,
    modified: facts?.mtimeMs ?? 0,
  };
}
