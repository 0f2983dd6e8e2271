import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import type { Connection } from '#lib/engines/connectors/websocket/connection.ts'
import { Reply } from '#lib/engines/connectors/websocket/reply.ts'
import { type Heard, isEnd, isSpeech } from '#lib/engines/connectors/websocket/rules.ts'
import type { WebsocketSettings } from '#lib/engines/connectors/websocket/settings.ts'

/** ms without a word after which what comes is something new, where no setting says how long a pause may be. */
const pauseMs = 1_000

const says = ({ frame, rules }: Heard, binaryAudio: boolean) =>
  ('binary' in frame && binaryAudio) || rules.some(isSpeech)
const ends = ({ rules }: Heard) => rules.some(isEnd)

type RestContext = {
  connection: Connection
  settings: WebsocketSettings
  emit: (event: TurnEvent) => void
  /** The voice AI says what it has heard before it answers: nothing before that is the answer. */
  untilHeard: boolean
}

/**
 * What the voice AI says in a turn that is no answer to it: a greeting, words between two turns, the rest of a reply
 * that the caller has broken into. Messages do not say what they belong to, so their order does: the rest lasts until
 * its end is told, until a pause, or, once it was interrupted, until the caller has been heard.
 */
export class RestOfReply {
  readonly #connection: Connection
  readonly #binaryAudio: boolean
  readonly #pauseMs: number
  readonly #emit: (event: TurnEvent) => void
  readonly #said: Reply
  #open = false
  /** what had been said when the caller interrupted; null while nobody has */
  #cut: string | null = null
  #callerHeard = false
  #untilHeard: boolean
  #began: number | null = null
  #last: number

  constructor({ connection, settings, emit, untilHeard }: RestContext) {
    this.#connection = connection
    this.#untilHeard = untilHeard
    this.#binaryAudio = settings.binary_audio
    this.#pauseMs = settings.idle_end_s > 0 ? settings.idle_end_s * 1_000 : pauseMs
    this.#emit = emit
    this.#last = connection.quietSince
    const reads = { voice: false, tellsWords: true, itemPath: settings.item_path }
    this.#said = new Reply(connection, reads, (event) => {
      if (event.type !== 'audio' || this.#cut !== null) return
      const { at, pcm, sampleRate } = event
      emit({ at, type: 'unsolicited_audio', pcm, sampleRate })
    })
  }

  /** Takes what came before the turn. */
  before(heard: Heard): void {
    const { at } = heard.frame
    if (says(heard, this.#binaryAudio)) {
      if (this.#began === null || at - this.#last >= this.#pauseMs) this.#began = at
      this.#last = at
      this.#said.take(heard, this.#binaryAudio)
    }
    if (!ends(heard)) return
    this.#began = null
    this.#connection.unfinished = false
  }

  /** The turn begins: whether the voice AI is still in the middle of something. */
  begin(): void {
    // A straggler of a reply that has ended must not hide the next one.
    const isNew = this.#began !== null && this.#began - this.#connection.quietSince >= this.#pauseMs
    this.#open = this.#connection.unfinished || isNew
  }

  /** What of a message belongs to this turn; null for nothing. */
  sift(heard: Heard): Heard | null {
    const { frame, rules } = heard
    if (rules.some(({ event }) => event === 'transcript')) this.#transcribed()
    if (!this.#open && !this.#untilHeard) return heard
    const speaks = says(heard, this.#binaryAudio)
    const paused = frame.at - this.#last >= this.#pauseMs
    const over = paused || (this.#cut !== null && this.#callerHeard)
    if (speaks && over && !this.#untilHeard) {
      this.#close()
      return heard
    }
    if (speaks) {
      this.#last = frame.at
      this.#said.take(heard, this.#binaryAudio)
    }
    if (ends(heard)) this.#close()
    if ('binary' in frame) return null
    return { frame, rules: rules.filter((rule) => !isEnd(rule) && !isSpeech(rule)) }
  }

  /** The voice AI stops for the caller: what still comes of it is void. */
  interrupt(): void {
    if (this.#open || this.#untilHeard) this.#cut ??= this.#said.said
  }

  /** All that the caller says has been sent, or its transcript has come. */
  callerHeard(): void {
    this.#callerHeard ||= this.#cut !== null
  }

  /** The transcript of this turn has come: what follows may be its answer. */
  #transcribed(): void {
    this.#untilHeard = false
    this.callerHeard()
    if (!this.#open && this.#cut !== null) this.#connection.audio.flush()
  }

  /** Tells the words that were said. */
  finish(): void {
    const written = this.#cut ?? this.#said.said
    if (written === '') return
    this.#emit({ at: performance.now(), type: 'unsolicited', written, spoken: written })
  }

  #close(): void {
    this.#open = false
    this.#connection.unfinished = false
    if (this.#cut !== null) this.#connection.audio.flush()
  }
}
