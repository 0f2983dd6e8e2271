import { asksForTools } from '#lib/engines/connectors/finish-reason.ts'
import { keptAttachments } from '#lib/engines/connectors/http/kept-attachments.ts'
import {
  type BodyEnd,
  cutOffFault,
  type ReplyEnd,
  whyIncomplete,
} from '#lib/engines/connectors/http/reply-end.ts'
import { ReplySound } from '#lib/engines/connectors/http/reply-sound.ts'
import type { HttpSettings } from '#lib/engines/connectors/http/settings.ts'
import { intentAt } from '#lib/engines/connectors/intent-at.ts'
import { dataAt, textAt, valueAt, valuesAt } from '#lib/engines/connectors/json-path.ts'
import { excerpt, protocolFault, reportedFault } from '#lib/engines/connectors/reply-fault.ts'
import { shapeOfAll } from '#lib/engines/connectors/shape-of.ts'
import { ChatCalls } from '#lib/engines/connectors/tool-loop.ts'
import type { Json, TurnEvent } from '#lib/engines/connectors/types.ts'

/** Messages that are remembered to tell what an answer looked like. */
const maxSeen = 50

/** Gathers an answer from its messages: the whole of a plain one, the pieces of a streamed one. */
export class Reply {
  readonly #settings: HttpSettings
  readonly #peer: string
  readonly #emit: (event: TurnEvent) => void
  readonly #note: (text: string) => void
  readonly #seen: Json[] = []
  readonly #attachments: Json[] = []
  readonly #notes = new Set<string>()
  #choices: string | null = null
  #finish: string | null = null
  #body: BodyEnd = { status: 200, streamed: false, marked: false, framed: true }
  #deltas = ''
  #written: string | null = null
  #spoken: string | null = null
  #startedAt: number | null = null
  #transcript: string | null = null
  #intent: string | null = null
  #score: number | null = null
  #entities: Json | undefined
  /** what is to be heard of the answer */
  readonly sound: ReplySound
  readonly #calls = new ChatCalls()
  /** Address of the reply's audio, as the voice AI wrote it. */
  audioUrl: string | null = null
  /** What the answer brought for each name of `state_paths`. */
  readonly state: { [name: string]: Json } = {}

  /** `note` takes a remark for the log of the exchange. */
  constructor(
    settings: HttpSettings,
    peer: string,
    emit: (event: TurnEvent) => void,
    note: (text: string) => void,
  ) {
    this.#settings = settings
    this.#peer = peer
    this.#emit = emit
    this.#note = note
    this.sound = new ReplySound(settings, peer)
  }

  /** Takes a message that arrived at `at`. Throws NetFault when the voice AI reports an error. */
  take(message: Json, at: number): void {
    const settings = this.#settings
    const said = valueAt(message, settings.error_path)
    if (said !== undefined && said !== null && said !== '' && said !== false)
      throw reportedFault(this.#peer, typeof said === 'string' ? said : JSON.stringify(said))
    if (this.#seen.length < maxSeen) this.#seen.push(message)
    if (settings.tool_calls === 'chat_completions') this.#calls.add(message)
    this.#hear(message, at)
    this.#answer(message, at)
    this.#understand(message)
    const reason = textAt(message, settings.finish_path)
    // Some servers write an empty reason into each piece but the last.
    if (reason !== null && reason.trim() !== '') this.#finish = reason
    for (const [name, path] of Object.entries(settings.state_paths)) {
      const value = valueAt(message, path)
      if (value !== undefined) this.state[name] = value
    }
  }

  #hear(message: Json, at: number): void {
    const { partial_path: partial, transcript_path: final } = this.#settings
    const soFar = textAt(message, partial)
    if (soFar !== null) this.#emit({ at, type: 'partial', text: soFar })
    const text = textAt(message, final)
    if (text === null) return
    this.#transcript = text
    this.#emit({ at, type: 'transcript', text })
  }

  #answer(message: Json, at: number): void {
    const settings = this.#settings
    const delta = textAt(message, settings.reply_delta_path)
    const written = textAt(message, settings.reply_path)
    const audio = valueAt(message, settings.audio_path)
    if (delta !== null) this.#deltas += delta
    if (written !== null) this.#written = written
    this.sound.take(audio, at)
    const attachments = valuesAt(message, settings.attachments_path)
    this.#attachments.push(...attachments)
    this.#choices = textAt(message, settings.choices_path) ?? this.#choices
    if (delta !== null || written !== null || audio !== undefined || attachments.length > 0)
      this.#startedAt ??= at
    this.#spoken = textAt(message, settings.spoken_path) ?? this.#spoken
    this.audioUrl = textAt(message, settings.audio_url_path) ?? this.audioUrl
  }

