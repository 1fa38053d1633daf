import type { Operation } from '../engine/operation.ts';
import { operations } from '../engine/operations/index.ts';
import type { OperationEntry } from '../shared/catalogue.ts';

/** What every operation says about itself, without its functions: plain data for any wire. */
export function catalogue(): readonly OperationEntry[] {
  return operations.map(entryOf);
}

function entryOf(operation: Operation): OperationEntry {
  const { id, title, family, doc, reference, parameters, random, examples } = operation;
  return { id, title, family, doc, reference, parameters, random, examples };
}
