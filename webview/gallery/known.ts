import type { FindingSeverity } from '../../src/shared/dataset.ts';
import type { RuleEntry, SetFigures } from '../../src/shared/datasetReport.ts';
import type { GalleryReport } from '../../src/shared/gallery.ts';

/** Lowest and highest, both included, in pixels as displayed. */
export interface SizeRange {
  readonly width: readonly [low: number, high: number];
  readonly height: readonly [low: number, high: number];
}

export interface KnownFinding {
  readonly rule: string;
  readonly severity: FindingSeverity;
  readonly message: string;
}

const none: readonly KnownFinding[] = [];

/** What a health check has made known of the images, by their index. */
export class Known {
  readonly figures: SetFigures;
  readonly measures: GalleryReport['measures'];
  /** Indices of the images to leave out. */
  readonly excluded: readonly number[];
  /** Rules that have found something, and on how many images. */
  readonly counts: readonly (RuleEntry & { readonly images: number })[];
  private readonly findings = new Map<number, KnownFinding[]>();

  constructor({ figures, measures, rules, findings, excluded }: GalleryReport) {
    this.excluded = excluded;
    this.figures = figures;
    this.measures = measures;
    const images = rules.map(() => new Set<number>());
    for (const { image, rule, message } of findings) {
      const { id, severity } = rules[rule]!;
      images[rule]!.add(image);
      const finding = { rule: id, severity, message };
      const others = this.findings.get(image);
      if (others) others.push(finding);
      else this.findings.set(image, [finding]);
    }
    this.counts = rules.map((rule, index) => ({ ...rule, images: images[index]!.size }));
  }

  findingsOf(image: number): readonly KnownFinding[] {
    return this.findings.get(image) ?? none;
  }

  isWithin(image: number, { width, height }: SizeRange): boolean {
    const across = this.measures.width[image]!;
    const down = this.measures.height[image]!;
    return across >= width[0] && across <= width[1] && down >= height[0] && down <= height[1];
  }
}
