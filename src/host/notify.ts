import { window } from 'vscode';
import type { Severity } from '../shared/pipeline.ts';
import type { Log } from './log.ts';
import { plainMessage } from './plainText.ts';

/** Shows a message as plain text with buttons, and does not wait for an answer: a message may stay for hours. */
export function notify(
  log: Log,
  severity: Severity,
  message: string,
  buttons: Readonly<Record<string, () => unknown>> = {},
): void {
  const labels = Object.keys(buttons);
  const text = plainMessage(message);
  void answer().catch((thrown: unknown) => log.failure(thrown));

  async function answer(): Promise<void> {
    const choice = await shown();
    if (choice !== undefined) await buttons[choice]?.();
  }

  function shown(): Thenable<string | undefined> {
    switch (severity) {
      case 'information':
        return window.showInformationMessage(text, ...labels);
      case 'warning':
        return window.showWarningMessage(text, ...labels);
      case 'error':
        return window.showErrorMessage(text, ...labels);
    }
  }
}
