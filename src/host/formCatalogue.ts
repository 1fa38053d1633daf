import type { OperationEntry } from '../shared/catalogue.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { Client } from '../shared/rpc.ts';

/** The operations of the quick recipe, in the order in which they are run. */
const formOperations = [
  'orient',
  'resize',
  'pad',
  'grayscale',
  'pool',
  'gaussian_blur',
  'normalize',
] as const;

const catalogues = new WeakMap<object, Promise<readonly OperationEntry[]>>();

/** Every operation; asked of an engine once, since it does not change while the engine lives. */
export function operationCatalogue(engine: Client<EngineService>): Promise<readonly OperationEntry[]> {
  let catalogue = catalogues.get(engine);
  if (!catalogue) {
    catalogue = engine.catalogue({});
    catalogues.set(engine, catalogue);
    catalogue.catch(() => catalogues.delete(engine));
  }
  return catalogue;
}

/** The operations that forms are made for. */
export async function formCatalogue(engine: Client<EngineService>): Promise<readonly OperationEntry[]> {
  const catalogue = await operationCatalogue(engine);
  return formOperations.flatMap(id => catalogue.find(entry => entry.id === id) ?? []);
}
