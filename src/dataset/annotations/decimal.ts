/** A number as annotation files write it, without space around it. */
const decimal = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

export function isDecimal(text: string): boolean {
  return decimal.test(text);
}

/** Undefined when it is no finite number. */
export function numberOf(text: string): number | undefined {
  const value = isDecimal(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : undefined;
}
