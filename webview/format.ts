const minus = '\u2212';

/** A value in image units: whole numbers as they are, floats with four significant digits. */
export function formatValue(value: number | null | undefined, float: boolean): string {
  if (value === null || value === undefined || Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minus}∞`;
  if (value === 0 || (!float && Number.isInteger(value))) return signed(String(value));
  return signed(significant(value, 4));
}

/** A figure of the statistics; an em dash where there is none. */
export function formatFigure(value: number | null | undefined, digits = 5): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  return Number.isInteger(value) && Math.abs(value) < 1e7
    ? signed(String(value))
    : signed(significant(value, digits));
}

/** A round value on an axis, without digits that say nothing. */
export function formatTick(value: number): string {
  const short = Number(value.toPrecision(6));
  return signed(
    Math.abs(short) >= 1e6 || (short !== 0 && Math.abs(short) < 1e-4) ? short.toExponential() : String(short),
  );
}

/** A change, with its sign. */
export function formatChange(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  return (value > 0 ? '+' : '') + formatFigure(value, digits);
}

/** A share of the whole as per cent, such as `0.03 %`; `<0.01 %` for the least that there can be. */
export function formatShare(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return '–';
  if (share === 0) return '0 %';
  const percent = share * 100;
  if (percent < 0.005) return '<0.01 %';
  return `${percent.toFixed(percent < 10 ? 2 : 1)} %`;
}

/** A change of a share, with its sign; one that rounds to nothing keeps it: `−0.00 %`. */
export function formatShareChange(change: number): string {
  if (!Number.isFinite(change)) return '–';
  if (change === 0) return '0 %';
  const percent = Math.abs(change) * 100;
  return `${change > 0 ? '+' : minus}${percent.toFixed(percent < 10 ? 2 : 1)} %`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit]!}`;
}

/** A zoom as per cent; small ones with a decimal. */
export function formatZoom(scale: number): string {
  const percent = scale * 100;
  return `${percent < 10 ? percent.toFixed(1) : String(Math.round(percent))} %`;
}

export function formatMilliseconds(milliseconds: number): string {
  return milliseconds < 10 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`;
}

function significant(value: number, digits: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) return value.toExponential(digits - 2).replace('e+', 'e');
  const text = value.toPrecision(digits);
  // Large values come out of toPrecision as 1.235e+4.
  return text.includes('e') ? String(Math.round(value)) : text;
}

function signed(text: string): string {
  return text.replaceAll('-', minus);
}
