import { arrayPath, maximumWritten, type ArrayParameter, type Parameter } from '../../shared/catalogue.ts';
import { counted } from '../../shared/counted.ts';
import type { Step } from '../../shared/pipeline.ts';
import { nearest } from './nearest.ts';
import { outOfRange, show, wrongType, type Resolved } from './refusal.ts';
import { resolveChannelNumbers, resolveList, resolveMatrix, resolveNumber } from './resolveNumbers.ts';

/** Takes or refuses what was written for one parameter. */
export function resolveValue(parameter: Parameter, written: unknown): Resolved {
  switch (parameter.kind) {
    case 'integer': {
      if (typeof written !== 'number' || Number.isNaN(written)) return wrongType(written);
      const { minimum, maximum } = parameter;
      const inside = Math.min(maximum, Math.max(minimum, Math.round(written)));
      const isOdd = !parameter.odd || inside === 0 || inside % 2 !== 0;
      const suggested = isOdd ? inside : inside + 1 > maximum ? inside - 1 : inside + 1;
      return suggested === written ? { value: written } : outOfRange(written, suggested);
    }
    case 'number':
      return resolveNumber(parameter, written);
    case 'boolean':
      return typeof written === 'boolean' ? { value: written } : wrongType(written);
    case 'choice': {
      if (typeof written !== 'string') return wrongType(written);
      const names = parameter.choices.map(choice => choice.value);
      if (names.includes(written)) return { value: written };
      return { code: 'out-of-range', received: show(written), suggestions: nearest(written, names) };
    }
    case 'numbers': {
      if (typeof written === 'string') {
        const named = parameter.named ?? {};
        if (Object.hasOwn(named, written)) return { value: named[written]!.values };
        return {
          code: 'out-of-range',
          received: show(written),
          suggestions: nearest(written, Object.keys(named)),
        };
      }
      return resolveChannelNumbers(parameter, written);
    }
    case 'color':
      return resolveChannelNumbers({ minimum: -1e9, maximum: 1e9 }, written);
    case 'size': {
      const { minimum, maximum } = parameter;
      const one = { kind: 'integer', doc: '', minimum, maximum } as const;
      const list = Array.isArray(written) ? (written as unknown[]) : [written, written];
      if (list.length !== 2) return { ...wrongType(written), code: 'out-of-range' };
      return resolveList(list, item => resolveValue(one, item), Array.isArray(written));
    }
    case 'pair': {
      if (!Array.isArray(written)) return wrongType(written);
      const list = written as unknown[];
      if (list.length !== 2) return { code: 'out-of-range', received: counted(list.length, 'number') };
      const resolved = resolveList(list, item => resolveNumber(parameter, item), true);
      if (!parameter.range || !('value' in resolved)) return resolved;
      const [lowest, highest] = resolved.value as readonly [number, number];
      if (lowest <= highest) return resolved;
      const [received, swapped] = [`[${lowest}, ${highest}]`, `[${highest}, ${lowest}]`];
      return { code: 'out-of-range', received, suggestions: [swapped] };
    }
    case 'matrix':
      return resolveMatrix(parameter, written);
    case 'array': {
      if (typeof written === 'string') return resolveArrayName(parameter, written);
      const rows = parameter.axes === 1 ? [written] : written;
      const resolved = resolveMatrix({ maximumRows: maximumWritten, maximumColumns: maximumWritten }, rows);
      if (parameter.axes === 2) return resolved;
      if ('value' in resolved) return { value: (resolved.value as readonly (readonly number[])[])[0] };
      return { ...resolved, path: resolved.path?.slice(1) ?? [] };
    }
    case 'steps':
      if (!Array.isArray(written)) return wrongType(written);
      if (written.length === 0) return { code: 'out-of-range', received: 'an empty list' };
      // The parser has made steps of them, each checked at its own place.
      if (!written.every(isStep)) return { code: 'wrong-type', received: 'a list of something else' };
      return { value: written };
  }
}

function resolveArrayName(parameter: ArrayParameter, written: string): Resolved {
  const names = Object.keys(parameter.named ?? {});
  if (names.includes(written) || arrayPath.test(written)) return { value: written };
  const isOutside = /\.npy$/i.test(written) && arrayPath.test(written.replace(/^.*[/\\:]/, ''));
  return {
    code: 'out-of-range',
    received: show(written),
    ...(isOutside && {
      expected: 'a path in the folder of the pipeline file or below, not absolute and without ..,',
    }),
    suggestions: nearest(written, names),
  };
}

function isStep(item: unknown): item is Step {
  return typeof item === 'object' && item !== null && 'operation' in item && 'values' in item;
}
