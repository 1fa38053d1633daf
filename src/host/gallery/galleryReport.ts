import { countOf, type Dataset, type Finding } from '../../shared/dataset.ts';
import type { DatasetReport } from '../../shared/datasetReport.ts';
import { measures, type GalleryFinding, type GalleryReport, type Measure } from '../../shared/gallery.ts';
import type { ImageRecord } from '../../shared/imageRecord.ts';
import { displayedSize } from '../../shared/shape.ts';

/** Findings whose words a page is told; more are not looked through by a person. */
export const mostFindings = 50_000;

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
      const displayed = displayedSize(shape);
      width[at] = displayed.width;
      height[at] = displayed.height;
    }
    if (!pixels) return;
    brightness[at] = pixels.brightness.mean;
    sharpness[at] = pixels.sharpness ?? NaN;
    entropy[at] = pixels.entropy;
  }

  /** With what was found, for a page. @param listed findings that are among the editor's problems */
  report({ figures, findings, rules: asked, excluded }: DatasetReport, listed: number): GalleryReport {
    const found = new Map<string, Set<number>>();
    for (const { rule } of findings) if (!found.has(rule)) found.set(rule, new Set());
    const rules = asked.filter(({ id }) => found.has(id));
    const places = new Map(rules.map(({ id }, index) => [id, index]));
    const told: GalleryFinding[] = [];
    let ofImages = 0;
    for (const finding of findings) {
      const image = finding.image === undefined ? undefined : this.index.get(finding.image);
      if (image === undefined) continue;
      found.get(finding.rule)!.add(image);
      if (ofImages++ < mostFindings)
        told.push({ image, rule: places.get(finding.rule)!, message: messageOf(finding) });
    }
    return {
      figures,
      measures: this.columns,
      rules: rules.map(rule => ({ ...rule, images: Uint32Array.from(found.get(rule.id)!) })),
      findings: told,
      ofImages,
      excluded: excluded.flatMap(path => this.index.get(path) ?? []),
      count: countOf(findings),
      listed,
    };
  }
}

const mostOthers = 3;

function messageOf({ message, others = [] }: Finding): string {
  if (others.length === 0 || others.some(other => message.includes(other))) return message;
  const more = others.length > mostOthers ? ` and ${others.length - mostOthers} more` : '';
  return `${message} (${others.slice(0, mostOthers).join(', ')}${more})`;
}
