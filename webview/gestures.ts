/** What mouse, trackpad and keys do to the stage; places and distances in device pixels of the canvas. */
export interface GestureTarget {
  readonly zoom: { readonly scale: number; readonly fit: boolean };
  zoomTo(scale: number | 'fit', x?: number, y?: number): void;
  zoomBy(factor: number, x?: number, y?: number): void;
  panBy(dx: number, dy: number, from?: readonly [x: number, y: number]): void;
  point(x?: number, y?: number): void;
  pointAtMiddle(): void;
}

/** Zoom per pixel of wheel movement: a notch of 100 is about a fifth. A pinch sends far smaller movements. */
const wheelSpeed = 0.002;
const pinchSpeed = 0.01;
/** Device-independent pixels that an arrow key moves the picture. */
const arrowStep = 40;

export function listenToGestures(element: HTMLElement, target: GestureTarget): void {
  const place = (event: MouseEvent): readonly [number, number] => {
    const box = element.getBoundingClientRect();
    return [
      (event.clientX - box.left - element.clientLeft) * devicePixelRatio,
      (event.clientY - box.top - element.clientTop) * devicePixelRatio,
    ];
  };

  element.addEventListener(
    'wheel',
    event => {
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const speed = event.ctrlKey ? pinchSpeed : wheelSpeed;
      const factor = Math.exp(-event.deltaY * lines * speed);
      target.zoomBy(Math.min(Math.max(factor, 0.25), 4), ...place(event));
      target.point(...place(event));
    },
    { passive: false },
  );

  let last: readonly [number, number] | undefined;
  element.addEventListener('pointerdown', event => {
    if (event.button > 1) return;
    element.focus({ preventScroll: true });
    element.setPointerCapture(event.pointerId);
    element.classList.add('panning');
    last = place(event);
  });
  element.addEventListener('pointermove', event => {
    const now = place(event);
    if (last) {
      target.panBy(now[0] - last[0], now[1] - last[1], last);
      last = now;
    }
    target.point(...now);
  });
  element.addEventListener('lostpointercapture', () => {
    last = undefined;
    element.classList.remove('panning');
  });
  element.addEventListener('pointerleave', () => {
    target.point();
  });
  element.addEventListener('dblclick', event => {
    target.zoomTo(target.zoom.fit ? 1 : 'fit', ...place(event));
  });

  element.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = arrowStep * devicePixelRatio * (event.shiftKey ? 5 : 1);
    const moves: Record<string, readonly [number, number]> = {
      ArrowLeft: [step, 0],
      ArrowRight: [-step, 0],
      ArrowUp: [0, step],
      ArrowDown: [0, -step],
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    target.panBy(...move);
    target.pointAtMiddle();
  });
}
