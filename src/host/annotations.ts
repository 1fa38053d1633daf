import { basename } from 'node:path';
import { EventEmitter, Uri, window, workspace, type Disposable, type ExtensionContext } from 'vscode';
import { registerCommand } from './commands.ts';
import type { Log } from './log.ts';
import { plainLabel } from './plainText.ts';

const chosenKey = 'annotations.chosen';

/** Where labels come from: the annotations that lie nearest to an image, unless some were chosen for the workspace. */
export type AnnotationChoice =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'nearest';
      /** Whether they go along when images are developed. Absent: not asked yet. */
      readonly develop?: 'take' | 'leave';
    };

/** The annotations of the workspace, remembered with it. */
export class Annotations implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly context: ExtensionContext) {}

  get choice(): AnnotationChoice {
    return this.context.workspaceState.get<AnnotationChoice>(chosenKey) ?? { kind: 'nearest' };
  }

  async choose(choice: AnnotationChoice): Promise<void> {
    await this.context.workspaceState.update(chosenKey, choice);
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}

export function registerAnnotations(
  context: ExtensionContext,
  { log, annotations }: { readonly log: Log; readonly annotations: Annotations },
): void {
  context.subscriptions.push(
    annotations,
    registerCommand(log, 'darkroom.chooseAnnotations', async () => {
      const choice = await askForAnnotations(annotations.choice);
      if (choice) await annotations.choose(choice);
    }),
  );
}

export async function askForAnnotations(now: AnnotationChoice): Promise<AnnotationChoice | undefined> {
  const current = (kind: AnnotationChoice['kind']) => (now.kind === kind ? 'now' : '');
  const picked = await window.showQuickPick(
    [
      {
        label: '$(search) Nearest to Each Image',
        description: current('nearest'),
        detail:
          'Annotation files, labels, Annotations and masks in the image’s folder and those above it. Developing asks once whether they go along.',
        action: 'nearest' as const,
      },
      {
        label: '$(file) Choose a File…',
        description: now.kind === 'path' ? `now ${plainLabel(basename(now.path))}` : '',
        detail: 'COCO (JSON), YOLO’s data.yaml, or a CSV file with a header.',
        action: 'file' as const,
      },
      {
        label: '$(folder-opened) Choose a Folder…',
        detail: 'YOLO’s labels, Pascal VOC’s Annotations, masks, or folders named after classes.',
        action: 'folder' as const,
      },
      { label: '$(circle-slash) None', description: current('none'), action: 'none' as const },
    ],
    {
      title: 'Annotations',
      placeHolder: 'Where the labels of images are found; remembered for this workspace',
      ignoreFocusOut: true,
    },
  );
  if (!picked) return undefined;
  if (picked.action === 'nearest' || picked.action === 'none') return { kind: picked.action };
  const isFolder = picked.action === 'folder';
  const home = workspace.workspaceFolders?.[0]?.uri;
  const [chosen] =
    (await window.showOpenDialog({
      canSelectFiles: !isFolder,
      canSelectFolders: isFolder,
      title: 'Annotations',
      openLabel: 'Use These Labels',
      ...(home && { defaultUri: now.kind === 'path' ? Uri.file(now.path) : home }),
      ...(!isFolder && { filters: { Annotations: ['json', 'yaml', 'yml', 'csv', 'tsv'] } }),
    })) ?? [];
  return chosen && { kind: 'path', path: chosen.fsPath };
}
