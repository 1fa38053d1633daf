/** The only door to the worker process, for the editor and the command line. */
export { EngineClient } from './client/engineClient.ts';
export { developAll, type DevelopAllOptions, type DevelopSummary } from './client/developAll.ts';
export { type LabelSummary } from './client/labelResults.ts';
export { estimateDisk, type DiskEstimate, type EstimateOptions } from './client/estimateDisk.ts';
export { impactAll, type WholeImpact } from './client/impactAll.ts';
export { recordAll } from './client/recordAll.ts';
export { measureAll } from './client/measureAll.ts';
export { type Progress } from './client/progress.ts';
export { CrashError, Crashes, StartError } from './client/crash.ts';
export { collectWhenGrown, setUpV8 } from './v8Settings.ts';
