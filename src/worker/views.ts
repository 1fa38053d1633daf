import { probe } from '../codec/index.ts';
import { difference, differenceMapping } from '../engine/analysis/difference.ts';
import { mappingsOf, rangeOf } from '../engine/analysis/mapping.ts';
import { render, shownChannels } from '../engine/analysis/render.ts';
import { statisticsOf } from '../engine/analysis/statistics.ts';
import { affineOf, type PointMap } from '../engine/geometry/point-map.ts';
import { shapeOf, typeOf, type Image } from '../engine/image.ts';
import { inferShapes } from '../engine/pipeline/apply.ts';
import { sha256 } from '../dataset/sha256.ts';
import { DarkroomError } from '../shared/errors.ts';
import type { ImageFacts, Source } from '../shared/image.ts';
import type { MaskRequest, Picture, RenderRequest, ValueBlock, ValuesRequest } from '../shared/picture.ts';
import type { ImageStatistics, StatisticsRequest } from '../shared/statistics.ts';
import type { Developed, Mapping, Plane, Side, View } from '../shared/view.ts';
import type { Surroundings } from './developFile.ts';
import { Desk, isForDesk, type LaidOut } from './desk.ts';
import type { Frame } from './frameCache.ts';
import { contentOf, Passages, type Passage } from './passages.ts';
import { PictureCache } from './pictureCache.ts';
import { readValues } from './readValues.ts';
import { labelsOfPassage, ViewMasks } from './viewLabels.ts';

/** The largest picture that is made, in pixels: a screen of 8K. */
const maximumPixels = 7680 * 4320;

/** Memory for pictures as they were rendered. */
const picturesBudget = 96 * 2 ** 20;

/** A frame whose image lies on the desk. */
export interface LaidOutFrame {
  readonly key: string;
  readonly image: LaidOut;
}

/** Answers what an editor asks about an image and what the steps make of it. */
export class Views {
  private readonly pictures = new PictureCache(picturesBudget);
  private readonly passages = new Passages();
  private readonly masks = new ViewMasks();

  /** @param desk shared with a thread that makes statistics */
  constructor(private readonly desk = new Desk()) {}

  /** From the header alone. */
  inspect(source: Source): ImageFacts {
    const { bytes, name } = contentOf(source);
    return probe(bytes, name);
  }

  async develop(view: View, surroundings: Surroundings): Promise<Developed> {
    const passage = await this.passages.through(view, surroundings);
    const { facts, outcomes, failed } = passage;
    const map = affineOf(mapOf(passage));
    const labels = labelsOfPassage(view, passage);
    return {
      facts,
      before: planeOf(passage, 'before'),
      after: planeOf(passage, 'after'),
      steps: outcomes,
      // The page lays pictures over each other by affine maps only; side by side it shows all.
      ...(map && { map }),
      ...(failed && { failed }),
      ...(labels && { labels }),
    };
  }

  async mask(request: MaskRequest, surroundings: Surroundings): Promise<Picture> {
    checkSize(request);
    return this.masks.render(request, await this.passages.through(request, surroundings), surroundings);
  }

  async render(request: RenderRequest, surroundings: Surroundings): Promise<Picture> {
    const { region, side, width, height } = request;
    checkSize(request);
    const passage = await this.passages.through(request, surroundings);
    const key = pictureKey(passage.keys[side], request);
    const known = this.pictures.get(key);
    if (known) return known;
    const frame = this.frameOf(passage, side);
    const mapping = chosenMapping(frame, passage, side, request.mapping);
    const pixels =
      this.pictureOnDesk(frame.image, request, mapping) ??
      render(frame.image, region, width, height, mapping);
    const white = side === 'difference' ? { white: frame.range?.[1] ?? 0 } : {};
    return this.pictures.keep(key, { width, height, channels: shownChannels(frame.image), pixels, ...white });
  }

  /** That of a whole image which was decoded onto the desk, where its bytes are shown as they are. */
  private pictureOnDesk(image: Image, { region, width, height }: RenderRequest, { id }: Mapping) {
    const isWhole =
      region.x === 0 && region.y === 0 && region.width === image.width && region.height === image.height;
    const isPlain = typeOf(image) === 'uint8' && !image.lookUp && id === 'levels';
    return isWhole && isPlain ? this.desk.arrival.picture(image, { width, height }) : undefined;
  }

