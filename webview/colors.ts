import type { CanvasColors } from './compare.ts';

const squareSide = 8;

/** The colours of the theme for what is drawn by script; read again when the theme changes. */
export class StageColors {
  private read: CanvasColors | undefined;

  constructor(
    private readonly context: CanvasRenderingContext2D,
    changed: () => void,
  ) {
    onThemeChange(() => {
      this.read = undefined;
      changed();
    });
  }

  get current(): CanvasColors {
    this.read ??= {
      outline: themeColor('--vscode-contrastBorder', '--vscode-panel-border', '--vscode-editorWidget-border'),
      checks: checkered(this.context),
    };
    return this.read;
  }

  /** Of the page's text. */
  get textFont(): string {
    return themeColor('--vscode-font-family') || 'sans-serif';
  }

  get font(): string {
    return themeColor('--vscode-editor-font-family') || 'monospace';
  }
}

/** Calls back when VS Code has put another theme on the page. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
}

/** The first of these theme variables that has a value; empty when none has. */
export function themeColor(...names: readonly string[]): string {
  const styles = getComputedStyle(document.body);
  for (const name of names) {
    const value = styles.getPropertyValue(name).trim();
    if (value !== '') return value;
  }
  return '';
}

/** Light and dark squares, which stand for transparency in every theme. */
function checkered(context: CanvasRenderingContext2D): CanvasPattern {
  const side = Math.round(squareSide * devicePixelRatio);
  const tile = new OffscreenCanvas(2 * side, 2 * side);
  const drawing = tile.getContext('2d')!;
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, 2 * side, 2 * side);
  drawing.fillStyle = '#ccc';
  drawing.fillRect(0, 0, side, side);
  drawing.fillRect(side, side, side, side);
  return context.createPattern(tile, 'repeat')!;
}
