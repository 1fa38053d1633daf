import type { OperationEntry } from './catalogue.ts';
import type {
  Dataset,
  DatasetLabels,
  DatasetLabelsRequest,
  ListDatasetRequest,
  RecognizedDataset,
  RecognizeRequest,
} from './dataset.ts';
import type { CheckDatasetRequest, DatasetReport } from './datasetReport.ts';
import type {
  AnnotationsOutcome,
  DevelopFilesRequest,
  FileOutcome,
  FoundFiles,
  Plan,
  PlanRequest,
  ResultSizeRequest,
  WriteAnnotationsRequest,
} from './development.ts';
import type { Gesture, PipelineEdit, TextEdit } from './edit.ts';
import type {
  FindLabelsRequest,
  FoundLabels,
  NearAnnotations,
  NearAnnotationsRequest,
} from './foundLabels.ts';
import type { ImageFacts, Limits, Source } from './image.ts';
import type { DatasetImpact, DatasetImpactRequest, ImpactSample, ImpactSampleRequest } from './impact.ts';
import type { ImageRecord, RecordFileRequest } from './imageRecord.ts';
import type { KnownImage, LanguageService, TextOf } from './language.ts';
import type { PipelineOutline } from './outline.ts';
import type { MaskRequest, Picture, Region, RenderRequest, ValueBlock, ValuesRequest } from './picture.ts';
import type { Mode, ParsedPipeline, Pipeline, PipelineLanguage } from './pipeline.ts';
import type { RecipeStep } from './recipe.ts';
import type { SampleTile } from './samples.ts';
import type { StepPath } from './stepPath.ts';
import type { FileStatistics, ImageStatistics, StatisticsRequest } from './statistics.ts';
import type { Thumbnail, ThumbnailRequest } from './thumbnail.ts';
import type { ChosenVersion, Version, VersionRequest } from './versions.ts';
import type { Developed, Mapping, Side, View } from './view.ts';
import type { CompareMode, ViewState, Zoom } from './viewState.ts';

/**
 * The two wires: `EngineService` is what the worker process answers to editor and command line; `ViewHost`
 * and `ViewPageEvents` are what the editor and its webview page say to each other.
 */

export interface EngineService extends LanguageService {
  catalogue(params: Record<string, never>): Promise<readonly OperationEntry[]>;
  /** With advice for the sample when there is one, else with what holds for every image. */
  parse(params: TextOf & { readonly sample?: KnownImage }): Promise<ParsedPipeline>;
  /** Steps as the text of a pipeline file, readable and without values that equal their defaults. */
  print(params: { pipeline: Pipeline; language: PipelineLanguage }): Promise<string>;
  /** The steps of a text, whole or half typed, and what leaves them. */
  outline(params: TextOf & { readonly mode: Mode; readonly sample?: KnownImage }): Promise<PipelineOutline>;
  /** The changes of a pipeline's text that make an edit; comments and layout stay. */
  edit(params: TextOf & { readonly edit: PipelineEdit }): Promise<readonly TextEdit[]>;
  inspect(params: { source: Source }): Promise<ImageFacts>;
  /** `unhurried`: stands aside for pictures that somebody is waiting for. */
  develop(params: View & { readonly unhurried?: boolean }): Promise<Developed>;
  render(params: RenderRequest): Promise<Picture>;
  /** The step in focus as a small PNG, before and after side by side; undefined where it has nothing to show. */
  stepPicture(params: View): Promise<Uint8Array | undefined>;
  values(params: ValuesRequest): Promise<ValueBlock>;
  statistics(params: StatisticsRequest): Promise<ImageStatistics>;
  mask(params: MaskRequest): Promise<Picture>;
  findLabels(params: FindLabelsRequest): Promise<FoundLabels>;
  /** The annotations that lie nearest to images of the inputs, judged by some of each folder. */
  nearAnnotations(params: NearAnnotationsRequest): Promise<readonly NearAnnotations[]>;
  /** What a folder may be as a dataset, the likeliest first. */
  recognizeDatasets(params: RecognizeRequest): Promise<readonly RecognizedDataset[]>;
  listDataset(params: ListDatasetRequest): Promise<Dataset>;
  datasetLabels(params: DatasetLabelsRequest): Promise<DatasetLabels>;
  /** Judges a dataset by the records of its images. */
  checkDataset(params: CheckDatasetRequest): Promise<DatasetReport>;
  /** What a pipeline does to a dataset, told from sizes and labels. */
  datasetImpact(params: DatasetImpactRequest): Promise<DatasetImpact>;
  /** What developing one image does to its values; nothing is written. */
  impactSample(params: ImpactSampleRequest): Promise<ImpactSample>;
  plan(params: PlanRequest): Promise<Plan>;
  /** In the order of the files. At least one was begun; those that were not may be asked for again. */
  developFiles(params: DevelopFilesRequest): Promise<readonly FileOutcome[]>;
  /** Bytes of the result, which is not written. */
  resultSize(params: ResultSizeRequest): Promise<number>;
  /** Writes the labels of results in the format they were read in; gives the files, up to one that stops all. */
  writeAnnotations(params: WriteAnnotationsRequest): Promise<readonly AnnotationsOutcome[]>;
  /** How many of the files that `writeAnnotations` is writing for a job it is done with. */
  labelsWritten(params: { job: string }): Promise<number>;
  thumbnail(params: ThumbnailRequest): Promise<Thumbnail>;
  /** Gives up thumbnails of a job that no thread has begun: they fail as aborted. Paths are absolute. */
  dropThumbnails(params: { job: string; paths: readonly string[] }): Promise<void>;
  find(params: { inputs: readonly string[] }): Promise<FoundFiles>;
  /** Statistics of a file's stored frame. */
  fileStatistics(params: { path: string; job: string }): Promise<FileStatistics>;
  /** What is known of one image file, whatever is wrong with it. */
  recordFile(params: RecordFileRequest): Promise<ImageRecord>;
  /**
   * Ends when nothing of the job is running any more and nothing half-written is left.
   * @param params with `finishWritten` what is in work comes to its end, and results that are written get their names
   */
  cancelJob(params: { job: string; finishWritten?: boolean }): Promise<void>;
  configure(params: Limits): Promise<void>;
  /** Files are about to be asked for: a thread starts for them meanwhile. */
  prepare(params: Record<string, never>): Promise<void>;
}

