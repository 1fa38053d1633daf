import type { ViewHost } from '../src/shared/protocol.ts';
import type { Client } from '../src/shared/rpc.ts';
import type { Side } from '../src/shared/view.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import { possibleMode } from './arrangement.ts';
import { carryOver } from './carryOver.ts';
import type { Figures } from './figures.ts';
import type { Memory } from './memory.ts';
import { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import type { Viewport } from './viewport.ts';

interface ScenesOwner {
  readonly memory: Memory;
  remember(change: { readonly view: Viewport | undefined }): void;
  changed(): void;
  failed(thrown: unknown): void;
  /** Puts the stage on the page now. */
  render(): void;
}

/** The pictures on the stage, and those that are to take their place once they are complete. */
export class Scenes {
  private scene: Scene | undefined;
  private next: Scene | undefined;

  constructor(
    private readonly host: Client<ViewHost>,
    private readonly stage: Stage,
    private readonly figures: Figures,
    private readonly owner: ScenesOwner,
  ) {}

  get shown(): Scene | undefined {
    return this.scene;
  }

  get isPreparing(): boolean {
    return this.next !== undefined;
  }

  receive(state: ViewState): void {
    if (state.busy) return;
    if (state.unreadable || !state.developed) this.show(undefined);
    else if ((this.next ?? this.scene)?.sequence !== state.sequence)
      void this.prepare(state, state.developed);
  }

  /** Asks for what the way of comparing needs. */
  prepareSides(): void {
    const { scene } = this;
    if (scene) void scene.prepare(this.sidesOf(scene), this.owner.memory.mappings, this.stage.size);
  }

  /** Fetches the pictures of a new state while the one before it stays on the stage. */
  private async prepare(state: ViewState, developed: Scene['developed']): Promise<void> {
    const { owner, stage } = this;
    this.next?.close();
    if (!stage.element.isConnected) {
      // The first pictures are made for the size that the stage is about to have.
      owner.render();
      stage.measure();
    }
    const scene = new Scene(
      state.sequence,
      state.image?.name ?? '',
      developed,
      this.host,
      () => {
        stage.invalidate();
        owner.changed();
      },
      thrown => {
        owner.failed(thrown);
      },
      state.focus?.[0],
    );
    if (this.scene) scene.takeOver(this.scene, owner.memory.mappings);
    this.next = scene;
    void this.figures.load(state.sequence);
    const complete = await scene.prepare(this.sidesOf(scene), owner.memory.mappings, stage.size);
    // A scene that was given up has no pictures: the newer one is on its way.
    if (complete && this.next === scene) this.show(scene);
  }

  private show(scene: Scene | undefined): void {
    if (this.next !== scene) this.next?.close();
    this.next = undefined;
    const old = this.scene;
    this.scene = scene;
    if (scene) this.owner.remember({ view: carryOver(this.owner.memory.view, old, scene) });
    else this.figures.clear();
    this.stage.show(scene);
    this.prepareSides();
    old?.close();
    this.owner.changed();
  }

  private sidesOf({ frames }: Scene): readonly Side[] {
    const mode = possibleMode(this.owner.memory.compare, frames);
    return mode === 'difference' ? ['before', 'after', 'difference'] : ['before', 'after'];
  }
}
