import { commands, window, workspace } from 'vscode';

/** Whether files may be written. In restricted mode the person is asked, and sent to the editor's own question. */
export async function requireTrust(activity: string): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = 'Manage Workspace Trust';
  const choice = await window.showWarningMessage(
    `${activity} writes files, which needs a trusted workspace.`,
    { modal: true, detail: 'Looking at images and pipelines works without.' },
    manage,
  );
  if (choice === manage) await commands.executeCommand('workbench.trust.manage');
  return workspace.isTrusted;
}
