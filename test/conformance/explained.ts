/** Why files are read otherwise than by Pillow, looked into one by one; the first pattern that fits. */
const reasons: readonly (readonly [set: RegExp, name: RegExp, reason: string])[] = [
  [/^gif/, /./, 'What the first frame leaves uncovered is transparent, as in browsers; Pillow paints it'],
  [/^pngsuite$/, /^tb/, 'The transparent level of gray is transparent, as the specification has it'],
  [
    /^bmp/,
    /^(rgb16|rgba16)/,
    'Levels of 5 and 6 bits are rounded to the nearest, as in the suite’s pictures, and alpha of 16 bits counts; Pillow cuts off both',
  ],
  [/^bmp/, /rle/, 'Pixels that runs leave out; the suite allows several colours, and alpha'],
  [/^bmp-seeds$/, /./, 'Seeds of fuzzers: damaged headers, palettes and runs, or levels of 5 and 6 bits'],
];

export function reasonFor(set: string, name: string): string {
  return reasons.find(([sets, names]) => sets.test(set) && names.test(name))?.[2] ?? 'Not explained';
}

/** Held by the files in test/fixtures/codec, which the unit tests read without a difference. */
export const scope: readonly (readonly [format: string, exact: string, refused: string])[] = [
  [
    'JPEG',
    'Baseline, extended and progressive, also without its last scans; gray, YCbCr, RGB, CMYK and YCCK, with or without Adobe’s segment; samplings 4:4:4, 4:2:2, 4:4:0, 4:2:0, 4:1:1; restart markers; EXIF orientation noted',
    'Arithmetic, lossless and hierarchical coding, 12 bits, two components, height stated after the image; data that are damaged or cut off',
  ],
  [
    'PNG',
    'All colour types, 1 to 16 bits, 16 kept; palettes; transparent levels and colours as alpha; interlaced',
    'Wrong checksums, data cut off',
  ],
  ['WebP', 'Lossy, lossless, alpha; the first frame of several', 'Damaged data'],
  ['GIF', 'Palettes, transparency, interlaced; the first frame of several', 'Damaged data'],
  [
    'BMP',
    '1, 4, 8, 16, 24 and 32 bits, masks of any width, alpha masks, run lengths of 4 and 8 bits, OS/2 headers',
    'JPEG or PNG inside, OS/2 Huffman and 24-bit run lengths; data cut off',
  ],
  [
    'TIFF',
    'Classic and BigTIFF; strips, tiles, planes; gray of 1 to 16 bits, palettes, RGB and CMYK of 8 and 16 bits, 32-bit floats; straight and premultiplied alpha; none, LZW, Deflate and PackBits with predictors; the first of several pages',
    'JPEG, CCITT, LZMA and Zstandard inside; YCbCr, Lab and raw colours; CMYK with alpha; 64-bit, signed and complex values. A value of no stated meaning beside the colours is left out, and the image says so',
  ],
  ['NPY', 'uint8, uint16 and float32 of one, three or four channels', 'Other types and shapes'],
];
