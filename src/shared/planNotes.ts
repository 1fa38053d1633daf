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

/**
 * What a person is told of results whose names Windows would not take; a sentence, undefined when there are none.
 * @param paths as they are shown
 */
export function describeUnportable([first, ...others]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  const which = others.length === 0 ? 'One result has a name' : `${others.length + 1} results have names`;
  return `${which} that Windows does not take, such as ${first}.`;
}

/**
 * What a person is told of files with several frames or pages, of which only the first was developed; a sentence,
 * undefined when there are none.
 * @param paths as they are shown
 */
export function describeFirstOfSeveral([first, ...others]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  const which = others.length === 0 ? first : `${others.length + 1} files, such as ${first},`;
  return `Of ${which} only the first frame or page was developed.`;
}
