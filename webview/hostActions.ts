import type { ViewHost } from '../src/shared/protocol.ts';
import type { Client } from '../src/shared/rpc.ts';
import type { PageActions } from './layout.ts';

/** What a person does that the host alone answers for. */
export type HostActions = Pick<
  PageActions,
  | 'choosePipeline'
  | 'setMode'
  | 'focusStep'
  | 'chooseAnnotations'
  | 'chooseVersion'
  | 'saveRecipe'
  | 'reveal'
  | 'reload'
  | 'choose'
  | 'remove'
  | 'add'
  | 'findHard'
>;

export function hostActions(host: Client<ViewHost>, ask: (request: Promise<void>) => void): HostActions {
  return {
    choosePipeline: id => {
      ask(host.choosePipeline({ id }));
    },
    setMode: mode => {
      ask(host.setMode({ mode }));
    },
    focusStep: step => {
      ask(host.focusStep({ step }));
    },
    chooseAnnotations: () => {
      ask(host.chooseAnnotations({}));
    },
    chooseVersion: version => {
      ask(host.chooseVersion({ version }));
    },
    saveRecipe: () => {
      ask(host.saveRecipe({}));
    },
    reveal: place => {
      ask(host.revealPlace(place));
    },
    reload: () => {
      ask(host.reload({}));
    },
    choose: id => {
      ask(host.chooseSample({ id }));
    },
    remove: id => {
      ask(host.removeSample({ id }));
    },
    add: () => {
      ask(host.pickSample({}));
    },
    findHard: () => {
      ask(host.findHardSamples({}));
    },
  };
}
