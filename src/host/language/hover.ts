import { Hover, languages, type ExtensionContext, type MarkdownString, type TextDocument } from 'vscode';
import { sampleOf } from '../knownSample.ts';
import { plainMarkdown } from '../plainText.ts';
import type { Services } from '../services.ts';
import { ask, at, markdown, pipelineFiles, rangeOf } from './request.ts';

/** A hover that takes longer says what it has: the picture is there the next time. */
const patience = 1500;

/** What the thing under the pointer means, and what the step that it belongs to does to the sample. */
export function registerHover(context: ExtensionContext, services: Services): void {
  const { log, engine } = services;
  context.subscriptions.push(
    languages.registerHoverProvider(pipelineFiles, {
      async provideHover(document, position, token) {
        const found = await ask(log, document, token, (text, signal) =>
          engine.hover(at(text, document, position), signal),
        );
        if (!found || token.isCancellationRequested) return undefined;
        const { step } = found;
        const picture =
          step === undefined
            ? undefined
            : await ask(log, document, token, ({ text }, signal) =>
                stepPicture(context, services, { document, text, step }, signal),
              );
        // The text may be longer than what is seen of a hover.
        const contents = [...(picture ? [picture] : []), markdown(found.markdown)];
        return new Hover(contents, rangeOf(document, found));
      },
    }),
  );
}

interface Wanted {
  readonly document: TextDocument;
  readonly text: string;
  readonly step: number;
}

async function stepPicture(
  context: ExtensionContext,
  { engine, pipelines, views }: Services,
  { document, text, step }: Wanted,
  signal: AbortSignal,
): Promise<MarkdownString | undefined> {
  const { uri } = document;
  const [sample, { pipeline }] = await Promise.all([sampleOf(context, uri), pipelines.parse(uri, text)]);
  if (!sample || !pipeline?.steps[step]?.enabled) return undefined;
  const { source, path, name } = sample;
  const mode = views.previewOf(uri)?.session.state.mode ?? 'train';
  const { steps, seed } = pipeline;
  const timeLimit = AbortSignal.timeout(patience);
  const png = await engine
    .stepPicture({ source, path, steps, seed, mode, focus: step }, AbortSignal.any([signal, timeLimit]))
    .catch((thrown: unknown) => {
      if (timeLimit.aborted) return undefined;
      throw thrown;
    });
  if (!png) return undefined;
  const caption = `${plainMarkdown(name)}, before and after the step:`;
  const data = Buffer.from(png).toString('base64');
  return markdown(`${caption}\n\n![Before and after the step](data:image/png;base64,${data})`);
}
