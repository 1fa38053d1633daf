/**
 * What was made last, by what it was made of: in a dataset most images want the same tables and weights.
 * @param make must give what nobody changes
 */
export function recent<Key extends readonly (string | number | boolean)[], Made>(
  make: (...key: Key) => Made,
  most = 16,
): (...key: Key) => Made {
  const kept = new Map<string, Made>();
  return (...key) => {
    const name = key.join(' ');
    const made = kept.get(name) ?? make(...key);
    // The one asked for last is at the end.
    kept.delete(name);
    kept.set(name, made);
    if (kept.size > most) kept.delete(kept.keys().next().value!);
    return made;
  };
}
