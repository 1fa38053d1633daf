/** Operations that no reference library has, each with the reason; all others must have a golden file. */
export const operationsWithoutGolden: Readonly<Record<string, string>> = {
  rescale: 'One multiplication and one addition; its examples say all.',
};
