import { readBlock } from './baseline';
import { bitsLeft, takeCodedData } from './bits';
import { component, Component, Frame, samplesOf } from './frame';
import { codeAt } from './huffman';
import { reconstruct, reconstructFlat } from './inverseDct';
import { Progress, readProgressiveBlock } from './progressive';

class Scan {
  /** Where the marker after the coded data is. */
  static marker: usize = 0;
  /** Where coded data are laid down. */
  static top: usize = 0;
  static components: i32 = 0;
  /** Units between restart markers, 0 for none; how many are left; which marker comes next. */
  static interval: i32 = 0;
  static left: i32 = 0;
  static restarts: u8 = 0;
}

/** Indices of the scan's components. */
const order = memory.data(4, 4);

/** One block, and room for coefficients beyond its last. */
const block = memory.data(144, 16);

/** Adds a component to the scan that is about to start. */
export function addToScan(place: i32, index: i32, dc: i32, ac: i32): void {
  const c = component(index);
  c.dc = codeAt(dc);
  c.ac = codeAt(4 + ac);
  store<u8>(order + <usize>place, <u8>index);
  Scan.components = place + 1;
}

/** Starts on the coded data at `from`; `top` ends a room as large as they are, with 4096 bytes below. */
export function startScan(from: usize, top: usize, interval: i32): void {
  Scan.top = top;
  Scan.interval = interval;
  Scan.restarts = 0;
  // Data that were not sound may have left something in it.
  memory.fill(block, 0, 128);
  begin(from);
}

function begin(from: usize): void {
  Scan.marker = takeCodedData(from, Scan.top);
  Scan.left = Scan.interval;
  Progress.ended = 0;
  for (let index = 0; index < Frame.components; index++) component(index).previousDc = 0;
}

/** Passes a restart marker where one is due. */
@inline
function restartWhereDue(): bool {
  if (Scan.interval == 0 || Scan.left-- > 0) return true;
  const isNext = load<u8>(Scan.marker, 1) == 0xd0 + (Scan.restarts++ & 7);
  if (!isNext || !isUsedUp()) return false;
  begin(Scan.marker + 2);
  Scan.left--;
  return true;
}

/** Whether all coded data but the last byte's rest were read, and no more. */
function isUsedUp(): bool {
  return <u32>bitsLeft() < 8;
}

/** @returns where the marker is that ends the scan; 0 when coded data are left or missing. */
export function endScan(): usize {
  return isUsedUp() ? Scan.marker : 0;
}

/** Decodes row `y` of units of all components into the rings. @returns whether all is sound. */
export function readUnits(y: i32): bool {
  const slot = <usize>(y & 1);
  for (let x = 0; x < Frame.unitsAcross; x++) {
    if (!restartWhereDue()) return false;
    for (let index = 0; index < Frame.components; index++) {
      const c = component(index);
      const stride = c.stride;
      let to = c.samples + (slot * <usize>c.unitDown * stride + <usize>(x * c.unitAcross)) * 8;
      for (let row = 0; row < c.unitDown; row++, to += stride * 8) {
        for (let column = 0; column < c.unitAcross; column++) {
          const count = readBlock(c, block);
          if (count == 0) return false;
          const at = to + <usize>column * 8;
          const isUsual =
            count == 1
              ? reconstructFlat(block, c.steps, at, stride)
              : reconstruct(block, c.steps, at, stride);
          if (!isUsual) return false;
        }
      }
    }
    if (bitsLeft() < 0) return false;
  }
  return true;
}

/** Reads a whole scan into the coefficients of its components. @returns whether the coded data are sound. */
export function readScan(isProgressive: bool, first: i32, last: i32, high: i32, low: i32): bool {
  Progress.first = first;
  Progress.last = last;
  Progress.high = high;
  Progress.low = low;
  if (Scan.components == 1) return readAlone(component(load<u8>(order)), isProgressive);
  for (let y = 0; y < Frame.unitsDown; y++) {
    for (let x = 0; x < Frame.unitsAcross; x++) {
      if (!restartWhereDue()) return false;
      for (let place = 0; place < Scan.components; place++) {
        const c = component(load<u8>(order + <usize>place));
        for (let row = 0; row < c.unitDown; row++) {
          let at = blockOf(c, x * c.unitAcross, y * c.unitDown + row);
          for (let column = 0; column < c.unitAcross; column++, at += 128) {
            if (!(isProgressive ? readProgressiveBlock(c, at) : readBlock(c, at) > 0)) return false;
          }
        }
      }
      if (bitsLeft() < 0) return false;
    }
  }
  return true;
}

/** A component by itself has no blocks beyond its own size. */
function readAlone(c: Component, isProgressive: bool): bool {
  const across = (c.width + 7) >> 3;
  const down = (c.height + 7) >> 3;
  for (let y = 0; y < down; y++) {
    let at = blockOf(c, 0, y);
    for (let x = 0; x < across; x++, at += 128) {
      if (!restartWhereDue()) return false;
      if (!(isProgressive ? readProgressiveBlock(c, at) : readBlock(c, at) > 0)) return false;
      if (bitsLeft() < 0) return false;
    }
  }
  return true;
}

/** Turns row `y` of units of all components from coefficients into samples in the rings. @returns whether it can. */
export function reconstructUnits(y: i32): bool {
  for (let index = 0; index < Frame.components; index++) {
    const c = component(index);
    for (let row = 0; row < c.unitDown; row++) {
      const blockY = y * c.unitDown + row;
      const to = samplesOf(c, blockY * 8);
      const at = blockOf(c, 0, blockY);
      for (let x: usize = 0; x < <usize>c.blocksAcross; x++) {
        if (!reconstruct(at + x * 128, c.steps, to + x * 8, c.stride)) return false;
      }
    }
  }
  return true;
}

@inline
function blockOf(c: Component, x: i32, y: i32): usize {
  return c.coefficients + (<usize>y * <usize>c.blocksAcross + <usize>x) * 128;
}
