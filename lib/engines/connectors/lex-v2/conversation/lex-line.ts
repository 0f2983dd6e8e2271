import type { StartConversationRequestEventStream as Outgoing } from '@aws-sdk/client-lex-runtime-v2'

import { AudioTally } from '#lib/engines/connectors/lex-v2/conversation/audio-tally.ts'
import { converse } from '#lib/engines/connectors/lex-v2/conversation/converse.ts'
import {
  type LexEvent,
  readLexEvent,
} from '#lib/engines/connectors/lex-v2/conversation/lex-events.ts'
import {
  frameMs,
  Microphone,
  streamRate,
} from '#lib/engines/connectors/lex-v2/conversation/microphone.ts'
import type {
  LineListener,
  LineOptions,
} from '#lib/engines/connectors/lex-v2/conversation/line-options.ts'
import { Outbox } from '#lib/engines/connectors/lex-v2/conversation/outbox.ts'
import { ConversationTransport } from '#lib/engines/connectors/lex-v2/conversation/transport.ts'
import { tooLarge } from '#lib/engines/connectors/reply-fault.ts'
import { lineSpeed, Metronome } from '#lib/engines/connectors/twilio-media-streams/metronome.ts'
import { Playback } from '#lib/engines/connectors/twilio-media-streams/playback.ts'
import type { Json } from '#lib/engines/connectors/types.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { formatLimit } from '#lib/platform/format/duration.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

/** `audio/lpcm` in the only form that `AudioInputEvent` takes. */
const audioType = `audio/lpcm; sample-rate=${streamRate}; sample-size-bits=16; channel-count=1; is-big-endian=false`
/** Unplayed audio beyond ten minutes: nobody would hear it out. */
const maxQueuedMs = 600_000
/** Audio may wait here for so long, ms: a service that does not read has no use for it. */
const maxStalledMs = 10_000
/** Name of the mark behind the last audio of a message. */
export const endOfMessage = 'end of message'

/**
 * An open conversation with a bot: the caller's audio goes out at every beat, of silence too, and what the bot says is
 * played at the same beats. Nobody needs to listen for it to go on.
 */
export class LexLine {
  readonly mode: 'AUDIO' | 'TEXT'
  readonly localeId: string
  /** Hz of what is played, as far as Lex has told it */
  rate: number
  readonly #options: LineOptions
  readonly #transport: ConversationTransport
  readonly #outbox = new Outbox()
  readonly #microphone = new Microphone()
  readonly #playback = new Playback()
  readonly #metronome: Metronome
  readonly #over = Promise.withResolvers<void>()
  #listener: LineListener | null = null
  #fault: NetworkError | null = null
  #leaving = false
  /** marks with nothing before them */
  #due: string[] = []
  /** what comes belongs to a message that the caller has broken into */
  #void = false
  readonly #audioIn = new AudioTally('in')
  readonly #audioOut = new AudioTally('out')

