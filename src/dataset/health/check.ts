import { join } from 'node:path';
import { checkpoint } from '../../engine/checkpoint.ts';
import type { Dataset, DatasetImage, DatasetLabels, Finding } from '../../shared/dataset.ts';
import { withHint } from '../../shared/errors.ts';
import type { LabelProblem } from '../../shared/labelProblem.ts';
import type { ImageRecord } from '../../shared/imageRecord.ts';
import { isFoundInLabels } from './annotations.ts';
import { healthRules } from './index.ts';
import { placesOf, withImages, type Wanted } from './places.ts';
import type {
  ExaminedImage,
  ExaminedSet,
  HealthRule,
  LabelRule,
  LabelSurroundings,
  Observation,
} from './rule.ts';

export interface CheckOptions extends LabelSurroundings {
  readonly dataset: Dataset;
  /** By path below the root; images without one are passed over. */
  readonly records: ReadonlyMap<string, ImageRecord>;
  /** Labels of some images, in their order. */
  labelsOf(relativePaths: readonly string[]): Promise<DatasetLabels>;
  /** By rule; a rule that is not named has its default. */
  readonly thresholds?: Readonly<Record<string, number>>;
  /** Rules that are not asked. */
  readonly ignored?: readonly string[];
}

/** Images whose labels are in memory at once. */
const labelsAtOnce = 2000;

/** What is wrong, or may be, with a dataset: in the order of the rules and, within each, of the images. */
export async function check(options: CheckOptions): Promise<readonly Finding[]> {
  const { dataset, records, ignored = [] } = options;
  const rules = healthRules.filter(({ id }) => !ignored.includes(id));
  const images = dataset.images.flatMap((image): readonly ExaminedImage[] => {
    const record = records.get(image.relativePath);
    return record ? [{ image, record }] : [];
  });
  const found = new Map<string, Finding[]>(rules.map(({ id }) => [id, []]));
  const add = (rule: HealthRule, image: DatasetImage, { message, others }: Observation) => {
    const finding = findingOf(rule, dataset, image, message, others);
    found.get(rule.id)!.push(finding);
    return finding;
  };
  lookAtImages(rules, { dataset, images }, options, add);
  await lookAtLabels(rules, images, options, add, found);
  for (const problem of dataset.problems) {
    if (isFoundInLabels(problem)) continue;
    const rule = rules.find(candidate => candidate.takes?.(problem));
    if (rule) found.get(rule.id)!.push(findingOfProblem(rule, problem, dataset));
  }
  return withImages(dataset, [...found.values()].flat());
}

function thresholdOf(rule: HealthRule, { thresholds }: CheckOptions): number {
  return thresholds?.[rule.id] ?? rule.threshold?.default ?? 0;
}

type Add = (rule: HealthRule, image: DatasetImage, observation: Observation) => Finding;

function lookAtImages(rules: readonly HealthRule[], set: ExaminedSet, options: CheckOptions, add: Add): void {
  for (const rule of rules) {
    checkpoint();
    const threshold = thresholdOf(rule, options);
    if (rule.by === 'image') {
      for (const examined of set.images) {
        const observation = rule.find(examined, threshold);
        if (observation) add(rule, examined.image, observation);
      }
    } else if (rule.by === 'set') {
      for (const observation of rule.find(set, threshold)) add(rule, observation.of.image, observation);
    }
  }
}

/** Labels are read a part at a time, and all rules see the part. */
async function lookAtLabels(
  rules: readonly HealthRule[],
  images: readonly ExaminedImage[],
  options: CheckOptions,
  add: Add,
  found: ReadonlyMap<string, Finding[]>,
): Promise<void> {
  const { dataset } = options;
  const asked = rules.filter((rule): rule is LabelRule => rule.by === 'labels');
  if (asked.length === 0 || dataset.layout === 'images') return;
  const wanted: Wanted[] = [];
  for (let from = 0; from < images.length; from += labelsAtOnce) {
    checkpoint();
    const part = images.slice(from, from + labelsAtOnce);
    const labels = await options.labelsOf(part.map(({ image }) => image.relativePath));
    for (const [index, examined] of part.entries()) {
      for (const rule of asked) {
        const labelled = { ...examined, labels: labels[index] };
        for (const observation of rule.find(labelled, thresholdOf(rule, options), options)) {
          const finding = add(rule, examined.image, observation);
          const { object } = observation;
          if (object !== undefined) wanted.push({ finding, image: examined.image, object });
        }
      }
    }
  }
  const places = await placesOf(dataset, wanted);
  for (const findings of found.values()) {
    findings.forEach((finding, index) => {
      const place = places.get(finding);
      if (place) findings[index] = { ...finding, ...place };
    });
  }
}

function findingOf(
  { id, severity }: HealthRule,
  { root }: Dataset,
  { relativePath }: DatasetImage,
  message: string,
  others: readonly string[] | undefined,
): Finding {
  return {
    rule: id,
    severity,
    image: relativePath,
    file: join(root, relativePath),
    message,
    ...(others && { others }),
  };
}

function findingOfProblem({ id, severity }: HealthRule, problem: LabelProblem, { root }: Dataset): Finding {
  const { message, file = root, line } = problem;
  return {
    rule: id,
    severity,
    file,
    message: withHint({ ...problem, message: withoutPlace(message, file) }),
    ...(line !== undefined && { line }),
    ...(problem.column !== undefined && { column: problem.column }),
    ...(problem.count !== undefined && { count: problem.count }),
  };
}

/** The file and its line are said beside the message. */
function withoutPlace(message: string, file: string): string {
  if (!message.startsWith(file)) return message;
  const rest = message.slice(file.length);
  if (rest.startsWith(' ')) return `The file${rest}`;
  const place = /^(?::\d+(?::\d+)?|, line \d+(?:, column \d+)?)?: /.exec(rest);
  if (!place) return message;
  const words = rest.slice(place[0].length);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
