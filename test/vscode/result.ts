/** What a run of tests leaves for whoever started it. */
export interface SuiteResult {
  readonly tests: readonly {
    readonly name: string;
    readonly milliseconds: number;
    /** Stack or message; absent when the test passed. */
    readonly failure?: string;
  }[];
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export function countsOf({ tests }: SuiteResult): Counts {
  const failed = tests.filter(({ failure }) => failure !== undefined).length;
  return { passed: tests.length - failed, failed };
}
