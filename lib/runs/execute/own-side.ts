import { openSync, readSync } from 'node:fs'

import type { HeldTurn, TurnEvent } from '#lib/engines/connectors/types.ts'
import type {
  FrameLateness,
  OwnSideEvidence,
  TurnTimings,
} from '#lib/engines/validation/evidence.ts'
import { longestDelay, type LoopWatch, watchLoop } from '#lib/platform/metrics/loop-delay.ts'

const round = (ms: number) => Math.round(ms * 10) / 10

/**
 * ms since boot in which some process of this machine waited for a processor: pressure stall information of Linux 4.20 and
 * later (Documentation/accounting/psi.rst). Null where the kernel does not tell.
 */
function waitedMs(): number | null {
  const now = performance.now()
  if (now - readAt > freshMs) {
    lastRead = readWaitedMs()
    readAt = now
  }
  return lastRead
}

/** Turns that begin and end at the same time share a look at the kernel's file, ms: far below what counts as late. */
const freshMs = 4
let readAt = Number.NEGATIVE_INFINITY
let pressure: number | undefined
const read = Buffer.alloc(512)
let lastRead: number | null = null

function readWaitedMs(): number | null {
  try {
    // Kept open: the kernel writes it anew for each reading from its start.
    pressure ??= openSync('/proc/pressure/cpu', 'r')
    const length = readSync(pressure, read, 0, read.length, 0)
    const total = /^some .*total=(\d+)/m.exec(read.toString('latin1', 0, length))?.[1]
    return total === undefined ? null : Number(total) / 1_000
  } catch {
    return null
  }
}

function isLocal(value: string): boolean {
  if (!URL.canParse(value)) return false
  const host = new URL(value).hostname.replace(/^\[|\]$/g, '')
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}

/** Whether a target's settings name an address of this machine: then it shares our processors. */
export function isOnThisMachine(config: unknown): boolean {
  if (typeof config === 'string') return isLocal(config)
  if (config === null || typeof config !== 'object') return false
  return Object.values(config).some(isOnThisMachine)
}

/**
 * The latest that a piece of the stimulus left after its time, ms, counted from the piece that was most in time. Null when
 * nothing was sent in real time. `pace` 1 is real time.
 */
export function latestSending(events: readonly TurnEvent[], pace: number): number | null {
  if (pace <= 0) return null
  const offsets = events.flatMap((event) =>
    event.type === 'sent' && event.audioMs !== undefined ? [event.at - event.audioMs / pace] : [],
  )
  return offsets.length < 2 ? null : round(Math.max(...offsets) - Math.min(...offsets))
}

/** How late frames left, each counted from the one that was most in time; null when none was sent in real time. */
export function latenessOf(late: readonly number[]): FrameLateness | null {
  if (late.length === 0) return null
  const sorted = late.toSorted((one, other) => one - other)
  const best = sorted[0] ?? 0
  const at = (share: number) =>
    round((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? best) - best)
  return { count: late.length, p50_ms: at(0.5), p99_ms: at(0.99), worst_ms: at(1) }
}

/** How late our own side is while a turn is held. */
export class OwnSide {
  readonly #loop: LoopWatch = watchLoop()
  readonly #startedAt = performance.now()
  readonly #waitedBefore: number | null

  /** `shared`: the voice AI runs on this machine */
  constructor(shared: boolean) {
    this.#waitedBefore = shared ? waitedMs() : null
  }

  stop(): void {
    this.#loop.stop()
  }

  /**
   * Ends the watch. Call it once, when the turn has ended. The loop is looked at where the response was waited for, and
   * while the rest of it came. `late`: how late each frame left. `held`: the turns of it that another thread held, whose
   * standing still counts instead of ours.
   */
  read(
    events: readonly TurnEvent[],
    pace: number,
    timings: TurnTimings,
    late: readonly number[] = [],
    held: readonly HeldTurn[] = [],
  ): OwnSideEvidence {
    const { speech_end_ms, last_byte_out_ms, response_ms } = timings
    const startedAt = held[0]?.startedAt ?? this.#startedAt
    const asked = startedAt + (speech_end_ms ?? last_byte_out_ms ?? 0)
    const answered = response_ms === null ? performance.now() : asked + response_ms
    const waited = this.#waitedBefore === null ? null : waitedMs()
    const frames = latenessOf(pace > 0 ? late : [])
    const told = latestSending(events, pace)
    const delays = held.flatMap((turn) => turn.delays)
    const longest = (from: number, to: number) =>
      held.length > 0 ? longestDelay(delays, from, to) : this.#loop.longest(from, to)
    const evidence: OwnSideEvidence = {
      event_loop_ms: round(longest(asked, answered)),
      event_loop_reply_ms: round(longest(answered, performance.now())),
      send_late_ms: frames === null ? told : Math.max(told ?? 0, frames.worst_ms),
      ...(frames !== null && { frames }),
      ...(waited !== null &&
        this.#waitedBefore !== null && { machine_wait_ms: round(waited - this.#waitedBefore) }),
    }
    this.#loop.stop()
    return evidence
  }
}
