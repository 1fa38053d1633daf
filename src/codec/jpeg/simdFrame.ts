import { spareBytes } from '../../engine/spare.ts';
import type { OnRows } from '../format.ts';
import { Accuracy } from './accuracy.ts';
import type { ComponentLayout, Layout } from './frame.ts';
import type { JpegKernels, KernelMemory } from './kernelMemory.ts';

/** A component, and what of it is in the kernels' memory. */
interface Part {
  readonly layout: ComponentLayout;
  readonly samples: number;
  readonly stride: number;
  readonly steps: number;
  readonly accuracy: Accuracy;
}

/** Whether the kernels bring the component to the image's resolution as libjpeg does. */
export function isUsualLayout({ components }: Layout): boolean {
  return components.every(
    ({ across, down, width }) => down <= 2 && (across === 1 || (across === 2 && width > 2)),
  );
}

/**
 * An image while it is decoded: rings of samples for two rows of units, and the pixels that come of them. Rows of units
 * are decoded into the rings one after the other, each followed by `takeRows`.
 */
export class SimdFrame {
  readonly parts: readonly Part[];
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** Rows of pixels in a row of units. */
  private readonly unitHeight: number;
  /** Rows at the end of a row of units that need samples of the next. */
  private readonly lag: number;
  private readonly rowStride: number;
  private readonly rows: number;
  private readonly strip: number;
  private taken = 0;
  private hasCoefficients = false;

  constructor(
    private readonly kernels: JpegKernels,
    private readonly memory: KernelMemory,
    readonly layout: Layout,
    private readonly isRgb: boolean,
    private readonly onRows: OnRows | undefined,
  ) {
    const { width, height, components, unitsAcross, unitsDown } = layout;
    this.unitHeight = 8 * Math.max(...components.map(({ unitDown }) => unitDown));
    this.lag = components.some(({ down }) => down > 1) ? 1 : 0;
    this.parts = components.map(layout => {
      const stride = layout.blocksAcross * 8 + 32;
      const samples = memory.allot(layout.unitDown * 16 * stride);
      return { layout, samples, stride, steps: memory.allot(128), accuracy: new Accuracy() };
    });
    this.rowStride =
      Math.max(...components.map(({ blocksAcross, across }) => blocksAcross * 8 * across)) + 64;
    this.rows = memory.allot(this.rowStride * 4);
    this.strip = memory.allot((this.unitHeight + this.lag) * width * components.length);
    // Not filled with zeros: every row will be written.
    this.pixels = spareBytes(
      width * height * components.length,
      bytes => Buffer.allocUnsafeSlow(bytes).buffer,
    );
    kernels.setFrame(width, unitsAcross, unitsDown, components.length);
    for (const index of components.keys()) this.describe(index, 0);
  }

  /** Takes memory for all coefficients, zeros, at the first call. */
  allotCoefficients(): void {
    if (this.hasCoefficients) return;
    for (const [index, { blocksAcross, blocksDown }] of this.layout.components.entries()) {
      this.describe(index, this.memory.allotZeros(blocksAcross * blocksDown * 128));
    }
    this.hasCoefficients = true;
  }

  /** Takes the rows that are complete once row `y` of units is in the rings. */
  takeRows(y: number): void {
    const { width, height, unitsDown, components } = this.layout;
    const end = y === unitsDown - 1 ? height : (y + 1) * this.unitHeight - this.lag;
    const rowBytes = width * components.length;
    this.kernels.writeRows(this.taken, end, this.rows, this.rowStride, this.isRgb, this.strip);
    this.pixels.set(this.memory.view(this.strip, (end - this.taken) * rowBytes), this.taken * rowBytes);
    this.onRows?.(this.pixels, this.taken * rowBytes, end * rowBytes);
    this.taken = end;
  }

  private describe(index: number, coefficients: number): void {
    const { layout, samples, stride, steps } = this.parts[index]!;
    const { unitAcross, unitDown, across, down, width, height } = layout;
    this.kernels.setComponent(
      index,
      unitAcross,
      unitDown,
      across,
      down,
      width,
      height,
      samples,
      stride,
      coefficients,
      steps,
    );
  }
}
