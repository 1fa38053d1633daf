/** Type of what is dragged, so that nothing from elsewhere is taken for a step. */
const dragged = 'application/x-darkroom-step';

/** Steps put into another order by dragging their cards. */
export class DragOrder {
  private step: number | undefined;
  /** Index of the gap that the card would be put into. */
  private gap: number | undefined;

  constructor(
    private readonly move: (step: number, to: number) => void,
    private readonly changed: () => void,
  ) {}

  start(event: DragEvent, step: number): void {
    this.step = step;
    event.dataTransfer?.setData(dragged, String(step));
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
    this.changed();
  }

  over(event: DragEvent, step: number): void {
    if (this.step === undefined) return;
    event.preventDefault();
    const card = event.currentTarget as HTMLElement;
    const { left, top, width, height } = card.getBoundingClientRect();
    const list = card.parentElement;
    const isColumn = list !== null && getComputedStyle(list).flexDirection === 'column';
    const isBehind = isColumn ? event.clientY > top + height / 2 : event.clientX > left + width / 2;
    const gap = step + (isBehind ? 1 : 0);
    if (gap === this.gap) return;
    this.gap = gap;
    this.changed();
  }

  readonly drop = (event: DragEvent): void => {
    const { step, gap } = this;
    event.preventDefault();
    this.end();
    if (step === undefined || gap === undefined) return;
    // Taken out of its place, the steps behind it move up.
    const to = gap > step ? gap - 1 : gap;
    if (to !== step) this.move(step, to);
  };

  readonly end = (): void => {
    this.step = undefined;
    this.gap = undefined;
    this.changed();
  };

  classOf(step: number): string {
    return step === this.step ? 'dragged' : '';
  }

  gapClass(gap: number): string {
    return gap === this.gap ? 'target' : '';
  }

  /** For lists without room between their rows: the edge of a row that stands for the gap. */
  rowClass(step: number, count: number): string {
    if (step === this.gap) return 'target-above';
    return step === count - 1 && this.gap === count ? 'target-below' : '';
  }
}
