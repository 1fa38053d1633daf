/** One axis of a resize: `source` pixels become `target`, of which `count` from `first` on are computed. */
export interface Span {
  readonly source: number;
  readonly target: number;
  readonly first: number;
  readonly count: number;
}

/** Source pixels per target pixel, rounded in double precision exactly as OpenCV rounds it. */
export function opencvScale({ source, target }: Span): number {
  return 1 / (target / source);
}

export function clampIndex(index: number, length: number): number {
  return index < 0 ? 0 : index >= length ? length - 1 : index;
}
