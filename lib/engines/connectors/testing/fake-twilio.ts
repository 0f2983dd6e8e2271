import { createHmac } from 'node:crypto'

import { z } from 'zod'

import {
  FakeListener,
  type FakeProtocol,
  FakeRefusal,
  type FakeSession,
  type FakeSocket,
  strictly,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import type { FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { decodeG711, encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import { tone } from '#lib/engines/speech/audio/test-signals.ts'

export const twilioAuthToken = 'b7d3a51c9f2e44e08d6a1f0c3b5e7a92'

/** ms of audio that a reply lasts: long enough to break in. */
export const replyMs = 2_500
const frameBytes = 160

const count = z.string().regex(/^[1-9]\d*$/)
const streamSid = z.string().regex(/^MZ[0-9a-f]{32}$/)
const accountSid = z.string().regex(/^AC[0-9a-f]{32}$/)
const callSid = z.string().regex(/^CA[0-9a-f]{32}$/)
const numbered = { sequenceNumber: count, streamSid }

/** What Twilio sends, field by field: twilio.com/docs/voice/media-streams/websocket-messages. */
const CarrierMessage = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.literal('connected'),
    protocol: z.literal('Call'),
    version: z.literal('1.0.0'),
  }),
  z.strictObject({
    event: z.literal('start'),
    ...numbered,
    start: z.strictObject({
      ...{ accountSid, callSid, streamSid },
      tracks: z.tuple([z.literal('inbound')]),
      customParameters: z.record(z.string(), z.string()),
      mediaFormat: z.strictObject({
        encoding: z.literal('audio/x-mulaw'),
        sampleRate: z.literal(8_000),
        channels: z.literal(1),
      }),
    }),
  }),
  z.strictObject({
    event: z.literal('media'),
    ...numbered,
    media: z.strictObject({
      track: z.literal('inbound'),
      chunk: count,
      timestamp: z.string().regex(/^\d+$/),
      payload: z.base64(),
    }),
  }),
  z.strictObject({
    event: z.literal('dtmf'),
    ...numbered,
    dtmf: z.strictObject({
      track: z.literal('inbound_track'),
      digit: z.string().regex(/^[0-9*#A-D]$/),
    }),
  }),
  z.strictObject({
    event: z.literal('mark'),
    ...numbered,
    mark: z.strictObject({ name: z.string() }),
  }),
  z.strictObject({
    event: z.literal('stop'),
    ...numbered,
    stop: z.strictObject({ accountSid, callSid }),
  }),
])
type CarrierMessage = z.output<typeof CarrierMessage>

/** How an agent behaves; changed between calls. */
export type AgentManners = {
  /** said when the call begins, as long as `greetingMs` */
  greeting: string | null
  greetingMs: number
  /** tells what it heard, said and understood; without, it is an agent as any other */
  tells: boolean
  /** stops itself when the caller speaks over it */
  yields: boolean
  /** hangs up when its reply has been played, or at once */
  hangsUp: 'never' | 'played' | 'at once'
  /** the speed at which audio has to come; null: any */
  pace: number | null
}

export const goodManners: AgentManners = {
  ...{ greeting: null, greetingMs: 300, tells: true, yields: true, hangsUp: 'never', pace: null },
}

/** What an agent saw of one call. */
type CallSeen = {
  parameters: Record<string, string>
  heard: string[]
  chunks: number
  /** ms from the first audio to the last */
  elapsedMs: number
  /** names of marks that came back, with the ms it took */
  marks: { name: string; afterMs: number }[]
  cleared: number
  stopped: boolean
}

/** ms that a frame may come too soon: those that were held up follow at once. */
const earlyMs = 400
/** Level of a sample of speech, and how many frames of it make an interruption. */
const loud = 1_000
const framesOfSpeech = 4

class TwilioAgent implements FakeSession {
  readonly #socket: FakeSocket
  readonly #mind: FakeMind
  readonly #manners: AgentManners
  readonly #seen: CallSeen
  readonly #listener = new FakeListener(8_000, 400)
  readonly #said: string[] = []
  #keys = ''
  #ids: { streamSid: string; accountSid: string; callSid: string } | null = null
  #connected = false
  #sequence = 0
  #firstAt = 0
  #loudFrames = 0
  #waiting: { name: string; at: number; cleared: boolean }[] = []
  #spoken = 0

  constructor(socket: FakeSocket, mind: FakeMind, manners: AgentManners, seen: CallSeen) {
    this.#socket = socket
    this.#mind = mind
    this.#manners = manners
    this.#seen = seen
  }

  async text(message: unknown): Promise<void> {
    const event = strictly(CarrierMessage, message)
    if (this.#seen.stopped) throw new FakeRefusal(`${event.event} after stop`)
    if (event.event === 'connected') {
      if (this.#connected) throw new FakeRefusal('connected twice')
      this.#connected = true
      return
    }
    if (!this.#connected) throw new FakeRefusal(`${event.event} before connected`)
    this.#count(event.sequenceNumber, event.event)
    if (event.event === 'start') return this.#start(event)
    if (!this.#ids) throw new FakeRefusal(`${event.event} before start`)
    if (event.streamSid !== this.#ids.streamSid) throw new FakeRefusal('another stream')
    if (event.event === 'media') await this.#hear(event.media)
    if (event.event === 'mark') this.#marked(event.mark.name)
    if (event.event === 'dtmf') await this.#key(event.dtmf.digit)
    if (event.event === 'stop') this.#stop(event.stop)
  }

  #count(sequenceNumber: string, event: string): void {
    this.#sequence += 1
    if (sequenceNumber !== String(this.#sequence))
      throw new FakeRefusal(`${event} is number ${sequenceNumber}, not ${this.#sequence}`)
  }

  #start({ start, streamSid: outer }: Extract<CarrierMessage, { event: 'start' }>): void {
    if (this.#ids) throw new FakeRefusal('start twice')
    if (start.streamSid !== outer) throw new FakeRefusal('start names two streams')
    this.#ids = start
    this.#seen.parameters = start.customParameters
    const { greeting, greetingMs } = this.#manners
    if (greeting !== null) this.#say(greeting, greetingMs)
  }

  async #hear(media: Extract<CarrierMessage, { event: 'media' }>['media']): Promise<void> {
    const bytes = Buffer.from(media.payload, 'base64')
    if (bytes.length !== frameBytes) throw new FakeRefusal(`${bytes.length} bytes of audio`)
    const expected = this.#seen.chunks
    if (media.chunk !== String(expected + 1)) throw new FakeRefusal(`chunk ${media.chunk}`)
    if (media.timestamp !== String(expected * 20))
      throw new FakeRefusal(`timestamp ${media.timestamp} of chunk ${media.chunk}`)
    this.#seen.chunks += 1
    this.#time(expected * 20)
    const pcm = decodeG711(bytes, 'mulaw')
    this.#interrupt(pcm)
    const clip = this.#listener.hear(pcm)
    if (!clip) return
    const text = await this.#mind.hear(clip)
    this.#seen.heard.push(text)
    this.#said.push(text)
    await this.#reply(text)
  }

  #time(audioMs: number): void {
    const now = performance.now()
    if (audioMs === 0) this.#firstAt = now
    this.#seen.elapsedMs = now - this.#firstAt
    const { pace } = this.#manners
    if (pace !== null && this.#seen.elapsedMs < audioMs / pace - earlyMs)
      throw new FakeRefusal(`audio of ${audioMs} ms came after ${this.#seen.elapsedMs} ms`)
  }

  /** Stops speaking when the caller does not. */
  #interrupt(pcm: Int16Array): void {
    this.#loudFrames = pcm.some((sample) => Math.abs(sample) > loud) ? this.#loudFrames + 1 : 0
    const speaking = this.#waiting.some(({ cleared }) => !cleared)
    if (!this.#manners.yields || !speaking || this.#loudFrames < framesOfSpeech) return
    for (const mark of this.#waiting) mark.cleared = true
    this.#seen.cleared += 1
    this.#socket.send({ event: 'clear', streamSid: this.#ids?.streamSid })
  }

  async #reply(heard: string): Promise<void> {
    const { text, intent, entities } = this.#mind.follow(this.#said)
    if (!(await this.#socket.answering())) return
    if (this.#manners.tells) this.#socket.send({ event: 'earshot', heard, intent, entities })
    this.#say(text, replyMs)
    if (this.#manners.hangsUp === 'at once') this.#socket.close(1000, 'goodbye')
  }

  async #key(digit: string): Promise<void> {
    this.#keys += digit
    if (await this.#socket.answering()) this.#say(`You pressed ${this.#keys}`, 300)
  }

  /** Speaks in media of odd lengths, faster than they can be played, and asks to be told when they have been. */
  #say(text: string, ms: number): void {
    const sid = this.#ids?.streamSid
    if (this.#manners.tells) this.#socket.send({ event: 'earshot', said: text })
    const audio = Buffer.from(
      encodeG711(tone({ hz: 440, sampleRate: 8_000, durationMs: ms, level: 0.3 }).pcm, 'mulaw'),
    )
    for (let at = 0; at < audio.length; at += 999) {
      const payload = audio.subarray(at, at + 999).toString('base64')
      this.#socket.send({ event: 'media', streamSid: sid, media: { payload } })
    }
    this.#spoken += 1
    const name = `reply-${this.#spoken}`
    this.#waiting.push({ name, at: performance.now(), cleared: false })
    this.#socket.send({ event: 'mark', streamSid: sid, mark: { name } })
  }

  #marked(name: string): void {
    const [first] = this.#waiting.splice(0, 1)
    if (first?.name !== name) throw new FakeRefusal(`mark ${name} came back out of turn`)
    this.#seen.marks.push({ name, afterMs: performance.now() - first.at })
    if (this.#manners.hangsUp === 'played') this.#socket.close(1000, 'goodbye')
  }

  #stop(stop: { accountSid: string; callSid: string }): void {
    if (stop.callSid !== this.#ids?.callSid || stop.accountSid !== this.#ids.accountSid)
      throw new FakeRefusal('stop of another call')
    this.#seen.stopped = true
  }
}

export type FakeTwilio = { manners: AgentManners; calls: CallSeen[] }

/**
 * An agent's server as a customer of Twilio writes one, but strict: it refuses a wrong signature, order, number,
 * chunk, timestamp, frame, mark or pace. It hears with real ears and answers with a long tone.
 */
export const twilioProtocol =
  (mind: FakeMind, state: FakeTwilio) =>
  (url: string): FakeProtocol => ({
    refuses(request, { pathname }) {
      if (pathname !== '/media-stream') return 404
      const signed = `${url.replace('http', 'ws')}${pathname}`
      const expected = createHmac('sha1', twilioAuthToken).update(signed).digest('base64')
      return request.headers['x-twilio-signature'] === expected ? null : 403
    },
    session(socket) {
      const seen: CallSeen = {
        ...{ parameters: {}, heard: [], chunks: 0, elapsedMs: 0 },
        ...{ marks: [], cleared: 0, stopped: false },
      }
      state.calls.push(seen)
      return new TwilioAgent(socket, mind, { ...state.manners }, seen)
    },
  })

/** Settings of a target that is this peer. */
export const twilioTarget = (ws: string) => ({
  url: `${ws}/media-stream`,
  custom_parameters: { language: '{{language}}', caller: '{{user_id}}' },
  agent_speaks_first: false,
  end_of_reply_silence_ms: 150,
})
