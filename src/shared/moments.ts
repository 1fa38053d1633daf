/** What mean and variance of one channel are made of, so that those of parts give those of the whole. */
export type Moments =
  | {
      readonly kind: 'integers';
      readonly count: number;
      readonly sum: bigint;
      /** Sum of squared values. */
      readonly squares: bigint;
    }
  | {
      readonly kind: 'floats';
      /** Of the finite values. */
      readonly count: number;
      readonly mean: number;
      /** Sum of squared deviations from the mean. */
      readonly deviations: number;
    };
