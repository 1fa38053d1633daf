import type { KnownImage } from '../../shared/language.ts';
import type { ParsedPipeline, PipelineLanguage } from '../../shared/pipeline.ts';
import { adviseOn } from './advice/index.ts';
import { parsePipeline } from './parse.ts';

/** Parses a pipeline's text and, when it has no errors, says what in it is probably not meant. */
export function checkPipeline(text: string, language: PipelineLanguage, sample?: KnownImage): ParsedPipeline {
  const { pipeline, diagnostics } = parsePipeline(text, language);
  if (!pipeline) return { diagnostics };
  return { pipeline, diagnostics: [...diagnostics, ...adviseOn(pipeline, sample)] };
}
