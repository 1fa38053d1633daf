import { posix } from 'node:path';

/** What modules of the host get as `vscode` in unit tests: as much of it as they use, to be set by each test. */

export class Uri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
  ) {}

  static file(path: string): Uri {
    return new Uri('file', path);
  }

  static parse(text: string): Uri {
    const [, scheme = '', path = ''] = /^([^:]+):(?:\/\/)?(.*)$/.exec(text) ?? [];
    return new Uri(scheme, path);
  }

  static joinPath({ scheme, path }: Uri, ...parts: readonly string[]): Uri {
    return new Uri(scheme, posix.join(path, ...parts));
  }

  get fsPath(): string {
    return this.path;
  }

  toString(): string {
    return `${this.scheme}://${this.path}`;
  }
}

export class EventEmitter<Value> {
  private readonly listeners = new Set<(value: Value) => void>();

  readonly event = (listener: (value: Value) => void) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };

  fire(value: Value): void {
    for (const listener of this.listeners) listener(value);
  }

  dispose(): void {
    this.listeners.clear();
  }
}

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

export class Range {
  readonly places: readonly unknown[];

  constructor(...places: readonly unknown[]) {
    this.places = places;
  }
}

export class Selection extends Range {}
export class RelativePattern extends Range {}

export class Diagnostic {
  source: string | undefined;
  code: string | undefined;

  constructor(
    readonly range: Range,
    readonly message: string,
    readonly severity: number,
  ) {}
}

export class CodeLens {
  constructor(
    readonly range: Range,
    readonly command: { readonly title: string },
  ) {}
}

export class CodeAction extends Range {}
export class InlayHint extends Range {}
export class ThemeIcon extends Range {}
export class MarkdownString extends Range {}
export class TabInputText extends Range {}
export class TabInputCustom extends Range {}
export class TabInputWebview {
  constructor(readonly viewType: string) {}
}

export class Disposable {
  constructor(readonly dispose: () => void) {}

  static from(...all: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const one of all) one.dispose();
    });
  }
}

export class FileSystemError extends Error {
  code = 'Unknown';
}

export class WorkspaceEdit {
  readonly replaced: string[] = [];

  replace(_uri: Uri, _range: Range, text: string): void {
    this.replaced.push(text);
  }
}

export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2 } as const;
export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 } as const;
export const CodeActionKind = { RefactorMove: 'refactor.move' } as const;
export const UIKind = { Desktop: 1 } as const;
export const QuickPickItemKind = { Separator: -1 } as const;
export const ProgressLocation = { Window: 10, Notification: 15 } as const;
export const FilePermission = { Readonly: 1 } as const;
export const FileType = { Unknown: 0, File: 1, Directory: 2 } as const;
export const TextEditorRevealType = { InCenterIfOutsideViewport: 2 } as const;

/** What tests put into these is what modules find in them. */
export const commands: Record<string, unknown> = {};
export const env: Record<string, unknown> = {};
export const languages: Record<string, unknown> = {};
export const window: Record<string, unknown> = {};
export const workspace: Record<string, unknown> = {};
export const version = '1.100.0';
