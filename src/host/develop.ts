import { window, type ExtensionContext, type Uri } from 'vscode';
import type { Mode, Pipeline } from '../shared/pipeline.ts';
import { registerCommand } from './commands.ts';
import { mayDevelop, runJob } from './developJob.ts';
import { pickPipeline } from './pipelinePicker.ts';
import { selectedImages } from './selectedFiles.ts';
import type { Services } from './services.ts';

/** Images and folders through a pipeline file, into the output folder. */
export function registerDevelop(context: ExtensionContext, services: Services): void {
  const { log, pipelines } = services;
  context.subscriptions.push(
    registerCommand(log, 'darkroom.developImages', async (clicked?: Uri, selected?: Uri[]) => {
      const selection = await selectedImages(clicked, selected);
      if (!(await mayDevelop(log, selection))) return;
      const picked = await pickPipeline(pipelines);
      if (!picked) return;
      const mode = await chooseMode(picked.pipeline);
      if (!mode) return;
      await runJob(context, services, selection, { title: picked.label, pipeline: picked.pipeline, mode });
    }),
  );
}

/** Asked only where it makes a difference. */
async function chooseMode({ steps }: Pipeline): Promise<Mode | undefined> {
  const trainOnly = steps.filter(({ enabled, mode }) => enabled && mode === 'train');
  if (trainOnly.length === 0) return 'train';
  const names = trainOnly.map(({ operation }) => operation).join(', ');
  const items: { label: string; detail: string; mode: Mode }[] = [
    { label: 'Training', detail: 'Runs every step.', mode: 'train' },
    { label: 'Inference', detail: `Leaves out ${names}.`, mode: 'inference' },
  ];
  const chosen = await window.showQuickPick(items, { title: 'Develop for' });
  return chosen?.mode;
}
