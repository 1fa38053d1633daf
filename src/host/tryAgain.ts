import type { Client } from '../shared/rpc.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { AgreedPlan } from './developPlan.ts';
import { planGroups, type WantedResults } from './planGroups.ts';
import type { InputGroup } from './selection.ts';

/**
 * The plan of what is still to be done of one that was agreed on, and of no more: what is done is kept where nothing
 * has changed since.
 */
export async function planAgain(
  engine: Client<EngineService>,
  groups: readonly InputGroup[],
  { plan: former, overwrite, kept, conflicts, outputFolder }: AgreedPlan,
  results: WantedResults,
): Promise<AgreedPlan> {
  const plan = await planGroups(engine, groups, outputFolder, { ...results, overwrite, resume: true });
  const wanted = new Set(former.files.map(({ output }) => output));
  const files = plan.files.filter(({ output }) => wanted.has(output));
  for (const { output } of files) wanted.delete(output);
  const lost = new Set(former.files.filter(({ output }) => wanted.has(output)).map(({ input }) => input));
  const added = plan.conflicts.filter(({ file }) => file !== undefined && lost.has(file));
  return {
    plan: { ...plan, files },
    overwrite,
    resume: true,
    kept,
    conflicts: [...conflicts, ...added],
    outputFolder,
  };
}
