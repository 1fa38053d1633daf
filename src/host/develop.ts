import { Uri, window, type ExtensionContext } from 'vscode';
import type { Mode, Pipeline } from '../shared/pipeline.ts';
import { registerCommand } from './commands.ts';
import { mayDevelop, runJob } from './developJob.ts';
import { pickPipeline, readPipeline } from './pipelinePicker.ts';
import { selectedImages } from './selectedFiles.ts';
import type { Services } from './services.ts';

/** Images and folders through a pipeline file, into the output folder. */
export function registerDevelop(context: ExtensionContext, services: Services): void {
  const { log, pipelines } = services;
  context.subscriptions.push(
    registerCommand(
      log,
      'darkroom.developImages',
      async (clicked?: Uri, selected?: Uri[], chosen?: unknown) => {
        const selection = await selectedImages(clicked, selected);
        if (!(await mayDevelop(log, selection))) return;
        const picked =
          chosen instanceof Uri ? await readPipeline(pipelines, chosen) : await pickPipeline(pipelines);
        if (!picked) return;
        const { label: title, pipeline } = picked;
        const kind = await chooseKind(pipeline);
        if (kind) await runJob(context, services, selection, { title, pipeline, ...kind });
      },
    ),
  );
}

interface Kind {
  readonly mode: Mode;
  readonly versions: number;
}

/** Asked only where it makes a difference. */
export async function chooseKind({ steps }: Pipeline): Promise<Kind | undefined> {
  const trainOnly = steps.filter(({ enabled, mode }) => enabled && mode === 'train');
  if (trainOnly.length === 0) return { mode: 'train', versions: 1 };
  const names = trainOnly.map(({ operation }) => operation).join(', ');
  const items: { label: string; detail: string; mode: Mode; several: boolean }[] = [
    { label: 'Training', detail: 'Runs every step.', mode: 'train', several: false },
    {
      label: 'Training, Several Versions…',
      detail: 'Runs every step several times on each image, each time with other random numbers.',
      mode: 'train',
      several: true,
    },
    { label: 'Inference', detail: `Leaves out ${names}.`, mode: 'inference', several: false },
  ];
  const chosen = await window.showQuickPick(items, { title: 'Develop for' });
  if (!chosen) return undefined;
  const versions = chosen.several ? await askForVersions() : 1;
  return versions === undefined ? undefined : { mode: chosen.mode, versions };
}

const mostVersions = 10000;

async function askForVersions(): Promise<number | undefined> {
  const written = await window.showInputBox({
    title: 'Versions of Each Image',
    prompt: 'Files are named after the image, with _v1, _v2, … at the end.',
    value: '5',
    validateInput: text =>
      /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= mostVersions
        ? undefined
        : `Expected a whole number from 1 to ${mostVersions}.`,
  });
  return written === undefined ? undefined : Number(written);
}
