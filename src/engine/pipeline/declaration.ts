import type { OperationEntry } from '../../shared/catalogue.ts';
import { defaultOutput, type Step } from '../../shared/pipeline.ts';
import { boolean, choice, integer, match, number, type ParameterMap } from '../parameters.ts';

/** The keys of a pipeline file beside `steps`, `labels`, `exclude` and `output`, declared like an operation's parameters. */
export const pipelineKeys = {
  version: integer({ minimum: 1, maximum: 1, default: 1, doc: 'Version of the file’s format.' }),
  match: choice({
    default: 'opencv',
    doc: 'Which library’s arithmetic to reproduce where libraries differ.',
    choices: match.choices,
  }),
  seed: integer({ minimum: 0, maximum: 4294967295, default: 0, doc: 'Key of all randomness.' }),
} satisfies ParameterMap;

export const outputKeys = {
  format: choice({
    default: defaultOutput.format,
    doc: 'Format of the written files.',
    choices: [
      { value: 'png', doc: 'Lossless; uint8 and uint16, 1, 3 or 4 channels.' },
      { value: 'jpeg', doc: 'Lossy; uint8, 1 or 3 channels.' },
      { value: 'webp', doc: 'Lossy; uint8, 3 or 4 channels.' },
      { value: 'bmp', doc: 'Uncompressed; uint8.' },
      { value: 'tiff', doc: 'Lossless; uint8, uint16 and float32.' },
      { value: 'npy', doc: 'The array itself, for numpy.load; every type.' },
    ],
  }),
  quality: integer({
    minimum: 1,
    maximum: 100,
    default: defaultOutput.quality,
    doc: 'Quality of JPEG and WebP.',
  }),
  layout: choice({
    default: defaultOutput.layout,
    doc: 'Order of the axes in NPY files.',
    choices: [
      { value: 'hwc', doc: 'Height, width, channels: OpenCV, TensorFlow.' },
      { value: 'chw', doc: 'Channels, height, width: PyTorch.' },
    ],
  }),
  dtype: choice({
    absent: 'The type that the last step leaves.',
    doc: 'Type of the written values: a saturating cast without scaling.',
    choices: [
      { value: 'uint8', doc: '0 to 255.' },
      { value: 'uint16', doc: '0 to 65535.' },
      { value: 'float32', doc: '32-bit floating point.' },
    ],
  }),
} satisfies ParameterMap;

export const labelKeys = {
  min_area: number({
    default: 0,
    minimum: 0,
    maximum: 1e9,
    unit: 'px²',
    doc: 'Objects whose box has less area left in the result are dropped and listed.',
  }),
  min_visibility: number({
    default: 0,
    minimum: 0,
    maximum: 1,
    doc: 'Objects of whose box less than this share is left inside the frame are dropped and listed.',
  }),
  frame: choice({
    default: 'displayed',
    doc: 'The frame that the labels were drawn on.',
    choices: [
      {
        value: 'displayed',
        doc: 'The image as EXIF says it is shown, which is what most labelling tools show.',
      },
      { value: 'stored', doc: 'The image as the file stores it, its EXIF orientation ignored.' },
    ],
  }),
} satisfies ParameterMap;

export const excludeDoc =
  'Images that are left out: a list of paths or glob patterns (`*` within a folder, `**` across folders) below the ' +
  'input folder or the folder of this file; or the name of a text file with one on each line, relative to this file. ' +
  'A folder stands for all that is in it.';

/** Keys accepted on every step. */
const stepKeys = {
  enabled: boolean({ default: true, doc: 'Whether the step is run.' }),
  mode: choice({
    default: 'always',
    doc: 'When the step is run.',
    choices: [
      { value: 'always', doc: 'In training and inference.' },
      { value: 'train', doc: 'In training only.' },
    ],
  }),
} satisfies ParameterMap;

const p = number({
  default: 1,
  minimum: 0,
  maximum: 1,
  doc: 'Probability that the step is applied; below 1 it is drawn for every sample, and the step runs in training only.',
});

/** The keys that a step accepts beside its operation's parameters; a random operation has a `p` of its own. */
export function keysOfStep(operation: { readonly random: boolean }): ParameterMap {
  return operation.random ? stepKeys : { p, ...stepKeys };
}

export function stepParameters(operation: Pick<OperationEntry, 'parameters' | 'random'>): ParameterMap {
  return { ...operation.parameters, ...keysOfStep(operation) };
}

/** Whether a step takes part in a mode. */
export function isActive(step: Step, mode: 'train' | 'inference'): boolean {
  return step.enabled && (mode === 'train' || step.mode === 'always');
}
