/**
 * The number below which a normally distributed one (mean 0, deviation 1) lies with probability `draw + ½` in 2³²;
 * symmetric, and at most 6.3 in size. Wichura, “Algorithm AS 241: The percentage points of the normal distribution”,
 * 1988, the version for single precision: seven digits.
 *
 * @param draw 32 bits
 */
export function normalOf(draw: number): number {
  const beside = (draw + 0.5) / 2 ** 32 - 0.5;
  if (beside > -0.425 && beside < 0.425) {
    const r = 0.180625 - beside * beside;
    return (
      (beside * (((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)) /
      (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1)
    );
  }
  const r = Math.sqrt(-Math.log(0.5 - Math.abs(beside))) - 1.6;
  const size =
    (((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777) /
    ((0.12021132975 * r + 0.7370016425) * r + 1);
  return beside < 0 ? -size : size;
}
