import { allOperations } from '../engine/operations/index.ts';
import type { OperationEntry } from '../shared/catalogue.ts';

/** What every operation says about itself, without its functions: plain data for any wire. */
export function catalogue(): readonly OperationEntry[] {
  return allOperations.map(entryOf);
}

function entryOf(operation: OperationEntry): OperationEntry {
  const { id, title, family, doc, reference, parameters, random, examples } = operation;
  return { id, title, family, doc, reference, parameters, random, examples };
}
