/** The handle between before and after: dragged, or moved by keys as any slider is. */
export class Divider {
  readonly element = document.createElement('div');
  private position = 0.5;

  constructor(private readonly moved: (position: number) => void) {
    const { element } = this;
    element.className = 'divider';
    element.tabIndex = 0;
    element.hidden = true;
    element.setAttribute('role', 'slider');
    element.setAttribute('aria-label', 'Divider between before and after');
    element.setAttribute('aria-orientation', 'horizontal');
    element.setAttribute('aria-valuemin', '0');
    element.setAttribute('aria-valuemax', '100');
    const grip = document.createElement('div');
    grip.className = 'grip';
    element.append(grip);
    element.addEventListener('keydown', event => {
      this.onKey(event);
    });
    element.addEventListener('pointerdown', event => {
      this.onPointerDown(event);
    });
    element.addEventListener('dblclick', event => {
      event.stopPropagation();
      this.moved(0.5);
    });
  }

  /** `position`: 0 to 1 of the width of the stage. */
  update(visible: boolean, position: number): void {
    this.position = position;
    const { element } = this;
    element.hidden = !visible;
    element.style.setProperty('--divider', `${position * 100}%`);
    const percent = Math.round(position * 100);
    element.setAttribute('aria-valuenow', String(percent));
    element.setAttribute('aria-valuetext', `${percent} % before, ${100 - percent} % after`);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = event.shiftKey ? 0.1 : 0.01;
    const positions: Record<string, number> = {
      ArrowLeft: this.position - step,
      ArrowDown: this.position - step,
      ArrowRight: this.position + step,
      ArrowUp: this.position + step,
      PageDown: this.position - 0.1,
      PageUp: this.position + 0.1,
      Home: 0,
      End: 1,
    };
    const position = positions[event.key];
    if (position === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.moved(clamp(position));
  }

  private onPointerDown(event: PointerEvent): void {
    const stage = this.element.parentElement;
    if (event.button !== 0 || !stage) return;
    event.preventDefault();
    event.stopPropagation();
    this.element.focus();
    this.element.setPointerCapture(event.pointerId);
    const box = stage.getBoundingClientRect();
    const grabbed = event.clientX - (box.left + this.position * box.width);
    const drag = (move: PointerEvent) => {
      this.moved(clamp((move.clientX - grabbed - box.left) / box.width));
    };
    const end = () => {
      this.element.removeEventListener('pointermove', drag);
    };
    this.element.addEventListener('pointermove', drag);
    this.element.addEventListener('lostpointercapture', end, { once: true });
  }
}

function clamp(position: number): number {
  return Math.min(Math.max(position, 0), 1);
}
