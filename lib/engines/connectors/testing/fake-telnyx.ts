import { z } from 'zod'

import {
  type FakeProtocol,
  FakeRefusal,
  type FakeSession,
  type FakeSocket,
  strictly,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import { decodeG711, encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import { tone } from '#lib/engines/speech/audio/test-signals.ts'

export const telnyxToken = 'peer-telnyx-token'

const count = z.string().regex(/^[1-9]\d*$/)
const numbered = { sequence_number: count, stream_id: z.string().min(1) }
const call = { user_id: z.string().min(1), call_control_id: z.string().min(1) }

/** What Telnyx sends, field by field. */
const CarrierMessage = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('connected'), version: z.literal('1.0.0') }),
  z.strictObject({
    event: z.literal('start'),
    ...numbered,
    start: z.strictObject({
      ...{ ...call, call_session_id: z.string().min(1) },
      custom_parameters: z.record(z.string(), z.string()),
      media_format: z.strictObject({
        encoding: z.literal('PCMU'),
        sample_rate: z.literal(8_000),
        channels: z.literal(1),
      }),
    }),
  }),
  z.strictObject({
    event: z.literal('media'),
    ...numbered,
    media: z.strictObject({
      ...{ track: z.literal('inbound'), chunk: count, payload: z.base64() },
      timestamp: z.string().regex(/^\d+$/),
    }),
  }),
  z.strictObject({
    event: z.literal('dtmf'),
    ...{ ...numbered, occurred_at: z.iso.datetime() },
    dtmf: z.strictObject({ digit: z.string().regex(/^[0-9*#A-D]$/) }),
  }),
  z.strictObject({
    event: z.literal('mark'),
    ...numbered,
    mark: z.strictObject({ name: z.string() }),
  }),
  z.strictObject({ event: z.literal('stop'), ...numbered, stop: z.strictObject(call) }),
])

export type TelnyxSeen = {
  parameters: Record<string, string>
  keys: string
  marks: string[]
  stopped: boolean
  /** what the agent names as the stream of its media; none where it leaves that out */
  names: string | null
}

/** An agent's server as a customer of Telnyx writes one, but strict: it answers speech and keys with a tone. */
class TelnyxAgent implements FakeSession {
  readonly #socket: FakeSocket
  readonly #seen: TelnyxSeen
  #loud = 0
  #quiet = 0
  #sequence = 0
  #stream: string | null = null

  constructor(socket: FakeSocket, seen: TelnyxSeen) {
    this.#socket = socket
    this.#seen = seen
  }

  text(message: unknown): void {
    const event = strictly(CarrierMessage, message)
    if (event.event === 'connected') return
    this.#sequence += 1
    if (event.sequence_number !== String(this.#sequence))
      throw new FakeRefusal(`${event.event} is number ${event.sequence_number}`)
    if (event.event === 'start') {
      this.#stream = event.stream_id
      this.#seen.parameters = event.start.custom_parameters
    } else if (event.stream_id !== this.#stream) throw new FakeRefusal('another stream')
    if (event.event === 'mark') this.#seen.marks.push(event.mark.name)
    if (event.event === 'stop') this.#seen.stopped = true
    if (event.event === 'media') {
      const pcm = decodeG711(Buffer.from(event.media.payload, 'base64'), 'mulaw')
      if (this.#ends(pcm)) this.#say('heard')
    }
    if (event.event === 'dtmf') {
      this.#seen.keys += event.dtmf.digit
      this.#say(`key ${event.dtmf.digit}`)
    }
  }

  /** 400 ms of silence after something loud. */
  #ends(pcm: Int16Array): boolean {
    const isLoud = pcm.some((sample) => Math.abs(sample) > 1_000)
    this.#loud += isLoud ? 1 : 0
    this.#quiet = isLoud ? 0 : this.#quiet + 1
    if (this.#loud < 5 || this.#quiet < 20) return false
    this.#loud = 0
    return true
  }

  #say(name: string): void {
    const { pcm } = tone({ hz: 440, sampleRate: 8_000, durationMs: 300, level: 0.3 })
    const payload = Buffer.from(encodeG711(pcm, 'mulaw')).toString('base64')
    const stream = this.#seen.names === null ? {} : { stream_id: this.#seen.names }
    this.#socket.send({ event: 'media', ...stream, media: { payload } })
    this.#socket.send({ event: 'mark', mark: { name } })
  }
}

export const telnyxProtocol = (seen: TelnyxSeen): FakeProtocol => ({
  refuses: (request) =>
    request.headers['x-telnyx-streaming-auth-token'] === telnyxToken ? null : 403,
  session: (socket) => new TelnyxAgent(socket, seen),
})
