import type { VoiceTurn } from '#lib/engines/connectors/types.ts'
import { type Appointment, frameTimer } from '#lib/platform/net/frame-timer.ts'

/** ms of real time between two writes when audio is paced. */
const tickMs = 50
/** samples in a write when audio is not paced */
const burst = 32_768

/** How a chunk is written on a line: made once for a stimulus, however many calls say it. */
type FrameCode = { name: string; encode: (chunk: Buffer) => Buffer }

export type SpeakerOptions = {
  /** 1 is real time, 0 as fast as `write` takes it */
  pace: number
  /** ms of audio in a write; by default what passes in 50 ms, and long pieces when audio is not paced */
  chunkMs?: number
  /** what `write` gets; the bytes of the samples when absent */
  code?: FrameCode
  /** Resolves when the chunk has left, which holds the speaker back; nothing when it has left at once. */
  write: (frame: Buffer) => Promise<void> | undefined
  /** After each write: ms of audio written so far, whether it ends exactly where the speech ends, and bytes of its samples. */
  onWritten: (audioMs: number, speechEnd: boolean, bytes: number) => void
}

/** One saying of a stimulus. */
type Saying = {
  input: VoiceTurn
  options: SpeakerOptions
  /** samples in a chunk, and where speech ends */
  step: number
  speechEnd: number
  startedAt: number
  /** frames that were made before, by any speaker */
  frames: Buffer[] | null
  index: number
  from: number
  end: PromiseWithResolvers<'all' | 'stopped'>
}

/** The sample at which the next chunk ends. */
function nextBoundary({ input, step, speechEnd, from }: Saying): number {
  const next = Math.min(input.pcm.length, from + step)
  return speechEnd > from && speechEnd < next ? speechEnd : next
}

/** When the chunk that ends with sample `to` is due. */
const dueOf = ({ input, options, startedAt }: Saying, to: number): number =>
  options.pace > 0 ? startedAt + ((to / input.sampleRate) * 1_000) / options.pace : 0

/** The next chunk as it goes out: little-endian samples, without a copy, or what `code` makes of them. */
function frameOf(saying: Saying): Buffer {
  const { input, options, frames, index, from } = saying
  const made = frames?.[index]
  if (made) return made
  const { pcm } = input
  const bytes = (nextBoundary(saying) - from) * 2
  const chunk = Buffer.from(pcm.buffer, pcm.byteOffset + from * 2, bytes)
  if (!options.code || !frames) return chunk
  return (frames[index] = options.code.encode(chunk))
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
 * speech, which makes the moment when that sample left known to the write. Steps instead of promises: a thread says ten
 * thousand chunks a second.
 */
export class Speaker {
  #stopped = false
  #saying: Saying | null = null
  #next: Appointment | null = null

  /** Says no more, however much is left. */
  stop(): void {
    this.#stopped = true
    // In the middle of a write it ends after that.
    if (this.#next?.waits) this.#finish('stopped')
  }

  /** Resolves when everything has been written or `stop` was called; rejects as `write` does. */
  say(input: VoiceTurn, options: SpeakerOptions): Promise<'all' | 'stopped'> {
    const { pcm, sampleRate, speechEndMs } = input
    const { pace, code } = options
    const speechEnd = Math.min(pcm.length, Math.round((speechEndMs * sampleRate) / 1_000))
    const chunkMs = options.chunkMs ?? tickMs * pace
    const step = chunkMs > 0 ? Math.max(1, Math.round((sampleRate * chunkMs) / 1_000)) : burst
    const frames = code ? framesOf(pcm, `${code.name} ${step} ${speechEnd}`) : null
    const end = Promise.withResolvers<'all' | 'stopped'>()
    const startedAt = performance.now()
    this.#saying = { input, options, step, speechEnd, startedAt, frames, index: 0, from: 0, end }
    this.#wait()
    return end.promise
  }

  #wait(): void {
    const saying = this.#saying
    if (!saying) return
    const to = nextBoundary(saying)
    if (to === saying.from) return this.#finish('all')
    if (this.#stopped) return this.#finish('stopped')
    this.#next = frameTimer.at(dueOf(saying, to), this.#leave)
  }

  readonly #leave = (): void => {
    const saying = this.#saying
    if (!saying) return
    try {
      const left = saying.options.write(frameOf(saying))
      if (left) left.then(this.#written, this.#fail)
      else this.#written()
    } catch (error) {
      this.#fail(error)
    }
  }

  readonly #written = (): void => {
    const saying = this.#saying
    if (!saying) return
    const { input, options, speechEnd, from } = saying
    const to = nextBoundary(saying)
    if (options.pace > 0) input.onFrame?.(performance.now() - dueOf(saying, to))
    saying.from = to
    saying.index += 1
    try {
      options.onWritten((to / input.sampleRate) * 1_000, to === speechEnd, (to - from) * 2)
      this.#wait()
    } catch (error) {
      this.#fail(error)
    }
  }

  readonly #fail = (error: unknown): void => {
    this.#saying?.end.reject(error)
    this.#saying = null
  }

  #finish(how: 'all' | 'stopped'): void {
    this.#next?.cancel()
    this.#saying?.end.resolve(how)
    this.#saying = null
  }
}
