import { window } from 'vscode';
import type { Log } from './log.ts';

export type Severity = 'information' | 'warning' | 'error';

/** Shows a message with buttons, and does not wait for an answer: a message may stay for hours. */
export function notify(
  log: Log,
  severity: Severity,
  message: string,
  buttons: Readonly<Record<string, () => unknown>> = {},
): void {
  const labels = Object.keys(buttons);
  void answer().catch((thrown: unknown) => log.failure(thrown));

  async function answer(): Promise<void> {
    const choice = await shown();
    if (choice !== undefined) await buttons[choice]?.();
  }

  function shown(): Thenable<string | undefined> {
    switch (severity) {
      case 'information':
        return window.showInformationMessage(message, ...labels);
      case 'warning':
        return window.showWarningMessage(message, ...labels);
      case 'error':
        return window.showErrorMessage(message, ...labels);
    }
  }
}
