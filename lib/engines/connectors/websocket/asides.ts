import { textAt } from '#lib/engines/connectors/json-path.ts'
import { excerpt } from '#lib/engines/connectors/reply-fault.ts'
import type { Json, NoticeKind, TurnEvent } from '#lib/engines/connectors/types.ts'
import type { Heard, Rule } from '#lib/engines/connectors/websocket/rules.ts'

const notices: Partial<Record<Rule['event'], [about: NoticeKind, otherwise: string]>> = {
  slow: ['slow', 'it is slow to answer'],
  closing_soon: ['closing_soon', 'it will close the connection soon'],
  transcript_failed: ['transcription_failed', 'what the caller said was not transcribed'],
  recoverable: ['recovered_error', 'an error'],
}

/** The reason that a message gives, else the whole message, in short. */
export const reasonIn = (rule: Rule, message: Json): string =>
  excerpt(textAt(message, rule.value) ?? JSON.stringify(message))

/** Tells what a voice AI says of a turn beside its answer. */
export class Asides {
  readonly #emit: (event: TurnEvent) => void
  /** Why the reply is not whole; null while nothing says so. */
  incomplete: string | null = null
  #hungUp = false

  constructor(emit: (event: TurnEvent) => void) {
    this.#emit = emit
  }

  take({ frame, rules }: Heard): void {
    if (!('json' in frame)) return
    for (const rule of rules) {
      const [about, otherwise] = notices[rule.event] ?? []
      if (about !== undefined && otherwise !== undefined) {
        const told = textAt(frame.json, rule.value)
        const message = told === null ? otherwise : `${otherwise}: ${excerpt(told)}`
        this.#emit({ at: frame.at, type: 'notice', about, message })
      } else if (rule.event === 'incomplete')
        this.breaksOff(
          `it says that its reply is incomplete (${reasonIn(rule, frame.json)})`,
          frame.at,
        )
    }
  }

  /** The reply is not whole. */
  breaksOff(why: string, at = performance.now()): void {
    this.incomplete = why
    this.#emit({ at, type: 'incomplete', why })
  }

  hangsUp(why: string): void {
    if (!this.#hungUp) this.#emit({ at: performance.now(), type: 'hung_up', why })
    this.#hungUp = true
  }
}
