import { z } from 'zod'

import {
  Attributes,
  contents,
  fitting,
  invalid,
  type LexSessions,
  SessionState,
} from '#lib/engines/connectors/testing/fake-lex-bot.ts'
import type { FakeAnswer, FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { FakeListener, samples } from '#lib/engines/connectors/testing/fake-websocket.ts'
import { tone } from '#lib/engines/speech/audio/test-signals.ts'

/** How the bot behaves; changed between conversations. */
export type LexManners = {
  /** ms of audio that a reply lasts */
  replyMs: number
  /** a prompt goes on although the caller speaks */
  uninterruptible: boolean
  /** asks again when nothing was said for so many ms of audio after a prompt was played; null: never */
  startTimeoutMs: number | null
  /** a Lambda function works on the answer: this is said meanwhile */
  progress: string | null
  /** messages of no words, and so without audio */
  speechless: boolean
}

export const goodLexManners: LexManners = {
  ...{ replyMs: 2_500, uninterruptible: false, startTimeoutMs: null, progress: null },
  speechless: false,
}

/** What the bot saw of one conversation. */
export type LexStreamSeen = {
  mode: 'AUDIO' | 'TEXT'
  sessionId: string
  configuration: unknown
  heard: string[]
  audioEvents: number
  completions: number
  interruptions: number
  disconnected: boolean
}

const base = {
  eventId: z.string().regex(/^[0-9a-zA-Z._:-]{2,100}$/),
  clientTimestampMillis: z.int().min(0),
}
/** Event by event: API reference of the Lex V2 runtime, "Data types". */
const events = {
  ConfigurationEvent: z.strictObject({
    ...base,
    responseContentType: z.enum(['audio/pcm', 'text/plain; charset=utf-8']),
    disablePlayback: z.boolean(),
    sessionState: SessionState.optional(),
    requestAttributes: Attributes.optional(),
  }),
  AudioInputEvent: z.strictObject({
    ...base,
    audioChunk: z.base64(),
    contentType: z.literal(
      'audio/lpcm; sample-rate=8000; sample-size-bits=16; channel-count=1; is-big-endian=false',
    ),
  }),
  DTMFInputEvent: z.strictObject({ ...base, inputCharacter: z.string().regex(/^[A-D0-9#*]$/) }),
  TextInputEvent: z.strictObject({ ...base, text: z.string().min(1).max(512) }),
  PlaybackCompletionEvent: z.strictObject(base),
  DisconnectionEvent: z.strictObject(base),
}
type Told = { [N in keyof typeof events]: z.output<(typeof events)[N]> }

/** Level of a sample of speech, and how many frames of it make an interruption. */
const loud = 1_000
const framesOfSpeech = 4
const keysEndMs = 400

/** One conversation of the bot, as strict as the documentation: throws LexRefusal for what AWS does not take. */
export class FakeLexStream {
  readonly #mind: FakeMind
  readonly #sessions: LexSessions
  readonly #manners: LexManners
  readonly #seen: LexStreamSeen
  readonly #send: (name: string, event: object) => void
  readonly #listener = new FakeListener(8_000, 600)
  readonly #ids = new Set<string>()
  #configuration: Told['ConfigurationEvent'] | null = null
  #state: z.output<typeof SessionState> | undefined
  #playing = 0
  #mayComplete = 0
  #loudFrames = 0
  #quietMs = 0
  #keys = ''
  #responses = 0

  constructor(
    mind: FakeMind,
    sessions: LexSessions,
    manners: LexManners,
    seen: LexStreamSeen,
    send: (name: string, event: object) => void,
  ) {
    this.#mind = mind
    this.#sessions = sessions
    this.#manners = manners
    this.#seen = seen
    this.#send = send
  }

  async take(name: string, value: unknown): Promise<void> {
    if (!Object.hasOwn(events, name)) throw invalid(`there is no event ${name}`)
    if (this.#seen.disconnected) throw invalid(`${name} after the end of the conversation`)
    const told = { [name]: fitting(events[name as keyof Told], value) } as Partial<Told>
    const [{ eventId } = { eventId: '' }] = Object.values(told)
    if (this.#ids.has(eventId)) throw invalid(`the event id ${eventId} twice`)
    this.#ids.add(eventId)
    if (told.ConfigurationEvent) return this.#configure(told.ConfigurationEvent)
    if (!this.#configuration) throw invalid(`${name} before the configuration`)
    if (told.DisconnectionEvent) this.#seen.disconnected = true
    if (told.PlaybackCompletionEvent) this.#complete()
    if (told.TextInputEvent) await this.#read(told.TextInputEvent.text)
    if (told.AudioInputEvent) await this.#hear(told.AudioInputEvent)
    if (told.DTMFInputEvent) this.#key(told.DTMFInputEvent)
  }

  #configure(configuration: Told['ConfigurationEvent']): void {
    if (this.#configuration) throw invalid('a second configuration')
    this.#configuration = configuration
    this.#state = configuration.sessionState
    this.#seen.configuration = configuration
    this.#tell('HeartbeatEvent', {})
  }

  #complete(): void {
    if (this.#configuration?.disablePlayback) throw invalid('playback is disabled')
    if (this.#playing === 0 && this.#mayComplete === 0) throw invalid('nothing is being played')
    if (this.#playing > 0) this.#playing -= 1
    else this.#mayComplete -= 1
    this.#seen.completions += 1
    this.#quietMs = 0
  }

  async #read(text: string): Promise<void> {
    if (this.#seen.mode !== 'TEXT') throw invalid('text in a conversation by voice')
    await this.#answer(text, 'Text')
  }

  async #hear({ audioChunk, eventId }: Told['AudioInputEvent']): Promise<void> {
    if (this.#seen.mode !== 'AUDIO') throw invalid('audio in a conversation in text')
    const bytes = Buffer.from(audioChunk, 'base64')
    if (bytes.length === 0 || bytes.length > 320 || bytes.length % 2 === 1)
      throw invalid(`${bytes.length} bytes of audio`)
    this.#seen.audioEvents += 1
    const pcm = samples(bytes)
    const isLoud = pcm.some((sample) => Math.abs(sample) > loud)
    this.#loudFrames = isLoud ? this.#loudFrames + 1 : 0
    if (this.#playing > 0) {
      if (this.#loudFrames >= framesOfSpeech) this.#interrupt('VOICE_START_DETECTED', eventId)
      // What the caller says into a prompt that cannot be interrupted is lost.
      if (this.#manners.uninterruptible) return
    }
    if (this.#playing === 0) await this.#pass(pcm.length / 8, isLoud)
    const clip = this.#listener.hear(pcm)
    if (!clip) return
    const heard = await this.#mind.hear(clip)
    await this.#answer(heard, 'Speech')
  }

  /** Time passes on the line. */
  async #pass(ms: number, isLoud: boolean): Promise<void> {
    this.#quietMs = isLoud ? 0 : this.#quietMs + ms
    if (this.#keys !== '' && this.#quietMs >= keysEndMs) {
      const keys = this.#keys
      this.#keys = ''
      await this.#answer(keys, 'DTMF')
    }
    const { startTimeoutMs } = this.#manners
    if (startTimeoutMs === null || this.#seen.completions === 0) return
    if (this.#quietMs < startTimeoutMs || this.#playing > 0) return
    this.#quietMs = 0
    const again = { text: 'Sorry, I did not hear you', intent: 'NoResultCommand', entities: {} }
    this.#say({ ...again, memory: null }, 'Speech')
  }

  #key({ inputCharacter, eventId }: Told['DTMFInputEvent']): void {
    if (this.#seen.mode !== 'AUDIO') throw invalid('keys in a conversation in text')
    if (this.#playing > 0) this.#interrupt('DTMF_START_DETECTED', eventId)
    this.#keys += inputCharacter
    this.#quietMs = 0
  }

  #interrupt(eventReason: string, causedByEventId: string): void {
    if (this.#manners.uninterruptible) return
    // The application may just have played it to its end.
    this.#mayComplete += this.#playing
    this.#playing = 0
    this.#seen.interruptions += 1
    this.#tell('PlaybackInterruptionEvent', { eventReason, causedByEventId })
  }

  async #answer(input: string, inputMode: 'Text' | 'Speech' | 'DTMF'): Promise<void> {
    this.#seen.heard.push(input)
    // What the keys mean is the bot's business: here, minutes.
    const text = inputMode === 'DTMF' ? `set a timer for ${input} minutes` : input
    const answer = this.#sessions.answer(text, this.#seen.sessionId, this.#state)
    this.#state = undefined
    if (input !== '') this.#tell('TranscriptEvent', { transcript: input })
    const { progress } = this.#manners
    if (progress !== null)
      this.#say({ ...answer, text: progress }, inputMode, 'FulfillmentInProgress')
    this.#say(answer, inputMode)
  }

  #say(answer: FakeAnswer, inputMode: string, state = 'Fulfilled'): void {
    const { messages, interpretations, sessionState } = contents(answer)
    const intent = { ...sessionState.intent, state }
    this.#tell('IntentResultEvent', {
      ...{ inputMode, interpretations, sessionId: this.#seen.sessionId },
      sessionState: { ...sessionState, intent },
    })
    if (this.#manners.speechless) return
    this.#tell('TextResponseEvent', { messages })
    if (this.#configuration?.responseContentType !== 'audio/pcm') return
    this.#playing += 1
    const { pcm } = tone({
      ...{ hz: 440, sampleRate: 16_000, level: 0.3 },
      durationMs: this.#manners.replyMs,
    })
    const audio = Buffer.from(pcm.buffer)
    const contentType = 'audio/pcm'
    for (let at = 0; at < audio.length; at += 999)
      this.#tell('AudioResponseEvent', {
        ...{ contentType, audioChunk: audio.toString('base64', at, at + 999) },
      })
    this.#tell('AudioResponseEvent', { contentType })
  }

  #tell(name: string, event: object): void {
    this.#responses += 1
    this.#send(name, { ...event, eventId: `RESPONSE-${this.#responses}` })
  }
}
