import { textAt, valueAt } from '#lib/engines/connectors/json-path.ts'
import type { Json, TurnEvent } from '#lib/engines/connectors/types.ts'
import type { Connection, Heard } from '#lib/engines/connectors/websocket/connection.ts'
import type { Rule } from '#lib/engines/connectors/websocket/rules.ts'

/** Gathers an answer from the messages of a turn, and tells what need not wait for its end. */
export class Reply {
  readonly #connection: Pick<Connection, 'audio' | 'output'>
  readonly #voice: boolean
  readonly #emit: (event: TurnEvent) => void
  #partial = ''
  #finished: string[] = []
  #unfinished = ''
  #startedAt: number | null = null
  /** What was heard, null while the voice AI has not said it. */
  transcript: string | null = null

  constructor(
    connection: Pick<Connection, 'audio' | 'output'>,
    voice: boolean,
    emit: (event: TurnEvent) => void,
  ) {
    this.#connection = connection
    this.#voice = voice
    this.#emit = emit
  }

  /** Whether anything of a reply has come. */
  get begun(): boolean {
    return this.#startedAt !== null
  }

  get text(): string {
    return [...this.#finished, this.#unfinished].filter((text) => text !== '').join(' ')
  }

  /** Takes a message; `binaryAudio`: bytes are audio. */
  take({ frame, rules }: Heard, binaryAudio: boolean): void {
    if ('binary' in frame) {
      if (binaryAudio) this.#hearAudio(frame.binary, frame.at)
      return
    }
    for (const rule of rules) this.#apply(rule, frame.json, frame.at)
  }

  /** The reply as an event; its time is when it began to arrive. */
  event(): TurnEvent {
    const written = this.text
    return { at: this.#startedAt ?? performance.now(), type: 'reply', written, spoken: written }
  }

  #apply(rule: Rule, message: Json, at: number): void {
    if (rule.event === 'intent') return this.#intent(rule, message, at)
    const text = textAt(message, rule.value)
    if (text === null) return
    if (rule.event === 'audio') this.#hearAudio(Buffer.from(text, 'base64'), at)
    else if (/^(partial|partial_delta|transcript)$/.test(rule.event)) this.#hear(rule, text, at)
    else this.#say(rule, text, at)
  }

  #hear({ event }: Rule, text: string, at: number): void {
    // What was written needs no recognising: a voice AI that repeats it has heard nothing.
    if (!this.#voice) return
    if (event === 'transcript') {
      this.transcript = this.transcript === null ? text : `${this.transcript} ${text}`
      return this.#emit({ at, type: 'transcript', text: this.transcript })
    }
    this.#partial = event === 'partial' ? text : this.#partial + text
    this.#emit({ at, type: 'partial', text: this.#partial })
  }

  #say({ event }: Rule, text: string, at: number): void {
    if (event === 'reply_delta') this.#unfinished += text
    else if (event === 'reply') {
      this.#finished.push(text.trim())
      this.#unfinished = ''
    } else if (event === 'reply_correction') this.#finished.splice(-1, 1, text.trim())
    else return
    this.#startedAt ??= at
  }

  #intent(rule: Rule, message: Json, at: number): void {
    const kind = textAt(message, rule.value)
    if (kind === null) return
    const score = Number(textAt(message, rule.score) ?? Number.NaN)
    const data = valueAt(message, rule.data) ?? null
    this.#emit({ at, type: 'intent', kind, data, ...(Number.isFinite(score) && { score }) })
  }

  /** A message may end in the middle of a sample. */
  #hearAudio(bytes: Buffer, at: number): void {
    if (bytes.length === 0) return
    this.#startedAt ??= at
    const clip = this.#connection.audio.take(bytes, this.#connection.output, at)
    if (clip) this.#emit({ at, type: 'audio', ...clip })
  }
}
