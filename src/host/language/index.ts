import type { ExtensionContext } from 'vscode';
import type { Services } from '../services.ts';
import { registerCompletion } from './completion.ts';
import { registerFixes } from './fixes.ts';
import { registerFormatting } from './formatting.ts';
import { registerHover } from './hover.ts';
import { registerSignature } from './signature.ts';
import { registerSymbols } from './symbols.ts';

/**
 * What the editor says while a pipeline is written, alike in YAML and JSON and without another extension. All of it
 * comes from the engine's process: here answers are only turned into the editor's own words.
 */
export function registerLanguageFeatures(context: ExtensionContext, services: Services): void {
  registerCompletion(context, services);
  registerHover(context, services);
  registerSignature(context, services);
  registerFixes(context, services);
  registerSymbols(context, services);
  registerFormatting(context, services);
}
