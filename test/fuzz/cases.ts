import { extname } from 'node:path';
import type { PipelineLanguage } from '../../src/shared/pipeline.ts';
import { bomb } from './bombs.ts';
import { pick, randomOfCase, type Random } from './chance.ts';
import { judgeImage } from './imageCase.ts';
import { imageSeeds, type ImageSeed } from './imageSeeds.ts';
import { judgeLabels } from './labelCase.ts';
import { labelSeeds } from './labelSeeds.ts';
import { mutateBytes } from './mutateBytes.ts';
import { mutateText } from './mutateText.ts';
import { judgePipeline } from './pipelineCase.ts';
import { pipelineSeeds } from './pipelineSeeds.ts';
import type { Subject } from './subject.ts';

/** Some bytes, and what is done with them. */
export interface Case {
  /** Such as `png, from rgb8.png`. */
  readonly what: string;
  /** The ending of its file's name. */
  readonly extension: string;
  readonly content: Uint8Array;
  /** The same with these bytes; @throws Finding */
  judge(subject: Subject, content: Uint8Array): Promise<string>;
}

/** All that cases are made from. */
export class Seeds {
  readonly images: readonly ImageSeed[];
  /** Nothing but files of one format is to be made. */
  readonly isOneFormat: boolean;
  private readonly byFormat: ReadonlyMap<string, readonly ImageSeed[]>;

  /**
   * @param more of a corpus
   * @param only the one format that is wanted
   */
  constructor(more: readonly ImageSeed[] = [], only?: string) {
    this.images = [...imageSeeds(), ...more].filter(({ format }) => only === undefined || format === only);
    if (this.images.length === 0) throw new Error(`There is no image of format ${only ?? ''}.`);
    this.isOneFormat = only !== undefined;
    const formats = [...new Set(this.images.map(({ format }) => format))];
    this.byFormat = new Map(
      formats.map(format => [format, this.images.filter(image => image.format === format)]),
    );
  }

  /** Formats are met equally often, however many files there are of each. */
  image(random: Random): ImageSeed {
    return pick(random, this.byFormat.get(pick(random, [...this.byFormat.keys()]))!);
  }

  alike({ format }: ImageSeed, random: Random): ImageSeed {
    return random.chance(0.8) ? pick(random, this.byFormat.get(format)!) : this.image(random);
  }
}

/** The same for the same numbers and seeds. */
export function caseOf(seeds: Seeds, seed: number, index: number): Case {
  const random = randomOfCase(seed, index);
  const kind = random.uniform(0, 1);
  if (seeds.isOneFormat) return imageCase(seeds, random);
  if (kind < 0.04) return bombCase(seeds, random);
  if (kind < 0.8) return imageCase(seeds, random);
  return kind < 0.92 ? pipelineCase(random) : labelCase(seeds, random);
}

/** A file as it lies on disk. */
export function fileCase(name: string, bytes: Uint8Array): Case {
  const extension = extname(name) || '.bin';
  return {
    what: name,
    extension,
    content: bytes,
    judge: (subject, content) => judgeImage(subject, `file${extension}`, content),
  };
}

/** A file that was kept: a pipeline by its name, anything else an image. */
export function keptCase(name: string, bytes: Uint8Array): Case {
  const language = /\.darkroom\.(yaml|json)$/.exec(name)?.[1] as PipelineLanguage | undefined;
  if (!language) return fileCase(name, bytes);
  return {
    what: name,
    extension: `.darkroom.${language}`,
    content: bytes,
    judge: (subject, content) => judgeText(subject, content, language, 0),
  };
}

function imageCase(seeds: Seeds, random: Random): Case {
  const origin = seeds.image(random);
  const other = seeds.alike(origin, random);
  const content = mutateBytes(origin.bytes, origin.format, other.bytes, random);
  return { ...fileCase(origin.name, content), what: `${origin.format}, from ${origin.path}` };
}

function bombCase(seeds: Seeds, random: Random): Case {
  const progressive = seeds.images.find(({ path }) => path.endsWith('440-progressive.jpg'))!;
  const { format, bytes } = bomb(random, progressive.bytes);
  return { ...fileCase(`bomb.${format}`, bytes), what: `a bomb of ${format}` };
}

function pipelineCase(random: Random): Case {
  const { language, text } = pick(random, pipelineSeeds);
  const mutated = mutateText(text, pick(random, pipelineSeeds).text, random);
  const questions = random.key();
  return {
    what: `a pipeline in ${language}`,
    extension: `.darkroom.${language}`,
    content: Buffer.from(mutated),
    judge: (subject, content) => judgeText(subject, content, language, questions),
  };
}

function judgeText(
  subject: Subject,
  content: Uint8Array,
  language: PipelineLanguage,
  questions: number,
): Promise<string> {
  return judgePipeline(subject, Buffer.from(content).toString(), language, randomOfCase(questions, 0));
}

function labelCase(seeds: Seeds, random: Random): Case {
  const format = pick(random, Object.keys(labelSeeds));
  const layout = labelSeeds[format]!;
  const name = pick(random, layout.struck);
  const seed = layout.files[name]!;
  const { bytes } = pick(
    random,
    seeds.images.filter(image => image.format === 'png'),
  );
  const asText = () => {
    const other = pick(
      random,
      Object.values(labelSeeds).flatMap(({ files, struck }) => struck.map(path => files[path]!)),
    );
    return Buffer.from(
      mutateText(Buffer.from(seed).toString(), Buffer.from(other).toString('latin1'), random),
    );
  };
  const isText = extname(name) !== '.png';
  return {
    what: `annotations: ${format}, ${name}`,
    extension: extname(name),
    content:
      isText && random.chance(0.9) ? asText() : mutateBytes(seed, 'png', isText ? seed : bytes, random),
    judge: (subject, content) => judgeLabels(subject, layout, name, content),
  };
}
