/** Colours of classes, from the set of Okabe and Ito, which people who see few colours can tell apart. */
const colors = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [213, 94, 0],
  [204, 121, 167],
  [0, 114, 178],
  [148, 203, 54],
  [178, 132, 255],
  [255, 138, 128],
] as const;

type Rgb = readonly [red: number, green: number, blue: number];

/** The colour of a class id in a mask. */
export function colorOfId(id: number): Rgb {
  return colors[id % colors.length]!;
}

/** The colour of a class, the same for the same name whatever else is on the image. */
export function colorOfName(name: string): Rgb {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++)
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return colorOfId((hash ^ (hash >>> 15)) >>> 0);
}
