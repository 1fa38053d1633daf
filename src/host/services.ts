import type { EngineService } from '../shared/protocol.ts';
import type { Client } from '../shared/rpc.ts';
import type { Annotations } from './annotations.ts';
import type { Failures } from './failures.ts';
import type { Log } from './log.ts';
import type { PipelineFiles } from './pipelineFiles.ts';
import type { ViewSessions } from './viewSessions.ts';

/** What the features share. */
export interface Services {
  readonly log: Log;
  readonly failures: Failures;
  readonly engine: Client<EngineService>;
  readonly pipelines: PipelineFiles;
  readonly views: ViewSessions;
  readonly annotations: Annotations;
}
