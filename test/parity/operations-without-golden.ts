/** Operations that no reference library has, each with the reason; all others must have a golden file. */
export const operationsWithoutGolden: Readonly<Record<string, string>> = {
  rescale: 'One multiplication and one addition; its examples say all.',
  displace:
    'Its noise is drawn by the project’s own generator; the lookup at given places is that of grid_warp, and its test measures how the noise is distributed.',
};
