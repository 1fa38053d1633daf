import { writeFileSync } from 'node:fs';
import { healthPage } from './healthPage.ts';

/** Writes the reference of all rules of the health check. */
writeFileSync(new URL('../../media/docs/health.md', import.meta.url), healthPage());
