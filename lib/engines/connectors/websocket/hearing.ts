import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import type { Rule } from '#lib/engines/connectors/websocket/rules.ts'

const understood = new Set<Rule['event']>([
  ...(['partial', 'partial_delta', 'transcript', 'transcript_delta'] as const),
])

/** What the voice AI says that it has heard. */
export class Hearing {
  readonly #emit: (event: TurnEvent) => void
  #partial = ''
  #pieces = ''
  /** null while the voice AI has not said it */
  transcript: string | null = null
  /** `performance.now()` of the first word of it */
  transcriptAt: number | null = null

  constructor(emit: (event: TurnEvent) => void) {
    this.#emit = emit
  }

  understands({ event }: Rule): boolean {
    return understood.has(event)
  }

  take({ event }: Rule, text: string, at: number): void {
    if (event === 'partial' || event === 'partial_delta') {
      this.#partial = event === 'partial' ? text : this.#partial + text
      return this.#emit({ at, type: 'partial', text: this.#partial })
    }
    this.transcriptAt ??= at
    if (event === 'transcript_delta') {
      // Pieces bring their own spaces, and nothing says which of them is the last.
      this.#pieces += text
      this.transcript = this.#pieces.trim()
    } else this.transcript = this.transcript === null ? text : `${this.transcript} ${text}`
    this.#emit({ at, type: 'transcript', text: this.transcript })
  }
}
