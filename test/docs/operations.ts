import { writeFileSync } from 'node:fs';
import { operationsPage } from './operationsPage.ts';

/** Writes the reference of all operations. */
writeFileSync(new URL('../../media/docs/operations.md', import.meta.url), operationsPage());
