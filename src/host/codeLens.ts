import {
  CodeLens,
  EventEmitter,
  Range,
  languages,
  workspace,
  type ExtensionContext,
  type TextDocument,
  type Uri,
} from 'vscode';
import { isPipelineFile } from '../shared/pipeline.ts';
import { pipelineFiles } from './language/request.ts';
import type { DocumentOutline, OutlinedStep, Outlines } from './outlines.ts';
import { plainLabel } from './plainText.ts';
import type { Services } from './services.ts';

const fileSetting = 'darkroom.pipelineCodeLens';
const stepSetting = 'darkroom.stepCodeLens';

/** Above the first line of a pipeline file what can be done with all of it, above each step what can be done with it. */
export function registerCodeLens(context: ExtensionContext, { log }: Services, outlines: Outlines): void {
  const changed = new EventEmitter<void>();
  context.subscriptions.push(
    changed,
    outlines.onDidChange(() => {
      changed.fire();
    }),
    workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(fileSetting) || event.affectsConfiguration(stepSetting)) changed.fire();
    }),
    languages.registerCodeLensProvider(pipelineFiles, {
      onDidChangeCodeLenses: changed.event,
      async provideCodeLenses(document) {
        const { uri } = document;
        if (!isPipelineFile(uri.path)) return [];
        const settings = workspace.getConfiguration(undefined, uri);
        const ofFile = settings.get<boolean>(fileSetting, true);
        const ofSteps = settings.get<boolean>(stepSetting, true);
        if (!ofFile && !ofSteps) return [];
        try {
          const outline = await outlines.of(document);
          // Another answer is asked for already; the lenses move with their lines until then.
          if (document.version !== outline.version) return undefined;
          return [
            ...(ofFile ? fileLenses(uri, outline) : []),
            ...(ofSteps
              ? lensSteps(document, outline.steps).flatMap(step => stepLenses(document, step))
              : []),
          ];
        } catch (thrown) {
          log.quietly(thrown);
          return [];
        }
      },
    }),
  );
}

function fileLenses(uri: Uri, { mode, sample }: DocumentOutline): readonly CodeLens[] {
  const lens = lensesAt(new Range(0, 0, 0, 0), uri);
  return [
    lens(
      '$(open-preview) Preview beside',
      'darkroom.previewPipeline',
      'Show sample images through this pipeline',
    ),
    lens('Develop dataset…', 'darkroom.developWithPipeline', 'Run images or folders through this pipeline'),
    lens(`Mode: ${mode}`, 'darkroom.togglePreviewMode', 'Preview training or inference'),
    lens(
      `Sample: ${sample === undefined ? 'choose…' : plainLabel(sample)}`,
      'darkroom.choosePreviewSample',
      'Choose the image of the preview',
    ),
  ];
}

/** Lenses stand above lines: a step inside another has them where a line begins with it. */
function lensSteps(document: TextDocument, steps: readonly OutlinedStep[]): readonly OutlinedStep[] {
  return steps.filter(({ path, start }) => {
    if (path.length === 1) return true;
    const { line, character } = document.positionAt(start);
    return /^[\s{-]*$/.test(document.lineAt(line).text.slice(0, character));
  });
}

/** The same number on the same line whatever is typed: nothing moves. */
function stepLenses(document: TextDocument, step: OutlinedStep): readonly CodeLens[] {
  const { path } = step;
  const { line } = document.positionAt(step.start);
  const lens = lensesAt(new Range(line, 0, line, 0), document.uri, path);
  const toggle = step.enabled
    ? lens('Disable', 'darkroom.toggleStep', `Leave ${step.operation} out`)
    : lens('Enable', 'darkroom.toggleStep', `Run ${step.operation} again`);
  // What leaves a step inside another is no picture of its own.
  if (path.length > 1) {
    const title = `Open the form of ${step.operation}, beside what the step around it does`;
    return [lens('Edit in preview', 'darkroom.previewStep', title), toggle];
  }
  return [
    lens(
      'Preview up to here',
      'darkroom.previewStep',
      `Show what reaches ${step.operation} and what leaves it`,
    ),
    toggle,
    lens(
      'Histogram',
      'darkroom.showStepHistogram',
      `Compare the histograms before and after ${step.operation}`,
    ),
  ];
}

function lensesAt(range: Range, ...args: readonly unknown[]) {
  return (title: string, command: string, tooltip: string) =>
    new CodeLens(range, { title, command, tooltip, arguments: [...args] });
}
