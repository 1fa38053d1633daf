import type { PipelineLanguage } from '../../../shared/pipeline.ts';
import { readJsonTree } from './jsonTree.ts';
import type { Tree } from './tree.ts';
import { readYamlTree } from './yamlTree.ts';

/** Where everything in a text stands, as far as it can be read; both parsers descend by recursion. */
export function readTree(text: string, language: PipelineLanguage): Tree {
  try {
    return language === 'json' ? readJsonTree(text) : readYamlTree(text);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return { isSound: false };
  }
}
