import type { DocumentSelector } from 'vscode';

/** Pipeline files for language features; wider than `isPipelineFile`, which has the last word. */
export const pipelineSelector: DocumentSelector = { pattern: '**/*darkroom.{yaml,yml,json,YAML,YML,JSON}' };
