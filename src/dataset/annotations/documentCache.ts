import { stat } from 'node:fs/promises';
import { ProblemList } from './problemList.ts';
import { readText } from './text.ts';

/** A parsed annotation file and what is wrong with it, whatever images it is read for. */
export interface KnownDocument<Document> {
  readonly document: Document;
  readonly problems: ProblemList;
}

interface Entry {
  readonly known: Promise<KnownDocument<unknown>>;
  /** Of the file. */
  readonly bytes: number;
}

/**
 * Annotation files that have been parsed, so that looking at one image after the other reads them once. A file is read
 * again when its time, size or identity has changed. Nobody writes to a document.
 */
export class DocumentCache {
  private readonly entries = new Map<string, Entry>();
  private bytes = 0;

  /** @param budget bytes of the files; a larger one is read each time */
  constructor(private readonly budget: number) {}

  /**
   * @param kind of the parser, and what else the document depends on
   * @throws DarkroomError what reading and parsing throw; nothing is kept then
   */
  async read<Document>(
    kind: string,
    path: string,
    parse: (text: string, path: string, problems: ProblemList) => Document,
  ): Promise<KnownDocument<Document>> {
    const fresh = async (): Promise<KnownDocument<Document>> => {
      const problems = new ProblemList(path);
      return { document: parse(await readText(path), path, problems), problems };
    };
    const facts = await stat(path, { bigint: true }).catch(() => undefined);
    if (!facts?.isFile() || facts.size > this.budget) return fresh();
    const { dev, ino, size, mtimeNs, ctimeNs } = facts;
    const key = [kind, dev, ino, size, mtimeNs, ctimeNs, path].join(' ');
    const found = this.entries.get(key);
    if (found) {
      this.entries.delete(key);
      this.entries.set(key, found);
      return found.known as Promise<KnownDocument<Document>>;
    }
    const known = fresh();
    this.keep(key, { known, bytes: Number(size) });
    known.catch(() => {
      this.drop(key);
    });
    return known;
  }

  /** What was used longest ago makes room. */
  private keep(key: string, entry: Entry): void {
    this.entries.set(key, entry);
    this.bytes += entry.bytes;
    for (const oldest of this.entries.keys()) {
      if (this.bytes <= this.budget) return;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    this.bytes -= this.entries.get(key)?.bytes ?? 0;
    this.entries.delete(key);
  }
}

/** Of each thread. */
export const documents = new DocumentCache(192 * 1024 * 1024);
