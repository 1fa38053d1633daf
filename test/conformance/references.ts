/** Files of the BMP Suite that show the picture of another one. */
const sameAs: readonly (readonly [name: RegExp, reference: string])[] = [
  [/^pal1wb$|^bad(bitssize|dens[12]|filesize|headersize|planes)$/, 'pal1'],
  [/^pal4rle$/, 'pal4'],
  [/^pal8(-0|offs|os2.*|oversizepal|rle|topdown|v4|v5)$|^badpalettesize$/, 'pal8'],
  [/^pal8nonsquare$/, 'pal8nonsquare-e'],
  [/^rgb16-565pal$/, 'rgb16-565'],
  [/^rgb16(bfdef|faketrns)$/, 'rgb16'],
  [/^rgb24(pal|largepal|lprof|prof)$|^rgb32(bf|bfdef|-xbgr|-111110|h52|fakealpha)?$/, 'rgb24'],
  [/^rgba32(-1|-2|abf|h56)$/, 'rgba32'],
];

/**
 * Names of the reference pictures any of which is right for a file of the BMP Suite: what its runs leave out may be
 * the first palette entry, the background or transparent.
 */
export function bmpReferences(file: string): readonly string[] {
  const name = file.replace(/\.bmp$/i, '');
  const reference = sameAs.find(([pattern]) => pattern.test(name))?.[1] ?? name;
  return [reference, `${reference}-0`, `${reference}-b`];
}
