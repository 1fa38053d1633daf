/**
 * `npm run bench [-- IMAGES [ROUNDS [EDITS]]]`: what people wait for, in one run beside other libraries: a folder that
 * is developed on the command line, and the picture after an edit in the editor. 0 images or 0 edits leave that part
 * out.
 *
 * DARKROOM_PYTHON names the Python that has opencv-python, pillow and numpy; contenders that cannot run are said.
 */
import { benchBatch } from './batch.ts';
import { benchPreview } from './preview.ts';

const [images = 400, rounds = 3, edits = 21] = process.argv.slice(2).map(Number);
if (images > 0) await benchBatch(images, rounds);
if (edits > 0) await benchPreview(edits);
