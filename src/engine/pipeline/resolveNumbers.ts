import type { Value } from '../../shared/catalogue.ts';
import { outOfRange, wrongType, type Resolved } from './refusal.ts';

export function resolveNumber(
  range: { readonly minimum: number; readonly maximum: number; readonly exclusiveMinimum?: true },
  written: unknown,
): Resolved {
  if (typeof written !== 'number' || Number.isNaN(written)) return wrongType(written);
  if (written > range.maximum) return outOfRange(written, range.maximum);
  if (written < range.minimum) return outOfRange(written, range.exclusiveMinimum ? undefined : range.minimum);
  if (range.exclusiveMinimum && written === range.minimum) return outOfRange(written);
  return { value: written };
}

export function resolveChannelNumbers(
  range: Parameters<typeof resolveNumber>[0],
  written: unknown,
): Resolved {
  if (!Array.isArray(written)) {
    const resolved = resolveNumber(range, written);
    return 'value' in resolved ? { value: [resolved.value as number] } : resolved;
  }
  const list = written as unknown[];
  if (![1, 3, 4].includes(list.length)) return { code: 'out-of-range', received: `${list.length} numbers` };
  return resolveList(list, item => resolveNumber(range, item), true);
}

export function resolveMatrix(
  limits: { maximumRows: number; maximumColumns: number },
  written: unknown,
): Resolved {
  if (!Array.isArray(written)) return wrongType(written);
  const list = written as unknown[];
  if (list.length === 0 || list.length > limits.maximumRows) {
    return { code: 'out-of-range', received: `${list.length} rows` };
  }
  const columns = Array.isArray(list[0]) ? list[0].length : 0;
  return resolveList(
    list,
    row => {
      if (!Array.isArray(row)) return wrongType(row);
      if (row.length === 0 || row.length > limits.maximumColumns) {
        return { code: 'out-of-range', received: `a row of ${row.length} numbers` };
      }
      if (row.length !== columns) {
        const expected = `rows of the same length (${columns})`;
        return { code: 'out-of-range', received: `a row of ${row.length}`, expected };
      }
      return resolveList(row, item => resolveNumber({ minimum: -1e9, maximum: 1e9 }, item), true);
    },
    true,
  );
}

/** Resolves every item; the first that is refused refuses the list, with its index where the list was written. */
export function resolveList(
  list: readonly unknown[],
  one: (item: unknown) => Resolved,
  indexed: boolean,
): Resolved {
  const values: Value[] = [];
  for (const [index, item] of list.entries()) {
    const resolved = one(item);
    if (!('value' in resolved))
      return indexed ? { ...resolved, path: [index, ...(resolved.path ?? [])] } : resolved;
    values.push(resolved.value);
  }
  return { value: values as readonly number[] };
}
