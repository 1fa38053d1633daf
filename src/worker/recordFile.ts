import { formatOfName } from '../shared/extensions.ts';
import { open } from '../codec/index.ts';
import { sha256 } from '../dataset/sha256.ts';
import { recordPixels } from '../engine/analysis/pixel-record.ts';
import { shapeOf, type Image } from '../engine/image.ts';
import { DarkroomError } from '../shared/errors.ts';
import type { ImageRecord, RecordFileRequest } from '../shared/imageRecord.ts';
import { describeShape } from '../shared/shape.ts';
import { admit } from './admission.ts';
import type { Surroundings } from './developFile.ts';
import { readImageFile } from './readFile.ts';

/** What is known of one image file, whatever is wrong with it. Only cancelling, and a bug, are thrown. */
export async function recordFile(
  { path }: Pick<RecordFileRequest, 'path'>,
  surroundings: Surroundings,
): Promise<ImageRecord> {
  const namedFormat = formatOfName(path);
  let record: ImageRecord = { bytes: 0, ...(namedFormat && { namedFormat }) };
  try {
    const bytes = readImageFile(path);
    record = { ...record, bytes: bytes.length, sha256: sha256(bytes) };
    const { facts, decode } = open(bytes, path);
    const { format, shape, traits } = facts;
    record = { ...record, format, shape, ...(traits && { traits }) };
    surroundings.onSize(admit(shape, [], 'inference', surroundings.limits).megapixels);
    const image = await decode(surroundings.limits);
    surroundings.cancellation.check();
    return { ...record, pixels: { hash: hashOfPixels(image), ...recordPixels(image) } };
  } catch (thrown) {
    if (!(thrown instanceof DarkroomError)) throw thrown;
    const { code, hint } = thrown;
    // Records go with their files, wherever those are.
    const message = thrown.message.startsWith(path)
      ? `The file${thrown.message.slice(path.length)}`
      : thrown.message;
    return { ...record, fault: { code, message, ...(hint !== undefined && { hint }) } };
  }
}

/** Equal for images of the same size, type and values, however they are stored. Orientation does not count. */
function hashOfPixels(image: Image): string {
  const { data } = image;
  const shape = describeShape({ ...shapeOf(image), orientation: 1 });
  const values = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return sha256(`${shape}\n`, values).slice(0, 32);
}
