import type { VoiceTurn } from '#lib/engines/connectors/types.ts'
import { type CancelFrame, frameTimer } from '#lib/platform/net/frame-timer.ts'

/** ms of real time between two writes when audio is paced. */
const tickMs = 50
/** samples in a write when audio is not paced */
const burst = 32_768

/** How a chunk is written on a line: made once for a stimulus, however many calls say it. */
export type FrameCode = { name: string; encode: (chunk: Buffer) => Buffer }

export type SpeakerOptions = {
  /** 1 is real time, 0 as fast as `write` takes it */
  pace: number
  /** ms of audio in a write; by default what passes in 50 ms, and long pieces when audio is not paced */
  chunkMs?: number
  /** what `write` gets as `frame`; the chunk itself when absent */
  code?: FrameCode
  /** Resolves when the chunk has left: it holds the speaker back. */
  write: (chunk: Buffer, frame: Buffer) => Promise<void>
  /** After each write: ms of audio written so far, and whether it ends exactly where the speech ends. */
  onWritten: (audioMs: number, speechEnd: boolean) => void
}

function* boundaries(samples: number, step: number, speechEnd: number): Generator<number> {
  let at = 0
  while (at < samples) {
    const next = Math.min(samples, at + step)
    at = speechEnd > at && speechEnd < next ? speechEnd : next
    yield at
  }
}

/** Bytes of `pcm` from one sample to another, little-endian, without a copy. */
function bytesOf(pcm: Int16Array, from: number, to: number): Buffer {
  return Buffer.from(pcm.buffer, pcm.byteOffset + from * 2, (to - from) * 2)
}

const encoded = new WeakMap<Int16Array, Map<string, Buffer[]>>()

/** The frames of a stimulus that have been made so far, in order. */
function framesOf(pcm: Int16Array, key: string): Buffer[] {
  const known = encoded.get(pcm) ?? new Map<string, Buffer[]>()
  encoded.set(pcm, known)
  const frames = known.get(key) ?? []
  known.set(key, frames)
  return frames
}

/**
 * Says a stimulus like a live caller: a chunk leaves when its last sample would have been recorded. Each chunk is
 * due at a time counted from the start, so that late timers do not add up. One chunk ends exactly at the end of
 * speech, which makes the moment when that sample left known to the write.
 */
export class Speaker {
  #stopped = false
  #wake: (() => void) | null = null

  /** Says no more, however much is left. */
  stop(): void {
    this.#stopped = true
    this.#wake?.()
  }

  /** Resolves when everything has been written or `stop` was called; rejects as `write` does. */
  async say(input: VoiceTurn, options: SpeakerOptions): Promise<'all' | 'stopped'> {
    const { pcm, sampleRate, speechEndMs } = input
    const { pace, code } = options
    const speechEnd = Math.min(pcm.length, Math.round((speechEndMs * sampleRate) / 1_000))
    const chunkMs = options.chunkMs ?? tickMs * pace
    const step = chunkMs > 0 ? Math.max(1, Math.round((sampleRate * chunkMs) / 1_000)) : burst
    const frames = code ? framesOf(pcm, `${code.name} ${step} ${speechEnd}`) : null
    const startedAt = performance.now()
    let from = 0
    let index = 0
    for (const to of boundaries(pcm.length, step, speechEnd)) {
      const audioMs = (to / sampleRate) * 1_000
      const due = pace > 0 ? startedAt + audioMs / pace : 0
      await this.#until(due)
      if (this.#stopped) return 'stopped'
      const chunk = bytesOf(pcm, from, to)
      const frame = code && frames ? (frames[index] ??= code.encode(chunk)) : chunk
      await options.write(chunk, frame)
      if (pace > 0) input.onFrame?.(performance.now() - due)
      options.onWritten(audioMs, to === speechEnd)
      from = to
      index += 1
    }
    return 'all'
  }

  /** Waits for `due` of `performance.now()`, and lets what has arrived by then be read first. */
  async #until(due: number): Promise<void> {
    if (this.#stopped) return
    let cancel: CancelFrame | undefined
    await new Promise<void>((resolve) => {
      this.#wake = resolve
      cancel = frameTimer.at(due, resolve)
    })
    cancel?.()
    this.#wake = null
  }
}
