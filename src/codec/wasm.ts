import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DarkroomError } from '../shared/errors.ts';

const files = {
  jpegDecoder: '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm',
  webpDecoder: '@jsquash/webp/codec/dec/webp_dec.wasm',
  webpEncoder: '@jsquash/webp/codec/enc/webp_enc_simd.wasm',
} as const;

type FileName = keyof typeof files;

/** Where the packages have them; the build puts copies beside the bundle. */
export const wasmFiles: readonly string[] = Object.values(files);

/** Beside the bundle; from source, in the installed package. */
function pathOf(file: string): string {
  const besideBundle = fileURLToPath(new URL(`./wasm/${basename(file)}`, import.meta.url));
  return existsSync(besideBundle) ? besideBundle : createRequire(import.meta.url).resolve(file);
}

/** What Emscripten's factories take; the declarations that come with them leave half of it out. */
interface FactoryOptions {
  readonly noInitialRun: boolean;
  readonly print: (text: string) => void;
  readonly printErr: (text: string) => void;
  readonly instantiateWasm: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
}
type Factory<Api> = (options: FactoryOptions) => Promise<Api>;

/** A decoder that gives RGBA, 8 bits; null when it cannot. */
export interface RgbaDecoder {
  decode(
    bytes: Uint8Array,
    ...options: boolean[]
  ): { data: Uint8ClampedArray; width: number; height: number } | null;
}

/** An instance's memory grows to the largest image it has seen and never shrinks; beyond this it is dropped. */
const keptMemory = 256 * 2 ** 20;

/**
 * One running instance of a codec, made when first needed. A codec that threw is left in an unknown state and fails
 * on good images later, so it is replaced after every failure.
 */
export class WasmCodec<Api> {
  private instance: Promise<Api> | undefined;
  private memory: WebAssembly.Memory | undefined;
  private said: string[] = [];

  constructor(
    private readonly name: FileName,
    private readonly factory: Factory<Api>,
  ) {}

  /** @throws CodecFailure when the codec refuses its input, with what it said. */
  async run<Result>(work: (api: Api) => Result): Promise<NonNullable<Result>> {
    this.instance ??= this.start();
    const api = await this.instance;
    this.said = [];
    let result: Result;
    try {
      result = work(api);
    } catch (thrown) {
      this.instance = undefined;
      throw failureOf(this.said.join(' ') || reasonOf(thrown), thrown);
    }
    if (result === null || result === undefined) {
      this.instance = undefined;
      throw new CodecFailure(this.said.join(' ') || 'the decoder gave no image');
    }
    if (this.memory && this.memory.buffer.byteLength > keptMemory) this.instance = undefined;
    return result;
  }

  /** What the codec said of the input it took last. */
  get warnings(): readonly string[] {
    return this.said;
  }

  /** V8 compiles the same bytes once for all threads of a process. */
  private async start(): Promise<Api> {
    const module = new WebAssembly.Module(readFileSync(pathOf(files[this.name])));
    const listen = (text: string) => void this.said.push(text);
    return this.factory({
      noInitialRun: true,
      print: listen,
      printErr: listen,
      instantiateWasm: (imports, done) => {
        const instance = new WebAssembly.Instance(module, imports);
        this.memory = Object.values(instance.exports).find(item => item instanceof WebAssembly.Memory);
        done(instance);
        return instance.exports;
      },
    });
  }
}

/** A codec refused its input. The formats turn it into the user's error. */
export class CodecFailure extends Error {
  override readonly name = 'CodecFailure';
}

/** WebAssembly memory ends at 2 or 4 GiB, whatever the machine has. */
function failureOf(reason: string, thrown: unknown): Error {
  if (!/out of memory|\bOOM\b|bad_alloc|enlarge memory/i.test(`${reason} ${reasonOf(thrown)}`)) {
    return new CodecFailure(reason);
  }
  return new DarkroomError('too_large', 'The image needs more memory than its decoder can have.', {
    hint: 'Cut it into parts or make it smaller with another program first.',
    cause: thrown,
  });
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
