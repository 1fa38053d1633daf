import { checkPipeline } from '../engine/pipeline/check.ts';
import { editPipeline } from '../engine/pipeline/edit/index.ts';
import { complete } from '../engine/pipeline/language/complete.ts';
import { fixes } from '../engine/pipeline/language/fixes/index.ts';
import { format } from '../engine/pipeline/language/format.ts';
import { hover, signature } from '../engine/pipeline/language/hover.ts';
import { symbolsOf } from '../engine/pipeline/language/symbols.ts';
import { outlinePipeline } from '../engine/pipeline/outline.ts';
import { printPipeline } from '../engine/pipeline/print.ts';
import type { KnownImage, LanguageService } from '../shared/language.ts';
import type { ParsedPipeline, PipelineLanguage } from '../shared/pipeline.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { Methods } from '../shared/rpc.ts';
import { catalogue } from './catalogue.ts';

type PipelineService = LanguageService &
  Pick<EngineService, 'catalogue' | 'parse' | 'print' | 'outline' | 'edit'>;

/** What editors ask of operations and of the texts of pipelines while they are written. */
export const pipelineMethods: Methods<PipelineService> = {
  catalogue,
  print: ({ pipeline, language }) => printPipeline(pipeline, language),
  outline: ({ text, language, mode, sample }) => outlinePipeline(text, language, mode, sample),
  edit: ({ text, language, edit }) => editPipeline(text, language, edit),
  parse: ({ text, language, sample }) => checked(text, language, sample),
  complete,
  hover,
  signature,
  symbols: symbolsOf,
  format: ({ text, language }) => (language === 'json' ? [] : format(text)),
  fixes: params => fixes(params, checked(params.text, params.language, params.sample)),
};

/** After its diagnostics a text's fixes are asked for, at every move of the cursor. */
const lately = new Map<string, ParsedPipeline>();
const mostKept = 4;

function checked(text: string, language: PipelineLanguage, sample: KnownImage | undefined): ParsedPipeline {
  const key = JSON.stringify([language, sample, text]);
  const known = lately.get(key);
  if (known) return known;
  const result = checkPipeline(text, language, sample);
  lately.set(key, result);
  if (lately.size > mostKept) lately.delete(lately.keys().next().value!);
  return result;
}
