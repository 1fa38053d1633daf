import type { ExtensionContext, Uri } from 'vscode';

type Kind = 'preview' | 'gallery';

/**
 * What the page about a file or folder remembered of itself before the window was loaded again. The editor itself keeps
 * that as well, but in a browser it may take seconds until it is stored.
 */
export function keptMemory(
  { workspaceState }: Pick<ExtensionContext, 'workspaceState'>,
  kind: Kind,
  uri: Uri,
): string | undefined {
  const kept = workspaceState.get<unknown>(keyOf(kind, uri));
  return typeof kept === 'string' ? kept : undefined;
}

export function keepMemory(
  { workspaceState }: Pick<ExtensionContext, 'workspaceState'>,
  kind: Kind,
  uri: Uri,
  memory: string,
): void {
  void workspaceState.update(keyOf(kind, uri), memory);
}

function keyOf(kind: Kind, uri: Uri): string {
  return `${kind}.page:${uri.toString()}`;
}
