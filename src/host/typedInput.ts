import { describeAccepted, type IntegerParameter, type SizeParameter } from '../shared/catalogue.ts';

/** What was typed into an input box: a value, or what is wrong with it. */
export type Typed<Value> = { readonly value: Value } | { readonly message: string };

/** `224`, `224x160`, `224 × 160`: width and height in pixels; one number stands for both. */
export function parseDimensions(
  text: string,
  width: IntegerParameter,
  height: IntegerParameter,
): Typed<{ readonly width: number; readonly height: number }> {
  const numbers = splitNumbers(text);
  const [first, second = first] = numbers;
  if (first === undefined || second === undefined || numbers.length > 2) {
    return { message: 'Type width × height, such as 224 × 160, or one number for both.' };
  }
  const message = refusal(first, width) ?? refusal(second, height);
  return message === undefined ? { value: { width: first, height: second } } : { message };
}

/** `2` or `3 × 2`: width × height of a block, as the parameter is written: [height, width]. */
export function parseBlockSize(text: string, size: SizeParameter): Typed<readonly [number, number]> {
  const { minimum, maximum } = size;
  const side: IntegerParameter = { kind: 'integer', doc: '', minimum, maximum };
  const parsed = parseDimensions(text, side, side);
  return 'value' in parsed ? { value: [parsed.value.height, parsed.value.width] } : parsed;
}

export function parseInteger(text: string, parameter: IntegerParameter): Typed<number> {
  const [value, ...more] = splitNumbers(text);
  if (value === undefined || more.length > 0) return { message: `Type ${describeAccepted(parameter)}.` };
  const message = refusal(value, parameter);
  return message === undefined ? { value } : { message };
}

function splitNumbers(text: string): readonly number[] {
  const words = text.trim().split(/\s*[x×*,;]\s*|\s+/i);
  return words.every(word => /^[+-]?\d+(?:\.\d+)?$/.test(word)) ? words.map(Number) : [];
}

function refusal(value: number, parameter: IntegerParameter): string | undefined {
  const { minimum, maximum, odd } = parameter;
  const isAccepted =
    Number.isInteger(value) &&
    value >= minimum &&
    value <= maximum &&
    (odd !== true || value === 0 || value % 2 !== 0);
  return isAccepted ? undefined : `Expected ${describeAccepted(parameter)} but received ${value}.`;
}
