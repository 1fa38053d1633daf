import { annotations, orphans, unknownClass } from './annotations.ts';
import { blurry, lowInformation } from './detail.ts';
import { duplicateBytes, duplicatePixels } from './duplicates.ts';
import { extension, unreadable } from './files.ts';
import { labelFrame, rotated } from './frames.ts';
import { boxOutside, maskSize, missingLabels, zeroArea } from './labels.ts';
import { leakage } from './leakage.ts';
import { bright, constant, dark } from './light.ts';
import { nearDuplicate } from './near.ts';
import type { HealthRule } from './rule.ts';
import { oddAspect, oddSize } from './sizes.ts';
import { alpha, bitDepth, cmyk, frames, mixedChannels, palette } from './storage.ts';

export type { HealthRule, HealthThreshold } from './rule.ts';

/** Everything that is looked for, in the order of reports. Adding a rule touches its file, this list and its test. */
export const healthRules: readonly HealthRule[] = [
  unreadable,
  extension,
  rotated,
  labelFrame,
  leakage,
  duplicateBytes,
  duplicatePixels,
  nearDuplicate,
  constant,
  dark,
  bright,
  blurry,
  lowInformation,
  oddSize,
  oddAspect,
  mixedChannels,
  bitDepth,
  alpha,
  palette,
  cmyk,
  frames,
  missingLabels,
  boxOutside,
  zeroArea,
  unknownClass,
  maskSize,
  orphans,
  annotations,
];
