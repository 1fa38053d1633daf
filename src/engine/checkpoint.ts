let stop: () => void = () => undefined;

/**
 * Called by kernels from row to row. Whoever runs the engine may want the work to end there; the engine itself knows
 * neither threads nor their messages.
 */
export function checkpoint(): void {
  stop();
}

/** @param check called at every checkpoint from now on; what it throws ends the work */
export function stopAtCheckpoints(check: () => void): void {
  stop = check;
}

/** After how many values loops over pixels, of 1, 3 or 4 channels each, call it. */
export const checkpointEvery = 3 << 16;
