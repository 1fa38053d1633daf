import { writeFileSync } from 'node:fs';
import { exactnessPage } from './exactness.ts';

/** Writes the page of worst differences. */
writeFileSync(new URL('../../media/docs/exactness.md', import.meta.url), exactnessPage());
