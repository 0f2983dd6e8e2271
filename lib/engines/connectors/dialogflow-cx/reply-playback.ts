import type { TurnEvent, TurnOptions } from '#lib/engines/connectors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

/** How fast a reply is played at `pace`; 0, as fast as it goes, is taken for real time. */
const speedOf = (pace: number) => pace || 1

/**
 * The playing of a reply, which Dialogflow sends as a whole: a client plays it, and the caller may break in. Only a
 * reply that is broken into is played; any other has been heard out when the next turn begins.
 */
export class ReplyPlayback {
  readonly #deafMs: number
  #startedAt = 0
  #endsAt: number | null = null

  /** `deafMs` at the beginning of a reply in which the caller is not heard. */
  constructor(deafMs: number) {
    this.#deafMs = deafMs
  }

  /**
   * Plays `reply` up to the moment when the caller breaks in, if that is asked for. Rejects with NetFault when the turn
   * is cancelled meanwhile.
   */
  async playUntilBreak(
    reply: Extract<TurnEvent, { type: 'audio' }> | undefined,
    { yieldAfterMs }: TurnOptions,
    pace: number,
    signal: AbortSignal,
    peer: string,
  ): Promise<void> {
    this.#endsAt = null
    if (!reply || yieldAfterMs === undefined) return
    const durationMs = (reply.pcm.length / reply.sampleRate) * 1_000
    this.#startedAt = reply.at
    this.#endsAt = reply.at + durationMs / speedOf(pace)
    const dueAt = Math.min(reply.at + yieldAfterMs / speedOf(pace), this.#endsAt)
    await passes(dueAt - performance.now(), signal, peer)
  }

  /** What is left to play of it now, in ms of input audio at `pace`; null when it is over. */
  rest(pace: number): { playedUntil: number; totalMs: number; deafMs: number } | null {
    const now = performance.now()
    if (this.#endsAt === null || this.#endsAt <= now) return null
    const playedMs = (now - this.#startedAt) * speedOf(pace)
    const totalMs = Math.round((this.#endsAt - now) * speedOf(pace))
    return {
      playedUntil: this.#endsAt,
      totalMs,
      deafMs: Math.min(totalMs, Math.max(0, Math.round(this.#deafMs - playedMs))),
    }
  }

  /** Nobody hears any more of it. */
  stop(): void {
    this.#endsAt = null
  }
}

function passes(ms: number, signal: AbortSignal, peer: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const facts = { fault: 'cancelled', detail: 'cancelled', retryable: false } as const
    const cancel = () => {
      clearTimeout(timer)
      reject(new NetworkError({ ...facts, peer }))
    }
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', cancel)
        resolve()
      },
      Math.max(0, Math.ceil(ms)),
    )
    if (signal.aborted) cancel()
    else signal.addEventListener('abort', cancel, { once: true })
  })
}
