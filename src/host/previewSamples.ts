import { Uri, type Memento } from 'vscode';
import { fileName } from './imageSource.ts';

interface Remembered {
  readonly images: readonly string[];
  readonly chosen?: string;
}

/** More than this in one preview are a slip of the mouse; the newest are kept. */
const maximumSamples = 24;

/** The images that a pipeline file is previewed on, remembered for each file. The page knows them by number only. */
export class PreviewSamples {
  private images: readonly Uri[];
  private chosenUri: Uri | undefined;
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly memento: Memento,
    private readonly pipeline: Uri,
  ) {
    const { images, chosen } = memento.get<Remembered>(this.key) ?? { images: [] };
    this.images = images.map(image => Uri.parse(image, true));
    this.chosenUri = this.images.find(image => image.toString() === chosen) ?? this.images[0];
  }

  get chosen(): Uri | undefined {
    return this.chosenUri;
  }

  get chosenId(): string | undefined {
    return this.chosenUri && this.idOf(this.chosenUri);
  }

  get list(): readonly { readonly id: string; readonly name: string }[] {
    return this.images.map(image => ({ id: this.idOf(image), name: fileName(image) }));
  }

  /** Adds what is not there yet and chooses the first. */
  add(images: readonly Uri[]): void {
    const isKnown = (image: Uri) => this.images.some(known => known.toString() === image.toString());
    this.images = [...this.images, ...images.filter(image => !isKnown(image))].slice(-maximumSamples);
    this.chosenUri = images[0] ?? this.chosenUri;
    this.save();
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

  private find(id: string): Uri | undefined {
    return this.images.find(image => this.idOf(image) === id);
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
    void this.memento.update(this.key, {
      images,
      ...(chosen !== undefined && { chosen }),
    } satisfies Remembered);
  }
}