/** What a page may ask of the host. */
export interface ViewHost {
  ready(params: Record<string, never>): Promise<ViewState>;
  render(params: {
    sequence: number;
    side: Side;
    region: Region;
    width: number;
    height: number;
    mapping: Mapping['id'];
  }): Promise<Picture>;
  values(params: { sequence: number; side: Side; region: Region }): Promise<ValueBlock>;
  statistics(params: { sequence: number; side: 'before' | 'after' }): Promise<ImageStatistics>;
  /**
   * The picture of what leaves a step, in the preferred mapping, no larger than asked for; of the image itself for step
   * −1. A vector has none.
   */
  thumbnail(params: {
    sequence: number;
    step: number;
    width: number;
    height: number;
  }): Promise<Picture | undefined>;
  /** Every operation, for forms and lists. */
  operations(params: Record<string, never>): Promise<readonly OperationEntry[]>;
  /** Looks at one step alone, and shows its place in the text; at the whole pipeline when none is given. */
  focusStep(params: { step?: StepPath | undefined }): Promise<void>;
  /** Changes the pipeline's text in its editor; the sequence of the state that shows the change comes back. */
  editPipeline(params: PipelineEdit & Gesture): Promise<number>;
  /** The whole mask of a side, no larger than asked for. */
  mask(params: {
    sequence: number;
    side: 'before' | 'after';
    region: Region;
    width: number;
    height: number;
  }): Promise<Picture>;
  version(params: VersionRequest): Promise<Version>;
  /** Shows a version in the place of the pipeline's own first; that one when none is given. */
  chooseVersion(params: { version?: ChosenVersion | undefined }): Promise<void>;
  /** Opens the picker of annotations. */
  chooseAnnotations(params: Record<string, never>): Promise<void>;
  choosePipeline(params: { id: string }): Promise<void>;
  setRecipe(params: { recipe: readonly RecipeStep[] }): Promise<void>;
  saveRecipe(params: Record<string, never>): Promise<void>;
  setMode(params: { mode: Mode }): Promise<void>;
  chooseSample(params: { id: string }): Promise<void>;
  /** Opens the picker that adds a sample. */
  pickSample(params: Record<string, never>): Promise<void>;
  removeSample(params: { id: string }): Promise<void>;
  /** `longest` is that of the pictures' longer sides, in pixels; none is larger than its image. */
  sampleTile(params: { sequence: number; id: string; longest: number }): Promise<SampleTile>;
  /** Searches the dataset for hard images and adds them to the samples. */
  findHardSamples(params: Record<string, never>): Promise<void>;
  /** Shows a place of the pipeline's text in its editor. */
  revealPlace(params: { start: number; end: number }): Promise<void>;
  zoomChanged(params: Zoom): Promise<void>;
  /** What the page remembers of itself, for the one that takes its place when the window is loaded again. */
  keepMemory(params: { memory: string }): Promise<void>;
  reload(params: Record<string, never>): Promise<void>;
}

/** What the host tells a page. */
export interface ViewPageEvents {
  state: ViewState;
  /** From the status bar and the commands. */
  zoom: number | 'fit' | 'in' | 'out';
  compare: CompareMode;
  /** Id of the view to bring into sight. */
  tab: string;
  /** Opens a part of the panel beside the picture and brings it into sight. */
  section: 'histogram' | 'statistics';
}
