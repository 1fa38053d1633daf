import type { PipelineEdit, TextEdit } from './edit.ts';
import type { PipelineLanguage } from './pipeline.ts';
import type { Shape } from './shape.ts';

/** What the editor is told about a pipeline's text while it is written. Offsets are characters of the text. */

export interface TextOf {
  readonly text: string;
  readonly language: PipelineLanguage;
}

export interface TextPosition extends TextOf {
  readonly offset: number;
}

export interface TextRange extends TextOf {
  readonly start: number;
  readonly end: number;
}

export interface Completion {
  readonly label: string;
  readonly kind: 'operation' | 'parameter' | 'value';
  /** A few words beside the label. */
  readonly detail: string;
  readonly markdown: string;
  /** In the snippet syntax of editors: `$1`, `${1:224}`. */
  readonly insert: string;
  /** What is replaced; all of it in one line, around the position. */
  readonly start: number;
  readonly end: number;
  /** What the replaced text is compared with. */
  readonly filter: string;
  /** Completion goes on with the values that the inserted key accepts. */
  readonly continues: boolean;
}

export interface Hover {
  readonly markdown: string;
  readonly start: number;
  readonly end: number;
  /** Index of the step that it is about. */
  readonly step?: number;
}

/** The parameters of the step around a position. */
export interface Signature {
  readonly label: string;
  readonly markdown: string;
  readonly parameters: readonly {
    /** Where in `label`. */
    readonly start: number;
    readonly end: number;
    readonly markdown: string;
  }[];
  /** Index in `parameters`; absent when all are written. */
  readonly active?: number;
}

export interface Outline {
  readonly symbols: readonly OutlineSymbol[];
  readonly folds: readonly Fold[];
}

export interface OutlineSymbol {
  readonly name: string;
  readonly kind: 'key' | 'list' | 'operation' | 'random';
  /** What is written, in a line. */
  readonly detail: string;
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly children: readonly OutlineSymbol[];
}

export interface Fold {
  readonly start: number;
  readonly end: number;
  readonly isComment: boolean;
}

/** A way to mend what a diagnostic says. */
export interface Fix {
  readonly title: string;
  /** The diagnostic's code and place. */
  readonly code: string;
  readonly start: number;
  readonly end: number;
  /** What happens: changes of the text, or an edit of the pipeline that `EngineService.edit` turns into some. */
  readonly change: readonly TextEdit[] | PipelineEdit;
  /** The obvious one. */
  readonly preferred: boolean;
}

export interface Fixes {
  readonly fixes: readonly Fix[];
  /** Of the whole text, what can be mended without looking. */
  readonly all: readonly TextEdit[];
}

/** What the worker process answers about a text; nothing of it needs the text to be right. */
export interface LanguageService {
  complete(params: TextPosition): Promise<readonly Completion[]>;
  hover(params: TextPosition): Promise<Hover | undefined>;
  signature(params: TextPosition): Promise<Signature | undefined>;
  symbols(params: TextOf): Promise<Outline>;
  /** YAML only; no edits for a text that is wrong or laid out already. */
  format(params: TextOf): Promise<readonly TextEdit[]>;
  /** @param params.sample as for `EngineService.parse`: what there is to mend can depend on it */
  fixes(params: TextRange & { readonly sample?: KnownImage }): Promise<Fixes>;
}

/** What is known of the image that a pipeline is looked at with. */
export interface KnownImage {
  readonly shape: Shape;
  /** With forward slashes; its folders tell what kind of pictures they are. */
  readonly path: string;
}
