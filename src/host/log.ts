import { env, version, window, type LogOutputChannel } from 'vscode';
import { toProblem, withHint, type Problem } from '../shared/errors.ts';
import { printableLines } from '../shared/printable.ts';
import { plainMessage } from './plainText.ts';

/** The output channel, and how failures reach the person. */
export class Log {
  readonly channel: LogOutputChannel = window.createOutputChannel('Darkroom', { log: true });

  /** Shows what failed: what a person can act on with its hint, a fault of Darkroom's own as a bug. */
  async failure(thrown: unknown): Promise<void> {
    const problem = toProblem(thrown);
    if (problem.code === 'aborted') return;
    if (problem.bug) {
      await this.bug(thrown);
      return;
    }
    this.channel.warn(describeProblem(problem));
    const choice = await window.showErrorMessage(plainMessage(withHint(problem)), 'Show Log');
    if (choice !== undefined) this.channel.show();
  }

  /** Logs an unknown exception with its stack and shows it as a bug, with its details at hand for a report. */
  async bug(thrown: unknown): Promise<void> {
    const { message, stack = message } = toProblem(thrown);
    this.channel.error(stack);
    const choice = await window.showErrorMessage(
      plainMessage(`This is a bug in Darkroom: ${message}`),
      'Show Log',
      'Copy Report',
    );
    if (choice === 'Show Log') this.channel.show();
    if (choice === 'Copy Report') {
      await env.clipboard.writeText(`${stack}\n\nVS Code ${version} (${env.appName}), ${process.platform}\n`);
    }
  }

  /** Logs what failed and shows nothing, for what the editor asks for by itself at every move of the cursor. */
  quietly(thrown: unknown): void {
    const problem = toProblem(thrown);
    if (problem.code === 'aborted') return;
    if (problem.bug) this.channel.error(problem.stack ?? problem.message);
    else this.channel.warn(describeProblem(problem));
  }

  dispose(): void {
    this.channel.dispose();
  }
}

/** One line for the log: file, what is wrong, what to do. */
export function describeProblem(problem: Problem): string {
  const { file, message } = problem;
  const isNamed = file === undefined || message.includes(file);
  return printableLines(isNamed ? withHint(problem) : `${file}: ${withHint(problem)}`);
}
