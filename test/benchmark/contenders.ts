import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { python } from './tools.ts';
import type { ContenderName } from './works.ts';

export interface Contender {
  readonly name: ContenderName;
  /** Program and script; the work, the input and the output folder follow. */
  readonly command: readonly string[];
  /** Slow ones are measured on fewer images; figures are per image. */
  readonly share: number;
  /** What shows whether it can run here, and what is missing otherwise. */
  readonly trial: readonly string[];
  readonly missing: string;
}

export const pathOf = (script: string) => fileURLToPath(new URL(`contenders/${script}`, import.meta.url));

function inPython(name: ContenderName, script: string, modules: string): Contender {
  return {
    name,
    command: [python, pathOf(script)],
    share: 1,
    trial: [python, '-c', `import ${modules}`],
    missing: `${python} cannot import ${modules} (set DARKROOM_PYTHON)`,
  };
}

const all: readonly Contender[] = [
  inPython('OpenCV', 'opencv.py', 'cv2, numpy'),
  inPython('Pillow', 'pillow.py', 'PIL, numpy'),
  inPython('Albumentations', 'data_loader.py', 'albumentations, cv2'),
  {
    name: 'sharp',
    command: [process.execPath, pathOf('sharp.mjs')],
    share: 1,
    trial: [process.execPath, '--input-type=module', '-e', "await import('sharp')"],
    missing: 'sharp has no binary for this machine',
  },
  {
    name: 'jimp',
    command: [process.execPath, pathOf('jimp.mjs')],
    share: 0.02,
    trial: [process.execPath, '--version'],
    missing: '',
  },
];

/** Those that run here; what is left out is said. */
export function contendersThatRun(): readonly Contender[] {
  return all.filter(({ name, trial: [program, ...args], missing }) => {
    const runs = spawnSync(program!, args, { env: quiet }).status === 0;
    if (!runs) console.log(`${name}: left out, ${missing}`);
    return runs;
  });
}

/** Albumentations asks the network for its newest version otherwise. */
const quiet = { ...process.env, NO_ALBUMENTATIONS_UPDATE: '1' };
