import { window } from 'vscode';
import type { OperationEntry, Parameter } from '../shared/catalogue.ts';
import type { RecipeStep } from '../shared/recipe.ts';
import { parseBlockSize, parseDimensions, parseInteger, type Typed } from './typedInput.ts';

/** What quick actions ask. Ranges, choices and their descriptions are those that the operations declare. */
export type OperationCatalogue = readonly OperationEntry[];

export async function askResizeOrPad(catalogue: OperationCatalogue): Promise<RecipeStep | undefined> {
  const width = parameter(catalogue, 'resize', 'width', 'integer');
  const height = parameter(catalogue, 'resize', 'height', 'integer');
  const size = await ask('Resize or Pad', 'Width × height in pixels, such as 224 × 224', '224 × 224', text =>
    parseDimensions(text, width, height),
  );
  if (!size) return undefined;
  const fits = parameter(catalogue, 'resize', 'fit', 'choice').choices;
  const pad = entry(catalogue, 'pad');
  const choice = await window.showQuickPick(
    [
      ...fits.map(({ value, doc }) => ({ label: value, detail: doc, fit: value })),
      { label: pad.id, detail: `${pad.doc} No resizing.`, fit: undefined },
    ],
    { title: `Resize or Pad to ${size.width} × ${size.height}`, placeHolder: 'How the image fits that size' },
  );
  if (!choice) return undefined;
  return choice.fit === undefined
    ? { operation: 'pad', enabled: true, values: size }
    : { operation: 'resize', enabled: true, values: { ...size, fit: choice.fit } };
}

export async function askPool(catalogue: OperationCatalogue): Promise<RecipeStep | undefined> {
  const kinds = parameter(catalogue, 'pool', 'kind', 'choice').choices;
  const kind = await window.showQuickPick(
    kinds.map(({ value, doc }) => ({ label: value, detail: doc })),
    { title: 'Pool', placeHolder: 'What stays of each block of pixels' },
  );
  if (!kind) return undefined;
  const declared = parameter(catalogue, 'pool', 'size', 'size');
  const size = await ask('Pool', 'Block size in pixels: one number, or width × height', '2', text =>
    parseBlockSize(text, declared),
  );
  return size && { operation: 'pool', enabled: true, values: { kind: kind.label, size } };
}

export async function askBlur(catalogue: OperationCatalogue): Promise<RecipeStep | undefined> {
  const declared = parameter(catalogue, 'gaussian_blur', 'kernel_size', 'integer');
  // Zero would ask for sigma next.
  const kernel = { ...declared, minimum: Math.max(1, declared.minimum), odd: true } as const;
  const suggested = String(declared.default ?? 5);
  const size = await ask('Gaussian Blur', 'Kernel size in pixels, odd', suggested, text =>
    parseInteger(text, kernel),
  );
  if (size === undefined) return undefined;
  return { operation: 'gaussian_blur', enabled: true, values: { kernel_size: size } };
}

export async function askNormalize(catalogue: OperationCatalogue): Promise<RecipeStep | undefined> {
  const named = parameter(catalogue, 'normalize', 'mean', 'numbers').named ?? {};
  const deviations = parameter(catalogue, 'normalize', 'std', 'numbers').named ?? {};
  const set = await window.showQuickPick(
    Object.entries(named).map(([label, { values, doc }]) => ({
      label,
      description: `mean ${values.join(', ')}; std ${deviations[label]?.values.join(', ') ?? ''}`,
      detail: doc,
    })),
    { title: 'Normalize', placeHolder: 'Mean and standard deviation of', matchOnDescription: true },
  );
  return set && { operation: 'normalize', enabled: true, values: { mean: set.label, std: set.label } };
}

async function ask<Value>(
  title: string,
  prompt: string,
  suggested: string,
  parse: (text: string) => Typed<Value>,
): Promise<Value | undefined> {
  const text = await window.showInputBox({
    title,
    prompt,
    value: suggested,
    ignoreFocusOut: true,
    validateInput(typed) {
      const parsed = parse(typed);
      return 'message' in parsed ? parsed.message : undefined;
    },
  });
  if (text === undefined) return undefined;
  const parsed = parse(text);
  return 'value' in parsed ? parsed.value : undefined;
}

function entry(catalogue: OperationCatalogue, id: string): OperationEntry {
  const found = catalogue.find(operation => operation.id === id);
  if (!found) throw new Error(`The catalogue has no operation ${id}.`);
  return found;
}

function parameter<Kind extends Parameter['kind']>(
  catalogue: OperationCatalogue,
  operation: string,
  name: string,
  kind: Kind,
): Extract<Parameter, { kind: Kind }> {
  const found = entry(catalogue, operation).parameters[name];
  if (found?.kind !== kind) throw new Error(`${operation} has no parameter ${name} of kind ${kind}.`);
  return found as Extract<Parameter, { kind: Kind }>;
}
