/**
 * What a person is told of labels that an earlier run has written; a sentence, undefined when there are none.
 * @param paths as they are shown
 * @param remedy what to do where they are not to be removed
 */
export function describeOutdatedLabels(
  [first, ...others]: readonly string[],
  remedy = 'take labels along',
): string | undefined {
  if (first === undefined) return undefined;
  const which = others.length === 0 ? `${first} holds` : `${first} and ${others.length} more hold`;
  return `${which} labels of an earlier run, which may not fit any more: ${remedy}, or remove them.`;
}
