import type { Value } from '../src/shared/catalogue.ts';

/** A colour in image units as `#rrggbb`; one number is gray. Black when it is not a colour. */
export function toHex(value: Value, fullRange: number): string {
  const list =
    typeof value === 'number' ? [value] : Array.isArray(value) ? (value as readonly unknown[]) : [];
  const channels = list.length >= 3 ? list.slice(0, 3) : Array<unknown>(3).fill(list[0] ?? 0);
  const digits = channels.map(channel => {
    const level = Math.round((Number(channel) / fullRange) * 255);
    const clipped = Math.min(Math.max(Number.isFinite(level) ? level : 0, 0), 255);
    return clipped.toString(16).padStart(2, '0');
  });
  return `#${digits.join('')}`;
}

/** The inverse of `toHex`: one number for gray, else one per channel, in image units. */
export function fromHex(hex: string, fullRange: number): number | number[] {
  const values = [1, 3, 5].map(start => {
    const value = (Number.parseInt(hex.slice(start, start + 2), 16) / 255) * fullRange;
    return fullRange === 1 ? Number(value.toFixed(4)) : Math.round(value);
  });
  return values.every(value => value === values[0]) ? values[0]! : values;
}
