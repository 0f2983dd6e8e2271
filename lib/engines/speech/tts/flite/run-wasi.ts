/** What a WASI command left behind. */
export type WasiRun = { exitCode: number; output: string; file: Uint8Array }

const SUCCESS = 0
const BAD_DESCRIPTOR = 8
const NOT_SEEKABLE = 70
/** Descriptor of the pre-opened directory `/` and of the one file a program may open in it. */
const DIRECTORY = 3
const FILE = 4

class Exit extends Error {
  readonly code: number
  constructor(code: number) {
    super(`exit ${code}`)
    this.code = code
  }
}

/** A file in memory that grows by doubling. */
class MemoryFile {
  private bytes = new Uint8Array(256 * 1_024)
  private size = 0
  position = 0

  write(part: Uint8Array): void {
    const end = this.position + part.length
    if (end > this.bytes.length) {
      const grown = new Uint8Array(Math.max(end, this.bytes.length * 2))
      grown.set(this.bytes)
      this.bytes = grown
    }
    this.bytes.set(part, this.position)
    this.position = end
    this.size = Math.max(this.size, end)
  }

  seek(offset: number, whence: number): number {
    const base = whence === 0 ? 0 : whence === 1 ? this.position : this.size
    this.position = Math.max(0, base + offset)
    return this.position
  }

  content(): Uint8Array {
    return this.bytes.subarray(0, this.size)
  }
}

/** NUL-terminated arguments as `args_get` hands them out. */
function argumentCalls(args: string[], view: () => DataView, bytes: () => Uint8Array) {
  const encoded = args.map((arg) => new TextEncoder().encode(`${arg}\0`))
  return {
    args_sizes_get(count: number, size: number) {
      view().setUint32(count, encoded.length, true)
      view().setUint32(
        size,
        encoded.reduce((sum, arg) => sum + arg.length, 0),
        true,
      )
      return SUCCESS
    },
    args_get(pointers: number, buffer: number) {
      for (const [index, arg] of encoded.entries()) {
        view().setUint32(pointers + 4 * index, buffer, true)
        bytes().set(arg, buffer)
        buffer += arg.length
      }
      return SUCCESS
    },
  }
}

/** One directory, one file to write, console output; reading yields nothing. */
function fileCalls(
  file: MemoryFile,
  output: string[],
  view: () => DataView,
  bytes: () => Uint8Array,
) {
  return {
    fd_close: () => SUCCESS,
    fd_fdstat_set_flags: () => SUCCESS,
    fd_fdstat_get(descriptor: number, stat: number) {
      bytes().fill(0, stat, stat + 8)
      // File type: character device for the console, regular file otherwise; then all rights.
      view().setUint8(stat, descriptor < DIRECTORY ? 2 : 4)
      view().setBigInt64(stat + 8, -1n, true)
      view().setBigInt64(stat + 16, -1n, true)
      return SUCCESS
    },
    fd_prestat_get(descriptor: number, stat: number) {
      if (descriptor !== DIRECTORY) return BAD_DESCRIPTOR
      view().setUint32(stat, 0, true)
      view().setUint32(stat + 4, 1, true)
      return SUCCESS
    },
    fd_prestat_dir_name(_descriptor: number, name: number) {
      bytes()[name] = '/'.charCodeAt(0)
      return SUCCESS
    },
    fd_read(_descriptor: number, _vectors: number, _count: number, read: number) {
      view().setUint32(read, 0, true)
      return SUCCESS
    },
    fd_seek(descriptor: number, offset: bigint, whence: number, position: number) {
      if (descriptor !== FILE) return NOT_SEEKABLE
      view().setBigUint64(position, BigInt(file.seek(Number(offset), whence)), true)
      return SUCCESS
    },
    fd_write(descriptor: number, vectors: number, count: number, written: number) {
      let total = 0
      for (let at = vectors; at < vectors + 8 * count; at += 8) {
        const start = view().getUint32(at, true)
        const part = bytes().subarray(start, start + view().getUint32(at + 4, true))
        if (descriptor === FILE) file.write(part)
        else output.push(new TextDecoder().decode(part))
        total += part.length
      }
      view().setUint32(written, total, true)
      return SUCCESS
    },
    path_open(...parameters: unknown[]) {
      view().setUint32(Number(parameters.at(-1)), FILE, true)
      return SUCCESS
    },
  }
}

/**
 * Runs a WASI preview-1 command in a fresh instance with one in-memory output file and a clock that stands
 * still, so equal arguments give equal bytes. `node:wasi` is experimental and crashed under load with Flite.
 */
export function runWasi(module: WebAssembly.Module, args: string[]): WasiRun {
  const view = () => new DataView(memory.buffer)
  const bytes = () => new Uint8Array(memory.buffer)
  const file = new MemoryFile()
  const output: string[] = []
  const imports = {
    ...argumentCalls(args, view, bytes),
    ...fileCalls(file, output, view, bytes),
    clock_time_get(_clock: number, _precision: bigint, time: number) {
      view().setBigUint64(time, 0n, true)
      return SUCCESS
    },
    proc_exit(code: number) {
      throw new Exit(code)
    },
  }
  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: imports })
  const { memory, start } = commandExports(instance)
  let exitCode = 0
  try {
    start()
  } catch (error) {
    if (!(error instanceof Exit)) throw error
    exitCode = error.code
  }
  return { exitCode, output: output.join(''), file: file.content() }
}

/** Memory and entry point that every WASI command exports. */
function commandExports(instance: WebAssembly.Instance) {
  const { memory, _start } = instance.exports
  if (!(memory instanceof WebAssembly.Memory) || typeof _start !== 'function')
    throw new Error('The module is not a WASI command')
  return { memory, start: () => void Reflect.apply(_start, undefined, []) }
}
