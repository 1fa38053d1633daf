import { version } from '../../../../package.json';
import {
  manifestFormat,
  type AnnotationsLine,
  type FailureLine,
  type HeaderLine,
  type ResultLine,
} from '../../../dataset/manifest/lines.ts';
import { outputsOf } from '../../../dataset/outputNames.ts';
import { placeIn } from '../../../dataset/placeIn.ts';
import type { DevelopedFile, Plan, PlannedFile, WrittenAnnotations } from '../../../shared/development.ts';
import type { Problem } from '../../../shared/errors.ts';
import type { Mode, Pipeline } from '../../../shared/pipeline.ts';

/** What a claim has beside its path, and room for signs that are escaped in that. */
const claimBytes = 100;

/** What a run says of itself and its results in the manifest. */
export class RunLines {
  constructor(
    private readonly job: string,
    private readonly plan: Plan,
    private readonly pipeline: Pipeline,
    private readonly mode: Mode,
  ) {}

  header(): HeaderLine {
    const { seed, match, output } = this.pipeline;
    return {
      kind: 'run',
      format: manifestFormat,
      darkroom: version,
      job: this.job,
      began: new Date().toISOString(),
      pipeline: this.plan.pipelineHash,
      seed,
      mode: this.mode,
      match,
      versions: this.plan.files.reduce((most, file) => Math.max(most, file.version + 1), 1),
      output: output.format,
    };
  }

  result(file: PlannedFile, { source, result, decoded, shape, drawn, mask }: DevelopedFile): ResultLine {
    const { labels } = file;
    return {
      kind: 'result',
      output: this.place(file.output),
      ...result,
      source: { ...this.sourceOf(file), ...source },
      ...this.key(file),
      decoded,
      shape,
      drawn: drawn.map(({ step, drawn: parts }) => ({ step, drawn: [...parts] })),
      ...(mask && {
        mask: {
          output: this.place(labels!.maskOutput!),
          ...mask.result,
          source: { from: this.place(labels!.mask!), ...mask.source },
        },
      }),
    };
  }

  failure(file: PlannedFile, { code, message }: Problem): FailureLine {
    return {
      kind: 'error',
      output: this.place(file.output),
      source: this.sourceOf(file),
      ...this.key(file),
      error: { code, message },
    };
  }

  annotations({ path, result }: WrittenAnnotations, source: string): AnnotationsLine {
    return { kind: 'annotations', output: this.place(path), ...result, source: { from: this.place(source) } };
  }

  /** Bytes that noting what comes of an image takes at most. */
  longestClaims(): number {
    const claims = this.plan.files.map(file => {
      const paths = outputsOf(file).map(output => Buffer.byteLength(output) + claimBytes);
      return paths.reduce((sum, bytes) => sum + bytes, 0);
    });
    return claims.reduce((most, bytes) => Math.max(most, bytes), 0);
  }

  private key({ version: index }: PlannedFile) {
    return { pipeline: this.plan.pipelineHash, seed: this.pipeline.seed, version: index };
  }

  private sourceOf({ relativePath, input }: PlannedFile) {
    return { path: relativePath, from: this.place(input) };
  }

  private place(path: string): string {
    return placeIn(this.plan.outputFolder, path);
  }
}
