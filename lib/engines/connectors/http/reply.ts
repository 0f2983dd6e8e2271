import { decodeAudio } from '#lib/engines/connectors/audio-format.ts'
import type { HttpSettings } from '#lib/engines/connectors/http/settings.ts'
import { textAt, valueAt } from '#lib/engines/connectors/json-path.ts'
import { excerpt, protocolFault, reportedFault } from '#lib/engines/connectors/reply-fault.ts'
import type { Json, TurnEvent } from '#lib/engines/connectors/types.ts'
import { errorMessage } from '#lib/platform/errors.ts'

type Intent = { kind: string; data: Json; score?: number }

/** Gathers an answer from its messages: the whole of a plain one, the pieces of a streamed one. */
export class Reply {
  readonly #settings: HttpSettings
  readonly #peer: string
  readonly #emit: (event: TurnEvent) => void
  #deltas = ''
  #written: string | null = null
  #spoken: string | null = null
  #startedAt: number | null = null
  #transcript: string | null = null
  #intent: Intent | null = null
  #audio: { at: number; bytes: Buffer }[] = []
  #last: Json = null
  /** Address of the reply's audio, as the voice AI wrote it. */
  audioUrl: string | null = null
  /** What the answer brought for each name of `state_paths`. */
  readonly state: { [name: string]: Json } = {}

  constructor(settings: HttpSettings, peer: string, emit: (event: TurnEvent) => void) {
    this.#settings = settings
    this.#peer = peer
    this.#emit = emit
  }

  /** Takes a message that arrived at `at`. Throws NetFault when the voice AI reports an error. */
  take(message: Json, at: number): void {
    const settings = this.#settings
    const said = valueAt(message, settings.error_path)
    if (said !== undefined && said !== null && said !== '' && said !== false)
      throw reportedFault(this.#peer, typeof said === 'string' ? said : JSON.stringify(said))
    this.#last = message
    this.#hear(message, at)
    this.#answer(message, at)
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
    if (typeof audio === 'string' && audio !== '')
      this.#audio.push({ at, bytes: Buffer.from(audio, 'base64') })
    if (delta !== null || written !== null || audio !== undefined) this.#startedAt ??= at
    this.#spoken = textAt(message, settings.spoken_path) ?? this.#spoken
    this.audioUrl = textAt(message, settings.audio_url_path) ?? this.audioUrl
    const kind = textAt(message, settings.intent_path)
    if (kind === null) return
    const score = Number(textAt(message, settings.intent_score_path) ?? Number.NaN)
    this.#intent = {
      kind,
      data: valueAt(message, settings.entities_path) ?? null,
      ...(Number.isFinite(score) && { score }),
    }
  }

  /** What was heard, null when the voice AI did not say. */
  get transcript(): string | null {
    return this.#transcript
  }

  get text(): string {
    return this.#written ?? this.#deltas
  }

  /** Adds audio that was fetched from its own address. */
  addAudio(bytes: Buffer): void {
    this.#audio.push({ at: performance.now(), bytes })
  }

  /**
   * The events of the complete answer; the reply's time is when it began to arrive, that of audio when it came. Throws NetFault `protocol`
   * when there is nothing of a reply, or audio that cannot be read.
   */
  *events(at: number): Generator<TurnEvent> {
    if (this.#intent) yield { at, type: 'intent', ...this.#intent }
    if (this.#startedAt === null && !this.#intent && !this.#settings.allow_empty_reply) {
      const detail = `the answer has no reply where the settings look for it: "${excerpt(JSON.stringify(this.#last))}"`
      throw protocolFault(this.#peer, detail, 200)
    }
    const written = this.text
    yield { at: this.#startedAt ?? at, type: 'reply', written, spoken: this.#spoken ?? written }
    for (const { at: cameAt, bytes } of this.#audio)
      yield { at: cameAt, type: 'audio', ...this.#decode(bytes) }
  }

  #decode(bytes: Buffer) {
    const { reply_audio_encoding: encoding, reply_audio_sample_rate: sampleRate } = this.#settings
    try {
      return decodeAudio(bytes, { encoding, sampleRate })
    } catch (error) {
      const detail = `the reply’s audio cannot be read: ${errorMessage(error)}`
      throw protocolFault(this.#peer, detail, 200)
    }
  }
}
