import { Uri, workspace, type ExtensionContext } from 'vscode';
import { EngineClient } from '../worker/client.ts';
import { defaultLimits, type Limits } from '../shared/image.ts';
import type { Log } from './log.ts';

/** The engine in its own process, which is started by the first request. */
export function createEngine(context: ExtensionContext, log: Log): EngineClient {
  const engine = new EngineClient({
    entry: Uri.joinPath(context.extensionUri, 'dist', 'child.js').fsPath,
    ...readProcessSettings(),
    onLog: line => {
      log.channel.warn(line);
    },
  });
  const configure = async () => {
    try {
      await engine.service.configure(readLimits());
    } catch (thrown) {
      void log.failure(thrown);
    }
  };
  void configure();
  context.subscriptions.push(
    { dispose: () => engine.dispose() },
    workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('darkroom.limits')) void configure();
      const isOfProcess = ['darkroom.workers', 'darkroom.engineIdleSeconds'].some(setting =>
        event.affectsConfiguration(setting),
      );
      if (isOfProcess) engine.adjust(readProcessSettings());
    }),
  );
  return engine;
}

function readProcessSettings() {
  const settings = workspace.getConfiguration('darkroom');
  const threads = settings.get<number>('workers', 0);
  return {
    threads: threads > 0 ? threads : undefined,
    idleSeconds: settings.get<number>('engineIdleSeconds', 60),
  };
}

function readLimits(): Limits {
  const settings = workspace.getConfiguration('darkroom.limits');
  return {
    maximumMegapixels: settings.get<number>('maximumMegapixels', defaultLimits.maximumMegapixels),
    timeLimitSeconds: settings.get<number>('timeLimitSeconds', defaultLimits.timeLimitSeconds),
  };
}
