import { difference, differenceMapping } from '../../src/engine/analysis/difference.ts';
import { mappingsOf, rangeOf } from '../../src/engine/analysis/mapping.ts';
import { render, shownChannels } from '../../src/engine/analysis/render.ts';
import { statisticsOf } from '../../src/engine/analysis/statistics.ts';
import { colorMask } from '../../src/engine/labels/colors.ts';
import { maskAfter, shownLabels } from '../../src/engine/labels/shown.ts';
import { shapeOf, type Image } from '../../src/engine/image.ts';
import { applyStep, concrete, inferShapes } from '../../src/engine/pipeline/apply.ts';
import { isActive } from '../../src/engine/pipeline/declaration.ts';
import { parsePipeline } from '../../src/engine/pipeline/parse.ts';
import { catalogue } from '../../src/worker/catalogue.ts';
import { DarkroomError, toProblem } from '../../src/shared/errors.ts';
import type { Step } from '../../src/shared/pipeline.ts';
import type { ImageFacts } from '../../src/shared/image.ts';
import type { EngineService } from '../../src/shared/protocol.ts';
import type { Developed, Side, StepOutcome, View } from '../../src/shared/view.ts';
import { affineOf } from '../../src/engine/geometry/point-map.ts';
import type { Client } from '../../src/shared/rpc.ts';

/** An image that is decoded already, under the name by which a view asks for it. */
export interface LoadedImage {
  readonly image: Image;
  readonly facts: ImageFacts;
}

interface Result {
  readonly developed: Developed;
  readonly images: Readonly<Record<Side, () => Image>>;
  readonly applied: { readonly before: readonly Step[]; readonly after: readonly Step[] };
}

/** The real engine inside the page, on images that are decoded already: what the worker process does, without it. */
export class PageEngine {
  private readonly results = new Map<string, Result>();

  constructor(private readonly images: ReadonlyMap<string, LoadedImage>) {}

  readonly service = {
    catalogue: () => Promise.resolve(catalogue()),
    parse: ({ text, language }) => Promise.resolve(parsePipeline(text, language)),
    develop: async view => Promise.resolve(this.run(view).developed),
    render: async request => {
      const { side, region, width, height } = request;
      const result = await Promise.resolve(this.run(request));
      const image = result.images[side]();
      const size = { width, height, channels: shownChannels(image) };
      if (side === 'difference') {
        const { mapping, white } = differenceMapping(image);
        return { ...size, pixels: render(image, region, width, height, mapping), white };
      }
      const mappings = mappingsOf(image, result.applied[side]);
      const mapping = mappings.find(({ id }) => id === request.mapping);
      if (!mapping) throw new Error(`No mapping ${request.mapping}.`);
      return { ...size, pixels: render(image, region, width, height, mapping) };
    },
    mask: async request => {
      const { side, region, width, height, labels } = request;
      const { applied } = await Promise.resolve(this.run(request));
      // Here a mask is one of the images.
      const { image } = this.images.get(labels?.mask ?? '')!;
      return {
        width,
        height,
        channels: 4,
        pixels: colorMask(maskAfter(image, shapeOf(image), applied[side]), region, width, height),
      };
    },
    values: async request => {
      const { region } = request;
      const { data, width, channels } = await Promise.resolve(this.run(request).images[request.side]());
      const values = new Float64Array(region.width * region.height * channels);
      for (let y = 0; y < region.height; y++) {
        const start = ((region.y + y) * width + region.x) * channels;
        values.set(data.subarray(start, start + region.width * channels), y * region.width * channels);
      }
      return { region, channels, values };
    },
    statistics: request => Promise.resolve(statisticsOf(this.run(request).images[request.side]())),
  } satisfies Partial<Client<EngineService>> as unknown as Client<EngineService>;

  private run(view: View): Result {
    const key = JSON.stringify(view);
    const result = this.results.get(key) ?? this.develop(view);
    this.results.set(key, result);
    return result;
  }

  private develop({ source, steps, mode, seed, path, focus, draw, labels, labelRules }: View): Result {
    const loaded = this.images.get(source.version);
    if (!loaded) throw new DarkroomError('not_found', `There is no image named ${source.version}.`);
    const { image, facts } = loaded;
    let before = image;
    let after = image;
    let failed: Developed['failed'];
    const outcomes: StepOutcome[] = [];
    let applied: Step[] = [];
    const earlier: Step[] = [];
    const reached = focus === undefined ? steps : steps.slice(0, focus + 1);
    for (const [index, step] of reached.entries()) {
      if (index === focus) {
        before = after;
        earlier.push(...applied);
        applied = [];
      }
      const drawn: Step[] = [];
      let told: ReturnType<typeof concrete>['drawn'];
      const skipped = !isActive(step, mode);
      const began = performance.now();
      try {
        const sample = { seed, path, version: 0, ...draw };
        if (!skipped) {
          const { steps: parts, drawn: what } = concrete(step, index, shapeOf(after), sample);
          drawn.push(...parts);
          told = what;
        }
        for (const part of drawn) after = applyStep(after, part, index);
      } catch (thrown) {
        failed = toProblem(thrown, { step: index });
        break;
      }
      applied.push(...drawn);
      outcomes.push({
        operation: step.operation,
        skipped,
        shape: shapeOf(after),
        milliseconds: performance.now() - began,
        ...(told && { sampled: told.steps }),
        ...(told && told.chosen.length > 0 && { chosen: told.chosen }),
      });
    }
    const map = affineOf(inferShapes(shapeOf(before), applied, 'train').map);
    const plane = (image: Image, made: readonly Step[]) => ({
      key: JSON.stringify([source.version, made]),
      shape: shapeOf(image),
      range: rangeOf(image),
      mappings: mappingsOf(image, made),
    });
    const developed: Developed = {
      facts,
      before: plane(before, earlier),
      after: plane(after, [...earlier, ...applied]),
      steps: outcomes,
      ...(map && { map }),
      ...(failed && { failed }),
      ...(labels && { labels: shownLabels(labels, facts.shape, earlier, applied, labelRules) }),
    };
    const images = {
      before: () => before,
      after: () => after,
      difference: () => difference(before, after, map!, [...earlier, ...applied], earlier),
    };
    return { developed, images, applied: { before: earlier, after: [...earlier, ...applied] } };
  }
}
