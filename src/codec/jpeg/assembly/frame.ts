/** One component of the image. Addresses and sizes are set by `setComponent`. */
@unmanaged
export class Component {
  /** Blocks in a unit of interleaved components. */
  unitAcross: i32;
  unitDown: i32;
  /** How many pixels of a row, and how many rows, share one of its samples. */
  across: i32;
  down: i32;
  /** Samples that belong to the image. */
  width: i32;
  height: i32;
  blocksAcross: i32;
  /** Samples of the last two rows of units, in a ring; some bytes of room are before and behind each row. */
  samples: usize;
  stride: usize;
  ring: i32;
  /** All coefficients, 64 per block row by row, where the image has more than one scan. */
  coefficients: usize;
  /** Quantisation steps, 16 bits, row by row. */
  steps: usize;
  /** Codes of the present scan. */
  dc: usize;
  ac: usize;
  previousDc: i32;
}

export class Frame {
  static width: i32 = 0;
  static unitsAcross: i32 = 0;
  static unitsDown: i32 = 0;
  static components: i32 = 0;
}

const components = memory.data(3 * 64, 16);

export function component(index: i32): Component {
  return changetype<Component>(components + <usize>index * offsetof<Component>());
}

export function setFrame(width: i32, unitsAcross: i32, unitsDown: i32, components: i32): void {
  Frame.width = width;
  Frame.unitsAcross = unitsAcross;
  Frame.unitsDown = unitsDown;
  Frame.components = components;
}

/** @param samples room for the ring: `unitDown` · 16 rows of `stride` bytes. */
export function setComponent(
  index: i32,
  unitAcross: i32,
  unitDown: i32,
  across: i32,
  down: i32,
  width: i32,
  height: i32,
  samples: usize,
  stride: usize,
  coefficients: usize,
  steps: usize,
): void {
  const c = component(index);
  c.unitAcross = unitAcross;
  c.unitDown = unitDown;
  c.across = across;
  c.down = down;
  c.width = width;
  c.height = height;
  c.blocksAcross = Frame.unitsAcross * unitAcross;
  c.samples = samples + 16;
  c.stride = stride;
  c.ring = unitDown * 16;
  c.coefficients = coefficients;
  c.steps = steps;
}

/** Where the samples of row `y` begin. */
@inline
export function samplesOf(c: Component, y: i32): usize {
  return c.samples + <usize>(y % c.ring) * c.stride;
}
