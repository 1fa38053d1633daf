import type { SetFigures } from '../../src/shared/datasetReport.ts';
import type { GalleryReport, GalleryRule } from '../../src/shared/gallery.ts';
import type { Severity } from '../../src/shared/pipeline.ts';

/** Lowest and highest, both included, in pixels as displayed. */
export interface SizeRange {
  readonly width: readonly [low: number, high: number];
  readonly height: readonly [low: number, high: number];
}

export interface KnownFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
}

const none: readonly KnownFinding[] = [];

/** What a health check has made known of the images, by their index. */
export class Known {
  readonly figures: SetFigures;
  readonly measures: GalleryReport['measures'];
  /** Indices of the images to leave out. */
  readonly excluded: readonly number[];
  /** Rules that have found something. */
  readonly rules: readonly GalleryRule[];
  /** Findings in all, of which so many are among the editor's problems. */
  readonly count: number;
  readonly listed: number;
  /** Findings of images in all, of which so many are told at their images. */
  readonly ofImages: number;
  readonly told: number;
  private readonly images: ReadonlyMap<string, ReadonlySet<number>>;
  private readonly findings = new Map<number, KnownFinding[]>();

  constructor({ figures, measures, rules, findings, ofImages, excluded, count, listed }: GalleryReport) {
    this.excluded = excluded;
    this.figures = figures;
    this.measures = measures;
    this.rules = rules;
    this.count = count;
    this.listed = listed;
    this.ofImages = ofImages;
    this.told = findings.length;
    this.images = new Map(rules.map(({ id, images }) => [id, new Set(images)]));
    for (const { image, rule, message } of findings) {
      const { id, severity } = rules[rule]!;
      const finding = { rule: id, severity, message };
      const others = this.findings.get(image);
      if (others) others.push(finding);
      else this.findings.set(image, [finding]);
    }
  }

  /** Whether one of the rules has found something of an image. */
  isFound(image: number, rules: ReadonlySet<string>): boolean {
    for (const rule of rules) if (this.images.get(rule)?.has(image)) return true;
    return false;
  }

  /** What is told of an image: where there are very many findings, not all. */
  findingsOf(image: number): readonly KnownFinding[] {
    return this.findings.get(image) ?? none;
  }

  isWithin(image: number, { width, height }: SizeRange): boolean {
    const across = this.measures.width[image]!;
    const down = this.measures.height[image]!;
    return across >= width[0] && across <= width[1] && down >= height[0] && down <= height[1];
  }
}
