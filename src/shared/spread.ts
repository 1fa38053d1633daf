/** At most so many items, evenly over the list, for folders often hold images of one kind. */
export function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_value, index) => items[Math.floor((index * items.length) / most)]!);
}
