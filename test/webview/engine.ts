import { difference, differenceMapping } from '../../src/engine/analysis/difference.ts';
import { mappingsOf, rangeOf } from '../../src/engine/analysis/mapping.ts';
import { render } from '../../src/engine/analysis/render.ts';
import { statisticsOf } from '../../src/engine/analysis/statistics.ts';
import { shapeOf, type Image } from '../../src/engine/image.ts';
import { applyStep, inferShapes } from '../../src/engine/pipeline/apply.ts';
import { isActive } from '../../src/engine/pipeline/declaration.ts';
import { parsePipeline } from '../../src/engine/pipeline/parse.ts';
import { catalogue } from '../../src/worker/catalogue.ts';
import { DarkroomError, toProblem } from '../../src/shared/errors.ts';
import type { Step } from '../../src/shared/pipeline.ts';
import type {
  Developed,
  EngineService,
  ImageFacts,
  Side,
  StepOutcome,
  View,
} from '../../src/shared/protocol.ts';
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
  readonly applied: readonly Step[];
}

/** The real engine inside the page, on images that are decoded already: what the worker process does, without it. */
export class PageEngine {
  private last: { key: string; result: Result } | undefined;

  constructor(private readonly images: ReadonlyMap<string, LoadedImage>) {}

  readonly service = {
    catalogue: () => Promise.resolve(catalogue()),
    parse: ({ text, language }) => Promise.resolve(parsePipeline(text, language)),
    develop: async view => Promise.resolve(this.run(view).developed),
    render: async request => {
      const { side, region, width, height } = request;
      const result = await Promise.resolve(this.run(request));
      const image = result.images[side]();
      if (side === 'difference') {
        const { mapping, white } = differenceMapping(image);
        return { width, height, pixels: render(image, region, width, height, mapping), white };
      }
      const mappings = mappingsOf(image, side === 'after' ? result.applied : []);
      const mapping = mappings.find(({ id }) => id === request.mapping);
      if (!mapping) throw new Error(`No mapping ${request.mapping}.`);
      return { width, height, pixels: render(image, region, width, height, mapping) };
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
    const key = JSON.stringify([view.source.version, view.steps, view.mode]);
    if (this.last?.key !== key) this.last = { key, result: this.develop(view) };
    return this.last.result;
  }

  private develop({ source, steps, mode }: View): Result {
    const loaded = this.images.get(source.version);
    if (!loaded) throw new DarkroomError('not_found', `There is no image named ${source.version}.`);
    const { image: before, facts } = loaded;
    let after = before;
    let failed: Developed['failed'];
    const outcomes: StepOutcome[] = [];
    const applied: Step[] = [];
    for (const [index, step] of steps.entries()) {
      const skipped = !isActive(step, mode);
      const began = performance.now();
      try {
        if (!skipped) after = applyStep(after, step, index);
      } catch (thrown) {
        failed = toProblem(thrown, { step: index });
        break;
      }
      if (!skipped) applied.push(step);
      const milliseconds = performance.now() - began;
      outcomes.push({ operation: step.operation, skipped, shape: shapeOf(after), milliseconds });
    }
    const map = affineOf(inferShapes(shapeOf(before), applied, 'train').map);
    const plane = (image: Image, made: readonly Step[]) => ({
      shape: shapeOf(image),
      range: rangeOf(image),
      mappings: mappingsOf(image, made),
    });
    const developed: Developed = {
      facts,
      before: plane(before, []),
      after: plane(after, applied),
      steps: outcomes,
      ...(map && { map }),
      ...(failed && { failed }),
    };
    const images = {
      before: () => before,
      after: () => after,
      difference: () => difference(before, after, map!, applied),
    };
    return { developed, images, applied };
  }
}
