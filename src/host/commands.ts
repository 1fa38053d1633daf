import { commands, type Disposable } from 'vscode';
import type { Log } from './log.ts';

/** Registers a command whose failures are shown, never lost. */
export function registerCommand(log: Log, id: string, run: (...args: never[]) => unknown): Disposable {
  return commands.registerCommand(id, async (...args: never[]) => {
    try {
      return await run(...args);
    } catch (thrown) {
      void log.failure(thrown);
      return undefined;
    }
  });
}
