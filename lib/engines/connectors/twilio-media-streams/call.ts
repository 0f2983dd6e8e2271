import type { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'
import { protocolFault, tooLarge } from '#lib/engines/connectors/reply-fault.ts'
import type { SecretMask } from '#lib/engines/connectors/secret-mask.ts'
import {
  type AgentMessage,
  bytesPerMs,
  type CallIdentity,
  type Carrier,
  CarrierMessages,
  type Dialect,
  readAgentMessage,
} from '#lib/engines/connectors/twilio-media-streams/messages.ts'
import { lineSpeed, Metronome } from '#lib/engines/connectors/twilio-media-streams/metronome.ts'
import { Playback } from '#lib/engines/connectors/twilio-media-streams/playback.ts'
import { TelnyxMessages } from '#lib/engines/connectors/twilio-media-streams/telnyx-messages.ts'
import { type Progress, Uplink } from '#lib/engines/connectors/twilio-media-streams/uplink.ts'
import type { Json } from '#lib/engines/connectors/types.ts'
import type { FrameSocket } from '#lib/engines/connectors/websocket/frame-socket.ts'
import type { Frame } from '#lib/engines/connectors/websocket/framing.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { formatLimit } from '#lib/platform/format/duration.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

/** Unplayed audio beyond ten minutes, or more marks than this: nobody would hear it out. */
const maxQueuedBytes = 600_000 * bytesPerMs
const maxMarks = 10_000
/** Audio that may wait in the socket: an agent that does not read for this long has no use for it. */
const maxUnsentMs = 10_000
/** A pause within speech, not the end of it. */
const pauseMs = 300
/** One frame of time on the line. */
export type Beat = {
  at: number
  /** ms after its time */
  lateMs: number
  /** what the caller was saying in it */
  progress: Progress | null
  /** what the caller heard in it, µ-law */
  played: Buffer | null
  /** names of marks that came due */
  marks: string[]
}

export type CallListener = {
  beat(beat: Beat): void
  heard(message: AgentMessage, frame: Frame): void
  /** Nothing follows. */
  lost(fault: NetworkError): void
}

export type CallContext = {
  log: ExchangeLog
  mask: SecretMask
  frameMs: number
  dialect: Dialect
}

type Tally = { messages: number; bytes: number }

/**
 * A call as the carrier holds it: the caller's audio goes out at every beat, of silence too, and what the agent sends
 * is played at the same beats. Nobody needs to listen for it to go on.
 */
export class Call {
  readonly identity: CallIdentity
  readonly #context: CallContext
  readonly #socket: FrameSocket
  readonly #messages: Carrier
  readonly #uplink: Uplink
  readonly #playback = new Playback()
  readonly #metronome: Metronome
  #listener: CallListener | null = null
  #fault: NetworkError | null = null
  #unsent = 0
  #quietSince = Number.NEGATIVE_INFINITY
  #concluded = false
  #tally: Record<'in' | 'out', Tally> = {
    in: { messages: 0, bytes: 0 },
    out: { messages: 0, bytes: 0 },
  }
  /** bytes of audio messages sent so far */
  bytesOut = 0

  constructor(context: CallContext, socket: FrameSocket, identity: CallIdentity) {
    this.identity = identity
    this.#context = context
    this.#socket = socket
    this.#messages =
      context.dialect === 'telnyx' ? new TelnyxMessages(identity) : new CarrierMessages(identity)
    this.#uplink = new Uplink(context.frameMs)
    this.#metronome = new Metronome(context.frameMs, this.#beat)
  }

  get peer(): string {
    return this.#socket.peer
  }

  /** Whether a turn can be held on it. */
  get alive(): boolean {
    return this.#fault === null && this.#socket.fault === null
  }

  /** Whether the agent hung up in good order. */
  get hungUp(): boolean {
    return this.#socket.closedNormally
  }

  /** Introduces the call and begins to carry audio. Rejects with NetFault. */
  async start(customParameters: Record<string, string>): Promise<void> {
    this.#socket.listen({
      frame: (frame) => this.#hear(frame),
      lost: (fault) => this.#lose(fault),
    })
    await this.#send(this.#messages.connected())
    await this.#send(this.#messages.start(customParameters))
    this.#metronome.start()
  }

  listen(listener: CallListener | null): void {
    this.#listener = listener
    this.#socket.responded(false)
    const fault = this.#fault ?? this.#socket.fault
    if (fault) listener?.lost(fault)
  }

  /** An answer to the turn has begun: a loss of the connection must not be repeated. */
  responded(): void {
    this.#socket.responded(true)
  }

  /** How fast time passes on the line: 1 is real time, 0 as fast as it goes. */
  set pace(pace: number) {
    this.#metronome.rate = lineSpeed(pace)
  }

  /** ms at `now` since the agent's last audio was played, came or was taken back; 0 while some waits to be played. */
  quietFor(now: number): number {
    return this.#playback.queued > 0 ? 0 : now - this.#quietSince
  }

  /** What the agent says has come to its end: whatever follows is something new. */
  conclude(): void {
    this.#concluded = true
  }

  /** Whether the agent is in the middle of saying something. */
  speaking(now: number): boolean {
    return !this.#concluded && this.quietFor(now) < pauseMs
  }

  say(clip: Clip, speechEndMs: number): void {
    this.#uplink.say(clip, speechEndMs)
  }

  hush(): void {
    this.#uplink.hush()
  }

  press(digit: string): Promise<void> {
    return this.#send(this.#messages.dtmf(digit))
  }

  /** Writes the audio since the last time into the exchange, as two lines. */
  note(): void {
    for (const direction of ['out', 'in'] as const) {
      const { messages, bytes } = this.#tally[direction]
      if (messages === 0) continue
      this.#context.log.add({ direction, label: `media, ${messages} messages`, bytes })
      this.#tally[direction] = { messages: 0, bytes: 0 }
    }
  }

  /** Says that the call is over and closes the connection. */
  async hangUp(): Promise<void> {
    this.#listener = null
    this.#metronome.stop()
    this.note()
    if (this.alive) await this.#send(this.#messages.stop()).catch(() => undefined)
    this.#socket.close()
  }

  readonly #beat = (at: number, lateMs: number): void => {
    const { frameMs } = this.#context
    const { payload, progress } = this.#uplink.next()
    this.#sendAudio(this.#messages.media(payload, frameMs))
    const { audio, marks } = this.#playback.play(frameMs * bytesPerMs)
    if (audio) this.#quietSince = at
    for (const name of marks) this.#echo(name)
    this.#listener?.beat({ at, lateMs, progress, played: audio, marks })
  }

  #sendAudio(text: string): void {
    this.#count('out', text.length)
    this.bytesOut += text.length
    this.#unsent += 1
    // Whoever holds the turn learns of a broken connection by itself.
    this.#socket.send(text).then(this.#sent, this.#sent)
    if (this.#unsent * this.#context.frameMs <= maxUnsentMs) return
    const detail = `the agent has not taken any audio for ${formatLimit(maxUnsentMs)}`
    this.#lose(new NetworkError({ fault: 'timeout', detail, peer: this.peer, retryable: false }))
  }

  readonly #sent = (): void => {
    this.#unsent -= 1
  }

  #hear(frame: Frame): void {
    try {
      if ('binary' in frame) throw protocolFault(this.peer, 'Media Streams has no binary messages')
      const { streamSid } = this.identity
      const { dialect } = this.#context
      const message = readAgentMessage(frame.json, { streamSid, peer: this.peer, dialect })
      if (message?.event === 'media') this.#count('in', frame.bytes)
      else this.#log('in', frame.json, frame.bytes)
      if (!message) return
      this.#take(message, frame)
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error
      this.#lose(error)
    }
  }

  /** The listener is told before a queue is emptied: it then still knows whether the agent was speaking. */
  #take(message: AgentMessage, frame: Frame): void {
    this.#listener?.heard(message, frame)
    if (message.event === 'media') {
      this.#playback.add(Buffer.from(message.media.payload, 'base64'))
      this.#quietSince = frame.at
      this.#concluded = false
    }
    if (message.event === 'mark' && this.#playback.mark(message.mark.name))
      this.#echo(message.mark.name)
    if (message.event === 'clear') {
      for (const name of this.#playback.clear()) this.#echo(name)
      this.#quietSince = frame.at
      this.#concluded = true
    }
    if (this.#playback.queued > maxQueuedBytes) throw tooLarge(this.peer, maxQueuedBytes)
    if (this.#playback.marks > maxMarks)
      throw protocolFault(this.peer, `more than ${maxMarks} marks wait to be played`)
  }

  #echo(name: string): void {
    void this.#send(this.#messages.mark(name)).catch(() => undefined)
  }

  async #send(message: Json): Promise<void> {
    const text = JSON.stringify(message)
    this.#log('out', message, text.length)
    await this.#socket.send(text)
  }

  #lose(fault: NetworkError): void {
    if (this.#fault) return
    this.#fault = fault
    this.#metronome.stop()
    this.note()
    this.#context.log.add({ direction: 'in', label: `call lost: ${fault.detail}` })
    this.#socket.close()
    this.#listener?.lost(fault)
  }

  #count(direction: 'in' | 'out', bytes: number): void {
    const tally = this.#tally[direction]
    tally.messages += 1
    tally.bytes += bytes
  }

  #log(direction: 'in' | 'out', message: Json, bytes: number): void {
    const { log, mask } = this.#context
    const event =
      message !== null && typeof message === 'object' && !Array.isArray(message)
        ? message['event']
        : undefined
    const label = typeof event === 'string' ? mask.text(event.slice(0, 80)) : 'message'
    log.add({ direction, label, body: () => mask.json(message), bytes })
  }
}
