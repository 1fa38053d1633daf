import { boolean, choice, number } from '../parameters.ts';

/** Declared by elastic distortion and by what it comes to. */
export const elasticParameters = {
  alpha: number({
    default: 1,
    minimum: 0,
    maximum: 1e5,
    unit: 'px',
    doc: 'Factor of the blurred noise, which before the blur reaches from −1 to 1.',
  }),
  sigma: number({
    default: 50,
    minimum: 1,
    maximum: 1000,
    unit: 'px',
    doc: 'Standard deviation of the blur: how far neighbours move alike.',
  }),
  approximate: boolean({
    default: false,
    doc: 'Blurs with a kernel of 17 pixels whatever sigma is, which leaves more and rougher noise.',
  }),
  same_dxdy: boolean({ default: false, doc: 'Moves pixels down by as much as across.' }),
  noise_distribution: choice({
    default: 'gaussian',
    doc: 'How the noise is distributed before the blur.',
    choices: [
      { value: 'gaussian', doc: 'Normally, divided by the largest magnitude in the image.' },
      { value: 'uniform', doc: 'Evenly from −1 to 1.' },
    ],
  }),
} as const;
