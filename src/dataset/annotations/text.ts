import { DarkroomError, type ErrorCode } from '../../shared/errors.ts';
import { errorNumber, fileError } from '../fileErrors.ts';
import { openFile, readPlainFile } from '../plainFile.ts';

/**
 * The whole of a text file, without a byte order mark.
 * @throws DarkroomError when it cannot be read, is not UTF-8 or does not fit into one string (512 MiB)
 */
export async function readText(path: string): Promise<string> {
  try {
    return decodeText(await readPlainFile(path), path);
  } catch (thrown) {
    const number = errorNumber(thrown);
    if (number === 'ERR_STRING_TOO_LONG' || number === 'ERR_FS_FILE_TOO_LARGE') {
      const message = `${path} is too large: annotation files of up to 512 MiB are read.`;
      const hint = 'Split it, for example into train and validation.';
      throw new DarkroomError('too_large', message, { hint, file: path, cause: thrown });
    }
    throw fileError(thrown, 'Reading', path);
  }
}

/**
 * Text without its byte order mark.
 * @throws DarkroomError with this code when it is not UTF-8
 */
export function decodeText(bytes: Uint8Array, file: string, code: ErrorCode = 'bad_labels'): string {
  refuseUtf16(bytes, file, code);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (thrown) {
    if (errorNumber(thrown) !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw thrown;
    const hint = 'Save it again as UTF-8.';
    throw new DarkroomError(code, `${file} is not UTF-8 text.`, { hint, file, cause: thrown });
  }
}

/** @throws DarkroomError with this code when the bytes are text in UTF-16 */
export function refuseUtf16(bytes: Uint8Array, file: string, code: ErrorCode = 'bad_labels'): void {
  if (utf16Of(bytes) === undefined) return;
  throw new DarkroomError(code, `${file} is UTF-16 text, not UTF-8.`, {
    hint: 'Save it again as UTF-8.',
    file,
  });
}

/** Below it ASCII has nothing that a text begins with. */
const firstSign = 0x09;

/** Which UTF-16 a text is in, by its byte order mark or the zero in its first sign; undefined when it is in none. */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first >= firstSign && second === 0 && bytes.length > 1))
    return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second >= firstSign) ? 'utf-16be' : undefined;
}

/** The first and the last bytes of a file as text, in UTF-16 as well; empty when it cannot be read. */
export async function readEnds(path: string, bytes: number): Promise<{ head: string; tail: string }> {
  const handle = await openFile(path).catch(() => undefined);
  if (!handle) return { head: '', tail: '' };
  try {
    const { size } = await handle.stat();
    const piece = async (start: number): Promise<Uint8Array> => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, start);
      return buffer.subarray(0, bytesRead);
    };
    const head = await piece(0);
    const encoding = utf16Of(head);
    return {
      head: new TextDecoder(encoding).decode(head),
      tail: size > bytes ? new TextDecoder(encoding).decode(await piece(size - bytes)) : '',
    };
  } catch {
    return { head: '', tail: '' };
  } finally {
    await handle.close();
  }
}
