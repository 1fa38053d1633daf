import type { PipelineEdit } from '../src/shared/edit.ts';
import type { Mapping } from '../src/shared/view.ts';
import type { HostActions } from './hostActions.ts';
import type { PageActions } from './layout.ts';
import type { Memory } from './memory.ts';
import type { Stage } from './stage.ts';

/** Factor of one press of plus or minus. */
const zoomStep = Math.SQRT2;

/** What the actions change. */
export interface ActionsOwner {
  readonly memory: Memory;
  readonly stage: Pick<Stage, 'zoomBy' | 'zoomTo' | 'clearNumbers'>;
  remember(change: Partial<Memory>): void;
  /** Other pictures are needed on the stage. */
  prepareSides(): void;
  edit(edit: PipelineEdit): Promise<number | undefined>;
  dismissTrouble(): void;
}

/** What a person does that the page itself answers for. */
export function pageActions(owner: ActionsOwner): Omit<PageActions, keyof HostActions> {
  return {
    compare: mode => {
      owner.remember({ compare: mode });
      owner.prepareSides();
    },
    zoom: zoom => {
      const { stage } = owner;
      if (zoom === 'in') stage.zoomBy(zoomStep);
      else if (zoom === 'out') stage.zoomBy(1 / zoomStep);
      else stage.zoomTo(zoom);
    },
    chooseMapping: (side, id) => {
      owner.remember({ mappings: { ...owner.memory.mappings, [side]: id as Mapping['id'] } });
      owner.stage.clearNumbers();
      owner.prepareSides();
    },
    edit: edit => void owner.edit(edit),
    showLabels: labels => {
      owner.remember({ labels });
    },
    dismiss: () => {
      owner.dismissTrouble();
    },
    setLogarithmic: logarithmic => {
      owner.remember({ logarithmic });
    },
    chooseView: tab => {
      owner.remember({ tab });
    },
    toggle: (section, open) => {
      const others = owner.memory.closed.filter(name => name !== section);
      owner.remember({ closed: open ? others : [...others, section] });
    },
  };
}
