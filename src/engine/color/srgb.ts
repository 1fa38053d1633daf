/** Light, 0 to 1, from an sRGB value, 0 to 1; IEC 61966-2-1. */
export function linearFromSrgb(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** The sRGB value, 0 to 1, of light, 0 to 1; IEC 61966-2-1. */
export function srgbFromLinear(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}
