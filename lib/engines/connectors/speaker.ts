import type { VoiceTurn } from '#lib/engines/connectors/types.ts'

/** ms of real time between two writes when audio is paced. */
const tickMs = 50
/** samples in a write when audio is not paced */
const burst = 32_768

export type SpeakerOptions = {
  /** 1 is real time, 0 as fast as `write` takes it */
  pace: number
  /** ms of audio in a write; by default what passes in 50 ms, and long pieces when audio is not paced */
  chunkMs?: number
  /** Resolves when the chunk has left: it holds the speaker back. */
  write: (chunk: Buffer) => Promise<void>
  /** After each write: ms of audio written so far, and whether it ends exactly where the speech ends. */
  onWritten: (audioMs: number, speechEnd: boolean) => void
}

/**
 * Lets what has arrived be read first: writing to a peer that has answered and hung up would fail, and its answer
 * would be lost with the socket.
 */
const afterReading = () => new Promise<void>((resolve) => setImmediate(resolve))

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
    const { pace } = options
    const speechEnd = Math.min(pcm.length, Math.round((speechEndMs * sampleRate) / 1_000))
    const chunkMs = options.chunkMs ?? tickMs * pace
    const step = chunkMs > 0 ? Math.max(1, Math.round((sampleRate * chunkMs) / 1_000)) : burst
    const startedAt = performance.now()
    let from = 0
    for (const to of boundaries(pcm.length, step, speechEnd)) {
      const audioMs = (to / sampleRate) * 1_000
      if (pace > 0) await this.#until(startedAt + audioMs / pace)
      await afterReading()
      if (this.#stopped) return 'stopped'
      await options.write(bytesOf(pcm, from, to))
      if (pace > 0) input.onFrame?.(performance.now() - startedAt - audioMs / pace)
      options.onWritten(audioMs, to === speechEnd)
      from = to
    }
    return 'all'
  }

  async #until(due: number): Promise<void> {
    // A timer drops fractions of a millisecond and may still come early: looked at again, it is never too soon.
    for (;;) {
      const wait = due - performance.now()
      if (wait <= 0 || this.#stopped) break
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.ceil(wait))
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    this.#wake = null
  }
}
