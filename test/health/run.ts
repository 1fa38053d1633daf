import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alignColumns } from '../../src/cli/table.ts';
import { PlantedDataset } from '../fixtures/planted/planted.ts';
import { plantedDatasets } from '../fixtures/planted/index.ts';
import { examine, score } from './examine.ts';

/** Makes datasets with planted faults of every kind, and prints how many of them each rule finds and invents. */
const folder = await mkdtemp(join(tmpdir(), 'darkroom-planted-'));
const rows: string[][] = [['dataset', 'rule', 'planted', 'found', 'recall', 'precision']];
const wrong: string[] = [];
try {
  for (const [name, plant] of Object.entries(plantedDatasets)) {
    const dataset = new PlantedDataset(join(folder, name));
    await plant(dataset);
    const examined = await examine(dataset.root, join(folder, 'records'));
    for (const { rule, planted, found, right, missed, invented } of score(dataset.faults, examined)) {
      const share = (whole: number) => (whole === 0 ? '–' : (right / whole).toFixed(3));
      rows.push([name, rule, `${planted}`, `${found}`, share(planted), share(found)]);
      for (const file of missed) wrong.push(`${name}: ${rule} was not found in ${file}`);
      for (const file of invented) wrong.push(`${name}: ${rule} was invented in ${file}`);
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.stdout.write(`${alignColumns(rows, ['left', 'left', 'right', 'right', 'right', 'right'])}\n`);
if (wrong.length > 0) process.stdout.write(`\n${wrong.join('\n')}\n`);
process.exitCode = wrong.length > 0 ? 1 : 0;
