import type { PipelineLanguage } from '../../../shared/pipeline.ts';
import { readJsonTree } from './jsonTree.ts';
import type { Tree } from './tree.ts';
import { readYamlTree } from './yamlTree.ts';

/** Both parsers descend by recursion, and an exhausted stack may end the process; no pipeline is this deep. */
const maximumDepth = 200;

/** Where everything in a text stands, as far as it can be read. */
export function readTree(text: string, language: PipelineLanguage): Tree {
  if (isTooDeep(text)) return { isSound: false };
  return language === 'json' ? readJsonTree(text) : readYamlTree(text);
}

/** By brackets, those in comments and quotes counted, or by dashes in a row; indentation takes too much text. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let dashes = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if ((character === '-' || character === '?') && text[index + 1] === ' ') dashes++;
    else if (character !== ' ') dashes = 0;
    if (depth > maximumDepth || dashes > maximumDepth) return true;
  }
  return false;
}
