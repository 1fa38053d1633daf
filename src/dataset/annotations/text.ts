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
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (thrown) {
    if (errorNumber(thrown) !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw thrown;
    const hint = 'Save it again as UTF-8.';
    throw new DarkroomError(code, `${file} is not UTF-8 text.`, { hint, file, cause: thrown });
  }
}

/** The first and the last bytes of a file as text; empty when it cannot be read. */
export async function readEnds(path: string, bytes: number): Promise<{ head: string; tail: string }> {
  const handle = await openFile(path).catch(() => undefined);
  if (!handle) return { head: '', tail: '' };
  try {
    const { size } = await handle.stat();
    const piece = async (start: number): Promise<string> => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, start);
      return buffer.toString('utf8', 0, bytesRead);
    };
    const head = await piece(0);
    return {
      head: head.replace(/^\uFEFF/, ''),
      tail: size > bytes ? await piece(size - bytes) : '',
    };
  } catch {
    return { head: '', tail: '' };
  } finally {
    await handle.close();
  }
}
