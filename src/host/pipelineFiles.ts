import * as nodePath from 'node:path';
import { EventEmitter, Uri, workspace, type Disposable, type TextDocument } from 'vscode';
import { compareNames } from '../shared/compareNames.ts';
import { DarkroomError } from '../shared/errors.ts';
import { inFolder, isPipelineFile, pipelineLanguage, type ParsedPipeline } from '../shared/pipeline.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { Client } from '../shared/rpc.ts';
import type { PipelineTexts } from './chosenSteps.ts';
import { fileName, fileProblem } from './imageSource.ts';
import { pathInWorkspace } from './inWorkspace.ts';
import { openDocument } from './openText.ts';
import { describeParsed } from './stepSummary.ts';
import { findFiles, workspaceRoots } from './workspaceSearch.ts';

/** A pipeline file of the workspace with what it does, or what is wrong with it. */
export interface PipelineEntry {
  readonly id: string;
  readonly uri: Uri;
  /** Its path in the workspace. */
  readonly label: string;
  readonly detail: string;
  readonly parsed: ParsedPipeline;
}

const pattern = '**/{*.darkroom.{yaml,yml,json},darkroom.{yaml,yml}}';
const maximumFiles = 500;
/** Far more than any pipeline; a larger text is not one. */
const maximumBytes = 2 ** 20;

/** The pipeline files of the workspace: where they are, what they say now, and when that changes. */
export class PipelineFiles implements PipelineTexts, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  /**
   * The text of a pipeline file was edited or closed; its file was created, deleted, or changed while not open; or this
   * folder has joined or left the workspace.
   */
  readonly onDidChange = this.changed.event;
  private readonly disposables: { dispose(): unknown }[] = [this.changed];
  /** Where they were found last; absent when that may have changed since. */
  private found: Promise<readonly Uri[]> | undefined;
  /** What stands in the place of a text until a slider of its preview is let go, by id. */
  private readonly drafts = new Map<string, string>();
  private readonly parsed = new Map<string, { text: string; result: Promise<ParsedPipeline> }>();
  private readonly reading = new Map<string, Promise<ParsedPipeline>>();

  constructor(private readonly engine: Client<EngineService>) {
    const watcher = workspace.createFileSystemWatcher(pattern);
    const fire = (uri: Uri) => {
      this.changed.fire(uri);
    };
    const fireElsewhere = (uri: Uri) => {
      this.found = undefined;
      fire(uri);
    };
    this.disposables.push(
      watcher,
      watcher.onDidChange(uri => {
        // The text of an open one counts, which is told of where it changes with the file.
        if (!this.openDocument(uri)) fire(uri);
      }),
      watcher.onDidCreate(fireElsewhere),
      watcher.onDidDelete(fireElsewhere),
      workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of [...added, ...removed]) fireElsewhere(uri);
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        // Without changes it was only saved.
        if (contentChanges.length > 0 && isPipelineFile(document.uri.path)) fire(document.uri);
      }),
      // From here on the file counts, which may say something else or be gone.
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (isPipelineFile(uri.path)) fire(uri);
      }),
    );
  }

  /** All of them, searched for anew: a folder may have been renamed, of which nothing is told. */
  search(): Promise<readonly PipelineEntry[]> {
    this.found = undefined;
    return this.list();
  }

  /** All of them, sorted by path; searched for only when files may have come or gone. */
  async list(): Promise<readonly PipelineEntry[]> {
    const uris = await (this.found ??= this.find());
    const entries = await Promise.all(uris.map(uri => this.describe(uri)));
    return entries.sort((one, other) => compareNames(one.label, other.label));
  }

  async describe(uri: Uri): Promise<PipelineEntry> {
    const label = pathInWorkspace(uri);
    const entry = { id: uri.toString(), uri, label };
    try {
      const { parsed } = await this.read(entry.id);
      return { ...entry, parsed, detail: describeParsed(parsed) };
    } catch (thrown) {
      if (!(thrown instanceof DarkroomError)) throw thrown;
      return { ...entry, parsed: { diagnostics: [] }, detail: thrown.message };
    }
  }

  async read(
    id: string,
  ): Promise<{ readonly name: string; readonly text: string; readonly parsed: ParsedPipeline }> {
    const uri = Uri.parse(id, true);
    const name = fileName(uri);
    const text = this.drafts.get(id) ?? this.openDocument(uri)?.getText() ?? (await readText(uri, name));
    return { name, text, parsed: await this.parse(uri, text) };
  }

  /** Has a text be read as this until it is told that it counts itself again. */
  setDraft(uri: Uri, draft: string | undefined): void {
    if (draft === undefined) this.drafts.delete(uri.toString());
    else this.drafts.set(uri.toString(), draft);
  }

  parse(uri: Uri, text: string): Promise<ParsedPipeline> {
    const id = uri.toString();
    const known = this.parsed.get(id);
    if (known?.text === text) return known.result;
    const result = this.parseNewest(uri, id, text);
    this.parsed.set(id, { text, result });
    result.catch(() => {
      if (this.parsed.get(id)?.result === result) this.parsed.delete(id);
    });
    return result;
  }

  /**
   * A long text is typed faster than it is read: what comes while one is read waits for it, and only the newest of
   * what waits is read. Requests for older texts are answered with it, for they are no longer what is written.
   */
  private async parseNewest(uri: Uri, id: string, text: string): Promise<ParsedPipeline> {
    await this.reading.get(id)?.catch(() => undefined);
    const newest = this.parsed.get(id);
    if (newest && newest.text !== text) return newest.result;
    const reading = this.parseIn(uri, text);
    this.reading.set(id, reading);
    try {
      return await reading;
    } finally {
      if (this.reading.get(id) === reading) this.reading.delete(id);
    }
  }

  private find(): Promise<readonly Uri[]> {
    const found = findFiles(workspaceRoots(), isPipelineFile, { maximum: maximumFiles });
    found.catch(() => {
      if (this.found === found) this.found = undefined;
    });
    return found;
  }

  private async parseIn(uri: Uri, text: string): Promise<ParsedPipeline> {
    const parsed = await this.engine.parse({ text, language: pipelineLanguage(uri.path) });
    return uri.scheme === 'file' ? inFolder(parsed, nodePath.dirname(uri.fsPath)) : parsed;
  }

  /** The document when it is open, which may hold text that is not saved. */
  openDocument(uri: Uri): TextDocument | undefined {
    return openDocument(uri);
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }
}

async function readText(uri: Uri, name: string): Promise<string> {
  if (uri.scheme === 'untitled') {
    throw new DarkroomError('not_found', `${name} was closed and had never been saved.`, { file: name });
  }
  try {
    const { size } = await workspace.fs.stat(uri);
    if (size > maximumBytes) {
      throw new DarkroomError('bad_pipeline', `${name} is too large for a pipeline.`, { file: name });
    }
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch (thrown) {
    throw fileProblem(thrown, name);
  }
}
