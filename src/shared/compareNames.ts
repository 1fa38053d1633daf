const { compare } = new Intl.Collator('en', { numeric: true });

/**
 * The order in which people look for names of files: `9.png` before `10.png`, letters before their capitals, `a.png`
 * before its copy `a (1).png`. It is the same in every language, and no two names are equal.
 */
export function compareNames(one: string, other: string): number {
  return (
    compare(withoutExtension(one), withoutExtension(other)) ||
    compare(one, other) ||
    (one < other ? -1 : Number(one > other))
  );
}

function withoutExtension(name: string): string {
  return name.replace(/\.[^.]*$/, '');
}
