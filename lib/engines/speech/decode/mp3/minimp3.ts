import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

import type { FrameHeader } from '#lib/engines/speech/decode/mp3/mp3-frames.ts'

/** What the program of `minimp3-wasm` offers; it imports nothing. */
type Exports = {
  memory: WebAssembly.Memory
  decoder_init: () => void
  decoder_set_mp3_data_size: (bytes: number) => void
  decoder_mp3_data_offset: () => number
  decoder_decode: (seconds: number) => void
  decode_results_num_samples: () => number
}

const require = createRequire(import.meta.url)

/** No frame of layer III with its samples is longer. */
const roomBytes = 16_384
/** Written where samples are going to be: what is still there was not decoded. */
const untouched = 0x5a
const looksUntouched = 64

let program: Promise<WebAssembly.Module> | null = null

/** Samples that alternate between channels as one row for each, ±1. */
function apart(pcm: Int16Array, channels: number): Float32Array[] {
  const planes = Array.from({ length: channels }, () => new Float32Array(pcm.length / channels))
  for (const [channel, plane] of planes.entries())
    for (let n = 0; n < plane.length; n++) plane[n] = (pcm[n * channels + channel] ?? 0) / 32_768
  return planes
}

/**
 * The decoder minimp3 (CC0), compiled to WebAssembly by the package `minimp3-wasm` (Apache-2.0). It is given one frame
 * at a time: it keeps between two of them what a frame needs of those before it, and sees nothing else of the file.
 */
export class Minimp3 {
  readonly #exports: Exports

  private constructor(exports: Exports) {
    this.#exports = exports
    exports.decoder_init()
    // Makes room at once, so that the place of the samples exists before the first of them.
    exports.decoder_set_mp3_data_size(roomBytes)
  }

  static async open(): Promise<Minimp3> {
    program ??= readFile(require.resolve('minimp3-wasm/dist/decoder.opt.wasm')).then((bytes) =>
      WebAssembly.compile(bytes),
    )
    const instance = await WebAssembly.instantiate(await program, {})
    return new Minimp3(instance.exports as unknown as Exports)
  }

  /** Samples of each channel, ±1; null when the frame is damaged or needs others that are missing. */
  decode(frame: Uint8Array, { samples, mono }: FrameHeader): Float32Array[] | null {
    const { memory, ...wasm } = this.#exports
    const at = wasm.decoder_mp3_data_offset()
    const channels = mono ? 1 : 2
    const count = samples * channels
    wasm.decoder_set_mp3_data_size(frame.length)
    const bytes = new Uint8Array(memory.buffer)
    bytes.set(frame, at)
    const begin = at + frame.length
    bytes.fill(untouched, begin, begin + count * 2)
    wasm.decoder_decode(-1)
    if (wasm.decode_results_num_samples() !== count) return null
    const made = memory.buffer.slice(begin, begin + count * 2)
    if (new Uint8Array(made, 0, looksUntouched).every((value) => value === untouched)) return null
    return apart(new Int16Array(made), channels)
  }
}
