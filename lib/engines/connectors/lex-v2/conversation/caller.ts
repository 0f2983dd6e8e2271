import type { LexLine } from '#lib/engines/connectors/lex-v2/conversation/lex-line.ts'
import { frameMs, type Progress } from '#lib/engines/connectors/lex-v2/conversation/microphone.ts'
import type { Turn, TurnEvent } from '#lib/engines/connectors/types.ts'

/** A key and the pause after it, ms: 40 each are the least that ITU-T Q.24 has receivers recognise. */
const keyMs = 200

type CallerOptions = {
  line: LexLine
  input: Turn
  emit: (event: TurnEvent) => void
  /** Everything is said. */
  onSent: () => void
}

/** The caller's part of a turn: speech, keys, text or silence, as time passes on the line. */
export class Caller {
  readonly #options: CallerOptions
  readonly #bytesBefore: number
  #begunAt: number | null = null
  #pressed = 0
  #beats = 0
  #audioMs = 0
  /** the speech of a stimulus has ended */
  hasSpoken = false
  sent = false

  constructor(options: CallerOptions) {
    this.#options = options
    this.#bytesBefore = options.line.audioBytes
  }

  /** A beat of the line, `lateMs` after its time; `progress` of the stimulus in it. */
  beat(at: number, progress: Progress | null, lateMs: number): void {
    if (this.#begunAt === null) this.#begin(at)
    const { input } = this.#options
    if (this.sent) return
    if (input.kind === 'voice' && progress) {
      input.onFrame?.(lateMs)
      this.#spoke(at, progress)
    }
    const passed = at - (this.#begunAt ?? at)
    if (input.kind === 'silence' && passed >= input.durationMs) {
      this.#audioMs = input.durationMs
      this.#tell(at, { last: true })
    }
    // Counted in audio, as Lex does: beats that come late follow each other at once.
    const onLine = this.#beats * frameMs
    if (input.kind === 'dtmf' && onLine >= this.#pressed * keyMs) this.#press(at, input.digits)
    this.#beats += 1
  }

  #begin(at: number): void {
    const { line, input } = this.#options
    this.#begunAt = at
    if (input.kind === 'voice') line.say(input, input.speechEndMs)
    if (input.kind === 'silence') this.#tell(at, { first: true })
    if (input.kind !== 'text') return
    line.write(input.text)
    this.#tell(at, { first: true, last: true })
  }

  /** A piece of the stimulus has left. */
  #spoke(at: number, { saidMs, first, speechEnd, last }: Progress): void {
    this.#audioMs = saidMs
    if (speechEnd) this.hasSpoken = true
    if (first || speechEnd || last) this.#tell(at, { first, last })
  }

  #press(at: number, digits: string): void {
    this.#options.line.press(digits[this.#pressed] ?? '')
    this.#pressed += 1
    const first = this.#pressed === 1
    const last = this.#pressed >= digits.length
    if (first || last) this.#tell(at, { first, last })
  }

  #tell(at: number, { first = false, last = false }: { first?: boolean; last?: boolean }): void {
    const { line, input, emit, onSent } = this.#options
    const bytes =
      input.kind === 'text' ? Buffer.byteLength(input.text) : line.audioBytes - this.#bytesBefore
    emit({
      ...{ at, type: 'sent', bytes, ...(first && { first }), ...(last && { last }) },
      ...((input.kind === 'voice' || input.kind === 'silence') && { audioMs: this.#audioMs }),
    })
    if (!last) return
    this.sent = true
    onSent()
  }
}
