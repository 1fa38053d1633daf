import type { Dataset, Finding } from '../../shared/dataset.ts';
import type { DatasetReport } from '../../shared/datasetReport.ts';
import { measures, type GalleryFinding, type GalleryReport, type Measure } from '../../shared/gallery.ts';
import type { ImageRecord } from '../../shared/imageRecord.ts';

/** Findings that a page is told; more are not looked through by a person. */
const mostFindings = 50_000;

/** What a page wants to know of each image, as numbers by the image's index. */
export class Measured {
  readonly columns: Readonly<Record<Measure, Float32Array>>;
  private readonly index: ReadonlyMap<string, number>;

  constructor({ images }: Pick<Dataset, 'images'>) {
    this.index = new Map(images.map(({ relativePath }, index) => [relativePath, index]));
    const column = () => new Float32Array(images.length).fill(NaN);
    this.columns = Object.fromEntries(measures.map(name => [name, column()])) as Record<
      Measure,
      Float32Array
    >;
  }

  add(relativePath: string, { shape, pixels }: ImageRecord): void {
    const at = this.index.get(relativePath);
    if (at === undefined) return;
    const { width, height, brightness, sharpness, entropy } = this.columns;
    if (shape) {
      const isTurned = shape.orientation >= 5;
      width[at] = isTurned ? shape.height : shape.width;
      height[at] = isTurned ? shape.width : shape.height;
    }
    if (!pixels) return;
    brightness[at] = pixels.brightness.mean;
    sharpness[at] = pixels.sharpness ?? NaN;
    entropy[at] = pixels.entropy;
  }

  /** With what was found, for a page. */
  report({ figures, findings, rules: asked, excluded }: DatasetReport): GalleryReport {
    const found = new Set(findings.map(({ rule }) => rule));
    const rules = asked.filter(({ id }) => found.has(id));
    const places = new Map(rules.map(({ id }, index) => [id, index]));
    const told = findings.flatMap((finding): GalleryFinding[] => {
      const image = finding.image === undefined ? undefined : this.index.get(finding.image);
      return image === undefined
        ? []
        : [{ image, rule: places.get(finding.rule)!, message: messageOf(finding) }];
    });
    return {
      figures,
      measures: this.columns,
      rules,
      findings: told.slice(0, mostFindings),
      excluded: excluded.flatMap(path => this.index.get(path) ?? []),
      count: findings.length,
    };
  }
}

const mostOthers = 3;

function messageOf({ message, others = [] }: Finding): string {
  if (others.length === 0 || others.some(other => message.includes(other))) return message;
  const more = others.length > mostOthers ? ` and ${others.length - mostOthers} more` : '';
  return `${message} (${others.slice(0, mostOthers).join(', ')}${more})`;
}
