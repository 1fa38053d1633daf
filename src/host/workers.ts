import { availableParallelism } from 'node:os';
import { workspace, type Uri } from 'vscode';

/**
 * Threads to work on many files with: as many as the setting says, one for each core where it says none.
 * @param folder whose own settings count
 */
export function workers(folder?: Uri): number {
  const wanted = workspace.getConfiguration('darkroom', folder).get<number>('workers', 0);
  return wanted > 0 ? wanted : availableParallelism();
}
