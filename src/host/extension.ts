import type { ExtensionContext } from 'vscode';
import type { EngineService } from '../shared/protocol.ts';
import type { Client } from '../shared/rpc.ts';
import { Annotations, registerAnnotations } from './annotations.ts';
import { registerCodeLens } from './codeLens.ts';
import { registerCommand } from './commands.ts';
import { registerDefaultEditor } from './defaultEditor.ts';
import { registerDevelop } from './develop.ts';
import { registerDiagnostics } from './diagnostics.ts';
import { createEngine } from './engine.ts';
import { Failures } from './failures.ts';
import type { GalleryPanel } from './gallery/galleryPanel.ts';
import { registerGallery } from './gallery/index.ts';
import { registerImageEditor } from './imageEditor.ts';
import { registerInlayHints } from './inlayHints.ts';
import { registerLanguageFeatures } from './language/index.ts';
import { Log } from './log.ts';
import { registerNewPipeline } from './newPipeline.ts';
import { registerOpenImage } from './openImage.ts';
import { registerOutputFolder } from './outputFolder.ts';
import { Outlines } from './outlines.ts';
import { registerPipelineCommands } from './pipelineCommands.ts';
import { PipelineFiles } from './pipelineFiles.ts';
import { registerPreview } from './preview.ts';
import { registerQuickActions } from './quickActions.ts';
import type { Services } from './services.ts';
import { registerStepCommands } from './stepCommands.ts';
import { registerStepMoves } from './stepMoves.ts';
import { registerViewCommands } from './viewCommands.ts';
import { ViewSessions } from './viewSessions.ts';

/** What the editor's own tests look at; no contract for other extensions. */
export interface DarkroomHandles {
  readonly engine: Client<EngineService>;
  readonly views: ViewSessions;
  readonly galleries: ReadonlySet<GalleryPanel>;
  /** What `activate` took. */
  readonly activationMilliseconds: number;
}

/** A table of contents: nothing heavy happens here, and the engine's process starts with the first request. */
export function activate(context: ExtensionContext): DarkroomHandles {
  const began = performance.now();
  const log = new Log();
  const engine = createEngine(context, log).service;
  const pipelines = new PipelineFiles(engine);
  const views = new ViewSessions();
  const failures = new Failures();
  const annotations = new Annotations(context);
  const services: Services = { log, failures, engine, pipelines, views, annotations };
  context.subscriptions.push(
    log,
    failures,
    pipelines,
    views,
    registerCommand(log, 'darkroom.showLog', () => {
      log.channel.show();
    }),
  );

  registerImageEditor(context, services);
  registerOpenImage(context, services);
  registerDefaultEditor(context, services);
  registerViewCommands(context, services);

  const galleries = registerGallery(context, services);

  registerDevelop(context, services);
  registerQuickActions(context, services);
  registerOutputFolder(context, services);
  registerAnnotations(context, services);

  registerDiagnostics(context, services);
  registerLanguageFeatures(context, services);
  const panels = registerPreview(context, services);
  const outlines = new Outlines(context, services);
  context.subscriptions.push(outlines);
  registerCodeLens(context, services, outlines);
  registerInlayHints(context, services, outlines);
  registerStepCommands(context, services, outlines, panels);
  registerStepMoves(context, services);
  registerPipelineCommands(context, services, panels);
  registerNewPipeline(context, services);

  return { engine, views, galleries, activationMilliseconds: performance.now() - began };
}