  async values(request: ValuesRequest, surroundings: Surroundings): Promise<ValueBlock> {
    const passage = await this.passages.through(request, surroundings);
    return readValues(this.frameOf(passage, request.side).image, request.region);
  }

  async statistics(request: StatisticsRequest, surroundings: Surroundings): Promise<ImageStatistics> {
    const passage = await this.passages.through(request, surroundings);
    const frame = this.frameOf(passage, request.side);
    frame.statistics ??= statisticsOf(frame.image);
    return frame.statistics;
  }

  /**
   * Lays an image out on the desk, for another thread to make its statistics.
   * @returns nothing when they are known, soon made here, or the image has no room there
   */
  async layOut(request: StatisticsRequest, surroundings: Surroundings): Promise<LaidOutFrame | undefined> {
    const passage = await this.passages.through(request, surroundings);
    const { image, statistics } = this.frameOf(passage, request.side);
    if (statistics || !isForDesk(shapeOf(image))) return undefined;
    const laidOut = this.desk.layOut(image);
    return laidOut && { key: passage.keys[request.side], image: laidOut };
  }

  /** Takes the statistics of a frame that was laid out, if it is still there. */
  keepStatistics({ key, statistics }: { readonly key: string; readonly statistics: ImageStatistics }): void {
    const frame = this.passages.frames.get(key);
    if (frame) frame.statistics = statistics;
  }

  private frameOf(passage: Passage, side: Side): Frame {
    if (side !== 'difference') return passage[side];
    const { frames } = this.passages;
    const key = passage.keys.difference;
    const known = frames.get(key);
    if (known) return known;
    const began = performance.now();
    const image = differenceOf(passage);
    const { mapping, white } = differenceMapping(image);
    const milliseconds = performance.now() - began;
    const frame: Frame = { image, milliseconds, range: [0, white], mappings: [mapping] };
    frames.set(key, frame);
    return frame;
  }
}

/** What a picture depends on beside the values it shows: their key stands for all that made them. */
function pictureKey(frame: string, { region, width, height, mapping }: RenderRequest): string {
  const { x, y } = region;
  return [frame, x, y, region.width, region.height, width, height, mapping].join('\n');
}

function checkSize({ width, height }: { readonly width: number; readonly height: number }): void {
  if (width * height <= maximumPixels) return;
  throw new DarkroomError(
    'bad_argument',
    `Expected a picture of at most ${maximumPixels} pixels but received ${width}×${height}.`,
  );
}

function differenceOf(passage: Passage): Frame['image'] {
  const map = mapOf(passage);
  if (!map) {
    throw new DarkroomError('out_of_domain', 'There is no difference to show: the steps flatten the image.', {
      hint: 'Look at the image before the flatten step.',
    });
  }
  const affine = affineOf(map);
  if (!affine) {
    throw new DarkroomError(
      'out_of_domain',
      'There is no difference to show: the steps change the perspective or distort the image.',
      {
        hint: 'Look at the image before that step.',
      },
    );
  }
  const { before, after, earlier, applied } = passage;
  return difference(before.image, after.image, affine, [...earlier, ...applied], earlier);
}

function mapOf({ before, applied }: Passage): PointMap | undefined {
  return inferShapes(shapeOf(before.image), applied, 'train').map;
}

function planeOf(passage: Passage, side: 'before' | 'after'): Plane {
  const frame = passage[side];
  const steps = side === 'before' ? passage.earlier : [...passage.earlier, ...passage.applied];
  frame.range ??= rangeOf(frame.image);
  frame.mappings ??= mappingsOf(frame.image, steps, frame.range);
  return {
    key: sha256(passage.keys[side]),
    shape: shapeOf(frame.image),
    range: frame.range,
    mappings: frame.mappings,
  };
}

function chosenMapping(frame: Frame, passage: Passage, side: Side, id: Mapping['id']): Mapping {
  // A difference has but one.
  if (side === 'difference') return frame.mappings![0]!;
  const { mappings } = planeOf(passage, side);
  const mapping = mappings.find(candidate => candidate.id === id);
  if (mapping) return mapping;
  const ids = mappings.map(candidate => candidate.id).join(' or ');
  throw new DarkroomError('bad_argument', `Expected ${ids} as the mapping but received ${id}.`);
}
