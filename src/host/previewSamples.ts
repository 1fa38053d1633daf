import { EventEmitter, Uri, type Memento } from 'vscode';
import type { Sample, SampleReason } from '../shared/samples.ts';
import type { HardSample } from './hardest.ts';
import { fileName } from './imageSource.ts';

interface Remembered {
  readonly images: readonly string[];
  readonly chosen?: string;
  /** Why images are hard, by their addresses. */
  readonly reasons?: Readonly<Record<string, readonly SampleReason[]>>;
}

/** More than this in one preview are a slip of the mouse; the newest are kept. */
const maximumSamples = 24;

const changed = new EventEmitter<Uri>();
/** A pipeline file is previewed on other images, or on another of them. */
export const onDidChangeSamples = changed.event;

/** The images that a pipeline file is previewed on, remembered for each file. The page knows them by number only. */
export class PreviewSamples {
  private images: readonly Uri[];
  private chosenUri: Uri | undefined;
  private readonly ids = new Map<string, string>();
  private readonly reasons: Map<string, readonly SampleReason[]>;

  constructor(
    private readonly memento: Memento,
    private readonly pipeline: Uri,
  ) {
    const { images, chosen, reasons = {} } = memento.get<Remembered>(this.key) ?? { images: [] };
    this.reasons = new Map(Object.entries(reasons));
    this.images = images.map(image => Uri.parse(image, true));
    this.chosenUri = this.images.find(image => image.toString() === chosen) ?? this.images[0];
  }

  get chosen(): Uri | undefined {
    return this.chosenUri;
  }

  get chosenId(): string | undefined {
    return this.chosenUri && this.idOf(this.chosenUri);
  }

  get all(): readonly Uri[] {
    return this.images;
  }

  get list(): readonly Sample[] {
    return this.images.map(image => {
      const reasons = this.reasons.get(image.toString());
      return { id: this.idOf(image), name: fileName(image), ...(reasons && { reasons }) };
    });
  }

  /** Adds what is not there yet and chooses the first that is kept. */
  add(images: readonly Uri[]): void {
    this.include(images);
    this.chosenUri = images.find(image => this.has(image)) ?? this.chosenUri;
    this.save();
  }

  /** Takes over what another file was previewed on. */
  takeOver(other: PreviewSamples): void {
    for (const [image, reasons] of other.reasons) this.reasons.set(image, reasons);
    this.include(other.images);
    this.chosenUri = other.chosenUri;
    this.save();
  }

  /** Adds hard ones with their reasons, in the place of reasons found before. The one that is shown stays. */
  addHard(samples: readonly HardSample<Uri>[]): void {
    this.reasons.clear();
    for (const { id, reasons } of samples) this.reasons.set(id.toString(), reasons);
    this.include(samples.map(({ id }) => id));
    if (!this.chosenUri || !this.has(this.chosenUri)) this.chosenUri = samples[0]?.id;
    this.save();
  }

  /** The image that the page knows by this id. */
  find(id: string): Uri | undefined {
    return this.images.find(image => this.idOf(image) === id);
  }

  choose(id: string): void {
    this.chosenUri = this.find(id) ?? this.chosenUri;
    this.save();
  }

  remove(id: string): void {
    const removed = this.find(id);
    if (!removed) return;
    const index = this.images.indexOf(removed);
    this.images = this.images.filter(image => image !== removed);
    if (this.chosenUri?.toString() === removed.toString()) {
      this.chosenUri = this.images[Math.min(index, this.images.length - 1)];
    }
    this.save();
  }

  private get key(): string {
    return `preview.samples:${this.pipeline.toString()}`;
  }

  private include(images: readonly Uri[]): void {
    this.images = [...this.images, ...images.filter(image => !this.has(image))].slice(-maximumSamples);
  }

  private has(image: Uri): boolean {
    return this.images.some(known => known.toString() === image.toString());
  }

  private idOf(image: Uri): string {
    const key = image.toString();
    const id = this.ids.get(key) ?? String(this.ids.size + 1);
    this.ids.set(key, id);
    return id;
  }

  private save(): void {
    const images = this.images.map(image => image.toString());
    const chosen = this.chosenUri?.toString();
    const hard = [...this.reasons].filter(([image]) => images.includes(image));
    void this.memento.update(this.key, {
      images,
      ...(hard.length > 0 && { reasons: Object.fromEntries(hard) }),
      ...(chosen !== undefined && { chosen }),
    } satisfies Remembered);
    changed.fire(this.pipeline);
  }
}
