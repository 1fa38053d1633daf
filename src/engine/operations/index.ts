import type { Operation } from '../operation.ts';
import { flip } from './geometry/flip.ts';
import { rescale } from './numeric/rescale.ts';

/** The one list. A test holds it equal to the files in this folder. */
export const operations: readonly Operation[] = [flip, rescale];

const byId = new Map(operations.map(operation => [operation.id, operation]));

export function findOperation(id: string): Operation | undefined {
  return byId.get(id);
}
