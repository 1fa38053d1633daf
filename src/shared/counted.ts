/** `26,447`: a number that is read, not copied. */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}

/** `1 image`, `3 images`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}
