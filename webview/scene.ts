import type { ViewHost } from '../src/shared/protocol.ts';
import type { Developed, Mapping, Plane, Side } from '../src/shared/view.ts';
import type { Client } from '../src/shared/rpc.ts';
import { differenceFrame, type Frames } from './arrangement.ts';
import { frameOf, type Frame } from './frame.ts';
import { SceneMasks } from './sceneLabels.ts';
import type { Memory } from './memory.ts';
import { Layer } from './pictures.ts';
import { Values } from './values.ts';
import type { Size } from './viewport.ts';
import { isAbort } from '../src/shared/errors.ts';

/** One state of image and pipeline as it is drawn: its frames, its pictures and its values. */
export class Scene {
  readonly frames: Frames;
  private readonly values: Record<Side, Values>;
  private readonly shown = new Map<Side, Layer>();
  private readonly coming = new Map<Side, Layer>();
  private readonly masks: SceneMasks | undefined;

  constructor(
    readonly sequence: number,
    readonly name: string,
    readonly developed: Omit<Developed, 'facts'>,
    private readonly host: Client<ViewHost>,
    private readonly changed: () => void,
    private readonly failed: (thrown: unknown) => void,
    /** Index of the step that is looked at alone. */
    private readonly focus?: number,
  ) {
    const { before, after, map } = developed;
    this.frames = {
      before: frameOf(before.shape),
      after: frameOf(after.shape),
      ...(map && { map }),
    };
    const values = (side: Side) =>
      new Values(sequence, side, this.frameOf(side), host.values, changed, failed);
    const { labels } = developed;
    this.masks = labels && new SceneMasks(sequence, labels, this.frames, host, changed, failed);
    this.values = { before: values('before'), after: values('after'), difference: values('difference') };
  }

  /** No step has taken part: before and after are the same picture. */
  get isUntouched(): boolean {
    const { steps } = this.developed;
    if (this.focus !== undefined) return steps[this.focus]?.skipped === true;
    return steps.every(({ skipped }) => skipped);
  }

  frameOf(side: Side): Frame {
    return side === 'difference' ? differenceFrame(this.frames) : this.frames[side];
  }

  planeOf(side: Side): Plane {
    return this.developed[side === 'before' ? 'before' : 'after'];
  }

  /** How a side's values are shown: as chosen, where the plane has that mapping, else the preferred one. */
  mappingOf(side: Side, chosen: Memory['mappings']): Mapping {
    const { mappings } = this.planeOf(side);
    const id = chosen[side === 'before' ? 'before' : 'after'];
    return mappings.find(mapping => mapping.id === id) ?? mappings[0]!;
  }

  /** How the levels on the screen follow from the values, differences included. */
  levelsOf(side: Side, chosen: Memory['mappings']): Mapping {
    if (side !== 'difference') return this.mappingOf(side, chosen);
    const scale = this.white ? 255 / this.white : 0;
    return { id: 'range', label: '', scale: Array<number>(4).fill(scale), offset: [0, 0, 0, 0] };
  }

  /** The difference that is shown as white, once it is known. */
  get white(): number | undefined {
    return this.shown.get('difference')?.white;
  }

  /** A side's mask, once it is there; asked for when it is first drawn. */
  maskOf(side: 'before' | 'after'): ImageBitmap | undefined {
    return this.masks?.of(side);
  }

  layerOf(side: Side): Layer | undefined {
    return this.shown.get(side);
  }

  valuesOf(side: Side): Values {
    return this.values[side];
  }

  /**
   * Fetches the sides' pictures in the chosen mapping; what was shown before stays until they are there. False when
   * the host has given the scene up for a newer one.
   */
  async prepare(sides: readonly Side[], chosen: Memory['mappings'], canvas: Size): Promise<boolean> {
    const done = await Promise.all(
      sides.map(side => this.prepareSide(side, this.mappingOf(side, chosen), canvas)),
    );
    return done.every(Boolean);
  }

  /** Takes over the pictures of sides that the scene before shows as well. */
  takeOver(old: Scene, chosen: Memory['mappings']): void {
    for (const side of ['before', 'after'] as const) {
      const mapping = this.mappingOf(side, chosen);
      const there = old.shown.get(side);
      if (there?.mapping.id !== mapping.id || old.planeOf(side).key !== this.planeOf(side).key) continue;
      const layer = this.layer(side, mapping);
      layer.adopt(there);
      this.shown.set(side, layer);
    }
  }

  close(): void {
    for (const layer of [...this.shown.values(), ...this.coming.values()]) layer.close();
    for (const values of Object.values(this.values)) values.close();
    this.masks?.close();
  }

  private layer(side: Side, mapping: Mapping): Layer {
    const target = { sequence: this.sequence, side };
    return new Layer(target, mapping, this.frameOf(side), this.host, this.changed);
  }

  private async prepareSide(side: Side, mapping: Mapping, canvas: Size): Promise<boolean> {
    const coming = this.coming.get(side);
    if ((coming ?? this.shown.get(side))?.mapping.id === mapping.id) return true;
    coming?.close();
    const layer = this.layer(side, mapping);
    this.coming.set(side, layer);
    try {
      await layer.load(canvas);
      this.shown.get(side)?.close();
      this.shown.set(side, layer);
      this.coming.delete(side);
      this.changed();
      return true;
    } catch (thrown) {
      // The failed layer stays in `coming`, so that it is not asked for again and again.
      this.failed(thrown);
      return !isAbort(thrown);
    }
  }
}
