import { StatusBarAlignment, window, type ExtensionContext } from 'vscode';
import type { Zoom } from '../shared/viewState.ts';
import { registerCommand } from './commands.ts';
import type { Services } from './services.ts';

const levels = [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64];

/** Zoom and comparison of the active view: commands, and the zoom in the status bar while a view is active. */
export function registerViewCommands(context: ExtensionContext, { log, views }: Services): void {
  const item = window.createStatusBarItem('darkroom.zoom', StatusBarAlignment.Right, 100);
  item.name = 'Darkroom Zoom';
  item.command = 'darkroom.chooseZoom';
  item.tooltip = 'Choose the zoom of the Darkroom view';
  const refresh = () => {
    const { active } = views;
    if (!active?.zoom || active.session.state.unreadable) {
      item.hide();
      return;
    }
    const label = describeZoom(active.zoom);
    item.text = `$(zoom-in) ${label}`;
    item.accessibilityInformation = { label: `Zoom: ${label}`, role: 'button' };
    item.show();
  };
  context.subscriptions.push(
    item,
    views.onDidChangeActive(refresh),
    views.onDidChangeState(refresh),
    registerCommand(log, 'darkroom.chooseZoom', async () => {
      const current = views.active?.zoom;
      const choices = [
        { label: 'Fit', description: current?.fit === true ? 'current' : '', zoom: 'fit' as const },
        ...levels.map(scale => ({
          label: percent(scale),
          description: current?.fit === false && current.scale === scale ? 'current' : '',
          zoom: scale,
        })),
      ];
      const chosen = await window.showQuickPick(choices, {
        title: 'Zoom',
        placeHolder: describeZoom(current),
      });
      if (chosen) views.emit('zoom', chosen.zoom);
    }),
    registerCommand(log, 'darkroom.zoomIn', () => {
      views.emit('zoom', 'in');
    }),
    registerCommand(log, 'darkroom.zoomOut', () => {
      views.emit('zoom', 'out');
    }),
    registerCommand(log, 'darkroom.zoomToFit', () => {
      views.emit('zoom', 'fit');
    }),
    registerCommand(log, 'darkroom.zoomToActualSize', () => {
      views.emit('zoom', 1);
    }),
    registerCommand(log, 'darkroom.compareWithSlider', () => {
      views.emit('compare', 'slider');
    }),
    registerCommand(log, 'darkroom.compareSideBySide', () => {
      views.emit('compare', 'side_by_side');
    }),
    registerCommand(log, 'darkroom.compareByDifference', () => {
      views.emit('compare', 'difference');
    }),
  );
}

function describeZoom(zoom: Zoom | undefined): string {
  if (!zoom) return 'Fit';
  return zoom.fit ? `Fit (${percent(zoom.scale)})` : percent(zoom.scale);
}

function percent(scale: number): string {
  const value = scale * 100;
  return `${value >= 10 ? Math.round(value) : Number(value.toPrecision(2))}%`;
}
