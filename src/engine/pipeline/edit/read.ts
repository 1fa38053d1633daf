import type { PipelineLanguage } from '../../../shared/pipeline.ts';
import { tooDeepAt } from '../depth.ts';
import { readJsonTree } from './jsonTree.ts';
import type { Tree } from './tree.ts';
import { readYamlTree } from './yamlTree.ts';

/** Where everything in a text stands, as far as it can be read. */
export function readTree(text: string, language: PipelineLanguage): Tree {
  if (tooDeepAt(text, language) !== undefined) return { isSound: false };
  return language === 'json' ? readJsonTree(text) : readYamlTree(text);
}