  constructor(options: LineOptions) {
    this.#options = options
    this.mode = options.mode
    this.localeId = options.localeId
    this.rate = options.config.reply_audio_rate
    this.#metronome = new Metronome(frameMs, this.#beat)
    const { guard, peer, config, mask, log, onConnected } = options
    this.#transport = new ConversationTransport({
      ...{ guard, peer, mask: mask.text },
      onConnected: (at) => {
        onConnected(at)
        this.#metronome.start()
      },
      connectMs: config.connect_timeout_s * 1_000,
      onRequest: ({ method, path, headers }) =>
        log.add({ direction: 'out', label: `${method} ${path}`, headers }),
      onResponse: (status, headers) => log.add({ direction: 'in', label: String(status), headers }),
      onWritten: () => this.#outbox.left(),
    })
  }

  /** `host:port` */
  get peer(): string {
    return this.#options.peer
  }

  /** Whether a turn can be held on it. */
  get alive(): boolean {
    return this.#fault === null && !this.#leaving
  }

  /** Whether audio of the bot waits to be played. */
  get speaking(): boolean {
    return this.#playback.queued > 0
  }

  /** Bytes of audio sent so far. */
  get audioBytes(): number {
    return this.#audioOut.bytes
  }

  /** How fast time passes on the line: 1 is real time, 0 as fast as it goes. */
  set pace(pace: number) {
    this.#metronome.rate = lineSpeed(pace)
  }

  /** Opens the conversation and begins to carry audio. Whoever listens learns how it goes. */
  start(): void {
    const { state, requestAttributes, config } = this.#options
    const heard = this.mode === 'AUDIO' && config.reply_audio
    this.#send({
      ConfigurationEvent: {
        responseContentType: heard ? 'audio/pcm' : 'text/plain; charset=utf-8',
        disablePlayback: !heard,
        // What Lex said itself goes back to it as it was.
        ...(state && { sessionState: state }),
        ...(Object.keys(requestAttributes).length > 0 && { requestAttributes }),
      },
    })
    const { secrets, peer, mask, sessionId } = this.#options
    const { mode, localeId } = this
    void converse({
      ...{ config, secrets, peer, mode, localeId, sessionId, mask: mask.text },
      ...{ transport: this.#transport, outgoing: this.#outbox.events },
      onEvent: (event) => this.#hear(event),
    }).then((fault) => {
      this.#lose(fault)
      this.#over.resolve()
    })
  }

  listen(listener: LineListener | null): void {
    this.#listener = listener
    if (this.#fault) listener?.lost(this.#fault)
  }

  say(clip: Clip, speechEndMs: number): void {
    this.#microphone.say(clip, speechEndMs)
  }

  hush(): void {
    this.#microphone.hush()
  }

  press(inputCharacter: string): void {
    this.#send({ DTMFInputEvent: { inputCharacter } })
  }

  write(text: string): void {
    this.#send({ TextInputEvent: { text } })
  }

  /** Marks the end of what has come so far: a beat tells when it has been played. */
  mark(name: string): void {
    if (this.#playback.mark(name)) this.#due.push(name)
  }

  /** Writes the audio since the last time into the exchange, as two lines. */
  note(): void {
    this.#audioOut.note(this.#options.log)
    this.#audioIn.note(this.#options.log)
  }

  /** Says goodbye and waits, up to `patienceMs`, until Lex has ended the conversation too. */
  async hangUp(patienceMs: number): Promise<void> {
    this.#listener = null
    this.#metronome.stop()
    this.note()
    if (this.alive) {
      this.#send({ DisconnectionEvent: {} })
      this.#leaving = true
      this.#outbox.end()
      const timer = setTimeout(() => this.#over.resolve(), patienceMs)
      await this.#over.promise
      clearTimeout(timer)
    }
    this.drop()
  }

  /** Frees the connection at once. */
  drop(): void {
    this.#leaving = true
    this.#listener = null
    this.#metronome.stop()
    this.#outbox.end()
    this.#transport.close()
  }

  readonly #beat = (at: number, lateMs: number): void => {
    const { audio, progress } = this.#microphone.next()
    if (this.mode === 'AUDIO') this.#sendAudio(audio, at)
    const { audio: played, marks: passed } = this.#playback.play((this.rate / 1_000) * frameMs * 2)
    const marks = [...this.#due.splice(0), ...passed]
    // All of a message has been heard: Lex may listen.
    for (const name of marks) if (name === endOfMessage) this.#send({ PlaybackCompletionEvent: {} })
    this.#listener?.beat({ at, lateMs, progress, played, marks })
  }

  #sendAudio(audioChunk: Uint8Array, at: number): void {
    this.#audioOut.add(audioChunk.length)
    this.#outbox.push({ AudioInputEvent: { audioChunk, contentType: audioType } })
    if (this.#outbox.stalledFor(at) <= maxStalledMs) return
    const detail = `Lex has not taken any audio for ${formatLimit(maxStalledMs)}`
    const { peer } = this.#options
    this.#lose(new NetworkError({ fault: 'timeout', detail, peer, retryable: false }))
  }

  #send(event: Outgoing): void {
    this.#log('out', { ...event })
    this.#outbox.push(event)
  }

  #hear(raw: Readonly<Record<string, unknown>>): void {
    const at = performance.now()
    const { peer } = this.#options
    const event = readLexEvent(raw, peer)
    if (event?.type === 'audio') this.#audioIn.add(event.bytes.length)
    else this.#log('in', raw)
    if (!event || this.#leaving) return
    if (event.type === 'intent' || event.type === 'text') this.#void = false
    if (this.#void && (event.type === 'audio' || event.type === 'audio_end')) return
    // Told before the queue changes: the listener still knows then whether the bot was speaking.
    this.#listener?.told(event, at)
    this.#take(event)
  }

  #take(event: LexEvent): void {
    if (event.type === 'audio') {
      if (event.rate !== null) this.rate = event.rate
      const { buffer, byteOffset, length } = event.bytes
      this.#playback.add(Buffer.from(buffer, byteOffset, length))
      const most = maxQueuedMs * (this.rate / 1_000) * 2
      if (this.#playback.queued > most) this.#lose(tooLarge(this.#options.peer, most))
    }
    if (event.type === 'audio_end') this.mark(endOfMessage)
    if (event.type === 'interrupted') {
      // What was not played needs no completion; who waits for another mark has reached it.
      this.#due.push(...this.#playback.clear().filter((name) => name !== endOfMessage))
      this.#void = true
    }
  }

  #lose(fault: NetworkError): void {
    if (this.#fault) return
    this.#fault = fault
    if (this.#leaving) return
    this.note()
    this.#options.log.add({ direction: 'in', label: `conversation lost: ${fault.detail}` })
    const listener = this.#listener
    this.drop()
    listener?.lost(fault)
  }

  #log(direction: 'in' | 'out', event: Readonly<Record<string, unknown>>): void {
    const { log, mask } = this.#options
    const [name = 'event'] = Object.keys(event)
    if (name === 'HeartbeatEvent') return
    log.add({ direction, label: name, body: () => mask.json(event[name] as Json) })
  }
}
