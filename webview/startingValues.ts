import type { OperationEntry } from '../src/shared/catalogue.ts';

/** As a person would write them. */
export type StartingValues = Readonly<Record<string, unknown>>;

/** Sides of images that a network sees, and what else examples of a few pixels do not tell. */
const usual: StartingValues = {
  width: 224,
  height: 224,
  size: 224,
  x: 0,
  y: 0,
  steps: ['horizontal_flip', 'random_brightness_contrast'],
};
/** Operations that need one of several parameters. */
const needed: Readonly<Record<string, readonly string[]>> = { pad: ['width', 'height'] };

/** Values for the parameters that a new step must have. */
export function startingValues({ id, parameters, examples }: OperationEntry): StartingValues {
  const required = Object.entries(parameters).filter(([, parameter]) => parameter.required);
  const names = needed[id] ?? required.map(([name]) => name);
  const example = examples[0]?.parameters ?? {};
  return Object.fromEntries(names.map(name => [name, usual[name] ?? example[name]]));
}
