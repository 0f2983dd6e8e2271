import { keptAttachments } from '#lib/engines/connectors/http/kept-attachments.ts'
import { textAt, valueAt, valuesAt } from '#lib/engines/connectors/json-path.ts'
import type { Json, ReplyEvent, TurnEvent } from '#lib/engines/connectors/types.ts'
import { AnswerSound } from '#lib/engines/connectors/websocket/answer-sound.ts'
import type { Connection } from '#lib/engines/connectors/websocket/connection.ts'
import { Hearing } from '#lib/engines/connectors/websocket/hearing.ts'
import type { Heard, Rule } from '#lib/engines/connectors/websocket/rules.ts'
import { ReplySound } from '#lib/engines/connectors/websocket/reply-sound.ts'
import { ReplyWords } from '#lib/engines/connectors/websocket/reply-words.ts'

type ReplyOptions = {
  /** what was written needs no recognising: a voice AI that repeats it has heard nothing */
  voice: boolean
  /** the voice AI tells its words: audio alone is no answer after a tool call */
  tellsWords: boolean
  /** where a message says which item its audio belongs to */
  itemPath: string | undefined
}

/** Gathers an answer from the messages of a turn, and tells what need not wait for its end. */
export class Reply {
  readonly #connection: Pick<Connection, 'audio' | 'output'>
  readonly #options: ReplyOptions
  readonly #emit: (event: TurnEvent) => void
  readonly #words = new ReplyWords()
  readonly #hearing: Hearing
  readonly #attachments: Json[] = []
  /** titles of buttons: the words of a reply that has no others */
  #choices: string | null = null
  readonly #sound: ReplySound
  #startedAt: number | null = null
  readonly #answerSound = new AnswerSound()
  /** A tool has answered, and the voice AI has not spoken since. */
  awaitsAnswer = false

  constructor(
    connection: Pick<Connection, 'audio' | 'output'>,
    options: ReplyOptions,
    emit: (event: TurnEvent) => void,
  ) {
    this.#connection = connection
    this.#options = options
    this.#emit = emit
    this.#hearing = new Hearing(emit)
    this.#sound = new ReplySound(connection, emit)
  }

  /** Whether anything of a reply has come. */
  get begun(): boolean {
    return this.#startedAt !== null
  }

  /** `performance.now()` when it began; null before. */
  get startedAt(): number | null {
    return this.#startedAt
  }

  /** The answer's words so far. */
  get text(): string {
    return this.#words.answer
  }

  /** Whether it is more than sound. */
  get hasContent(): boolean {
    return this.said !== '' || this.#attachments.length > 0
  }

  /** All that was said in the turn, for the history of the conversation. */
  get said(): string {
    return this.#words.all
  }

  /** What was heard, null while the voice AI has not said it. */
  get transcript(): string | null {
    return this.#hearing.transcript
  }

  /** `performance.now()` of the first word of it. */
  get transcriptAt(): number | null {
    return this.#hearing.transcriptAt
  }

  /** Takes a message; `binaryAudio`: bytes are audio. */
  take({ frame, rules }: Heard, binaryAudio: boolean): void {
    if ('binary' in frame) {
      if (binaryAudio) this.#hearAudio(frame.binary, frame.at, { sampleRate: frame.sampleRate })
      return
    }
    for (const rule of rules) this.#apply(rule, frame.json, frame.at)
  }

  /** A tool is asked for: what was said so far came before the answer. */
  pause(): void {
    this.#words.cut(false)
    this.#answerSound.pause()
  }

  /** What comes now is the answer: a tool has answered, or the voice AI begins anew. */
  restart(afterTool: boolean): void {
    this.#words.cut(true)
    this.#answerSound.restart()
    this.awaitsAnswer = afterTool
  }

  /** The reply as an event; its time is when it began to arrive, fillers included. */
  event(): { at: number } & ReplyEvent {
    const attachments = keptAttachments(this.#attachments)
    const { written, spoken, fillers, answerAt, textAt } = this.#words.told(attachments.length > 0)
    const answerAudioAt = fillers.length > 0 ? this.#answerSound.at : null
    return {
      at: this.#startedAt ?? performance.now(),
      type: 'reply',
      written: written === '' ? (this.#choices ?? '') : written,
      spoken: spoken === '' ? (this.#choices ?? '') : spoken,
      ...(attachments.length > 0 && { attachments }),
      ...(fillers.length > 0 && { fillers }),
      ...(fillers.length > 0 && answerAt !== null && { answerAt }),
      ...(answerAudioAt !== null && { answerAudioAt }),
      ...(textAt !== null && { textAt }),
    }
  }

  #apply(rule: Rule, message: Json, at: number): void {
    if (rule.event === 'intent') return this.#intent(rule, message, at)
    if (rule.event === 'attachment') return this.#attach(rule, message, at)
    if (rule.event === 'audio') return this.#hearPieces(rule, message, at)
    const text = textAt(message, rule.value)
    if (text === null) return
    if (rule.event === 'choices') this.#choices = text
    else if (this.#hearing.understands(rule)) {
      if (this.#options.voice) this.#hearing.take(rule, text, at)
    } else if (this.#words.take(rule, text, at)) {
      this.#startedAt ??= at
      if (!this.#words.straggles) this.awaitsAnswer = false
    }
  }

  #intent(rule: Rule, message: Json, at: number): void {
    const kind = textAt(message, rule.value)
    if (kind === null) return
    const score = Number(textAt(message, rule.score) ?? Number.NaN)
    const data = valueAt(message, rule.data) ?? null
    this.#emit({ at, type: 'intent', kind, data, ...(Number.isFinite(score) && { score }) })
  }

  #attach(rule: Rule, message: Json, at: number): void {
    const found = valuesAt(message, rule.data ?? '$').filter((value) => value !== null)
    if (found.length === 0) return
    this.#attachments.push(...found)
    this.#startedAt ??= at
    this.awaitsAnswer = false
  }

  /** One message may hold several pieces. */
  #hearPieces(rule: Rule, message: Json, at: number): void {
    const item = textAt(message, this.#options.itemPath)
    for (const piece of rule.value === undefined ? [] : valuesAt(message, rule.value))
      if (typeof piece === 'string') this.#hearAudio(this.#sound.bytesOf(piece), at, { item })
  }

  /** Hears compressed audio now that the reply has ended. Throws NetworkError `configuration` when it cannot be read. */
  readFiles(options: { peer: string; signal: AbortSignal }): Promise<void> {
    return this.#sound.readFiles(options)
  }

  #hearAudio(bytes: Buffer, at: number, piece: Parameters<ReplySound['take']>[2]): void {
    if (bytes.length === 0) return
    this.#startedAt ??= at
    this.#answerSound.hear(at)
    if (!this.#options.tellsWords) this.awaitsAnswer = false
    this.#sound.take(bytes, at, piece)
  }
}