  /** Intent and entities, which may come in different messages, and entities without any intent. */
  #understand(message: Json): void {
    const settings = this.#settings
    this.#entities = dataAt(message, settings.entities_path) ?? this.#entities
    const found = intentAt(message, settings.intent_path)
    if (found === null) return
    if ('fault' in found) throw protocolFault(this.#peer, found.fault, 200)
    this.#intent = found.kind
    if (found.note !== undefined) this.#remark(found.note)
    const score = Number(textAt(message, settings.intent_score_path) ?? Number.NaN)
    this.#score = Number.isFinite(score) ? score : null
  }

  /** A stream may give reason for the same remark with each message. */
  #remark(text: string): void {
    if (!this.#notes.has(text)) this.#note(text)
    this.#notes.add(text)
  }

  /** Takes the end of the body, and remarks on paths that found nothing. */
  finish(body: BodyEnd): void {
    this.#body = body
    if (this.#seen.length === 0) return
    const shape = shapeOfAll(this.#seen)
    const { intent_path: intent, entities_path: entities } = this.#settings
    if (intent !== undefined && this.#intent === null)
      this.#remark(`The path of the intent (${intent}) found nothing: the answer is ${shape}`)
    if (entities !== undefined && this.#entities === undefined)
      this.#remark(`The path of the entities (${entities}) found nothing: the answer is ${shape}`)
  }

  /**
   * Tools that it calls. None when it is not known to be whole: half of what is given to a tool may be anything. Throws
   * NetFault `protocol` when it was cut off.
   */
  get calls(): ReturnType<ChatCalls['list']> {
    const calls = this.#calls.list()
    if (calls.length === 0) return []
    const fault = cutOffFault(this.#end, this.#peer)
    if (fault !== null) throw fault
    return asksForTools(this.#finish) || whyIncomplete(this.#end) === null ? calls : []
  }

  /** `performance.now()` when it began to arrive. */
  get startedAt(): number {
    return this.#startedAt ?? performance.now()
  }

  /** What was heard, null when the voice AI did not say. */
  get transcript(): string | null {
    return this.#transcript
  }

  get text(): string {
    const text = this.#written ?? this.#deltas
    return text === '' ? (this.#choices ?? '') : text
  }

  /**
   * The events of the complete answer; the reply's time is when it began to arrive, that of audio when it came. Throws
   * NetFault `protocol` when there is nothing of a reply in what came, or when it was cut off.
   */
  *events(at: number): Generator<TurnEvent> {
    const end = this.#end
    const cut = whyIncomplete(end)
    if (this.#intent !== null || this.#entities !== undefined)
      yield {
        at,
        type: 'intent',
        kind: this.#intent,
        data: this.#entities ?? null,
        ...(this.#score !== null && { score: this.#score }),
      }
    yield* this.#reply(at, cut)
    yield* this.sound.events
    if (cut !== null) yield { at, type: 'incomplete', why: cut }
    const fault = cutOffFault(end, this.#peer)
    if (fault !== null) throw fault
  }

  *#reply(at: number, cut: string | null): Generator<TurnEvent> {
    const { allow_empty_reply: mayBeEmpty } = this.#settings
    if (this.#startedAt === null && !mayBeEmpty) {
      if (this.#seen.length === 0 || cut !== null) return
      if (this.#intent === null) throw this.#noReply()
    }
    const written = this.text
    const attachments = keptAttachments(this.#attachments)
    yield {
      at: this.#startedAt ?? at,
      type: 'reply',
      written,
      spoken: this.#spoken ?? written,
      ...(attachments.length > 0 && { attachments }),
    }
  }

  #noReply() {
    const { reply_path: reply, reply_delta_path: delta } = this.#settings
    const paths = [reply, delta].filter((path) => path !== undefined).join(' and ')
    const detail = `the answer has no reply where the settings look for it (${paths}): it is ${shapeOfAll(this.#seen)}: "${excerpt(JSON.stringify(this.#seen.at(-1) ?? null))}"`
    return protocolFault(this.#peer, detail, 200)
  }

  get #end(): ReplyEnd {
    return {
      settings: this.#settings,
      body: this.#body,
      reason: this.#finish,
      empty: this.#seen.length === 0,
      pieced: this.#written === null && this.#deltas !== '',
    }
  }
}
