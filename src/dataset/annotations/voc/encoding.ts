import { DarkroomError } from '../../../shared/errors.ts';
import { utf16Of } from '../text.ts';

/**
 * A document's text in UTF-16 or the encoding that it declares; UTF-8 otherwise.
 * @throws DarkroomError when the encoding is unknown or the bytes are not in it
 */
export function decodeXml(bytes: Uint8Array, file: string): string {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(200, bytes.length)).toString('latin1');
  const encoding =
    utf16Of(bytes) ?? /^(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*["']([^"']+)/.exec(start)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (thrown) {
    if (!(thrown instanceof RangeError) && !(thrown instanceof TypeError)) throw thrown;
    throw new DarkroomError('bad_labels', `${file} is not text in ${encoding}.`, {
      hint: 'Save it again as UTF-8.',
      file,
      cause: thrown,
    });
  }
}
