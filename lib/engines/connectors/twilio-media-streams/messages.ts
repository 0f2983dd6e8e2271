import { z } from 'zod'

import { protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import type { Json } from '#lib/engines/connectors/types.ts'

/** µ-law of Media Streams: 8 samples, and so 8 bytes, a millisecond. */
export const bytesPerMs = 8

const text = z.string().max(100_000)

/**
 * What an agent may send, twilio.com/docs/voice/media-streams/websocket-messages; `earshot` is an extension of ours
 * that a carrier ignores.
 */
const AgentMessage = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('media'),
    streamSid: z.string(),
    media: z.object({ payload: z.base64() }),
  }),
  z.object({
    event: z.literal('mark'),
    streamSid: z.string(),
    mark: z.object({ name: z.string().max(1_000) }),
  }),
  z.object({ event: z.literal('clear'), streamSid: z.string() }),
  z.object({
    event: z.literal('earshot'),
    said: text.optional(),
    heard: text.optional(),
    intent: z.string().max(1_000).optional(),
    entities: z.record(z.string(), z.json()).optional(),
    score: z.number().optional(),
  }),
])
export type AgentMessage = z.output<typeof AgentMessage>
/** What the agent says of itself. */
export type AgentReport = Extract<AgentMessage, { event: 'earshot' }>

const Event = z.object({ event: z.string() })
const events = new Set(['media', 'mark', 'clear', 'earshot'])

/** Whose form of Media Streams is spoken. */
export const dialects = ['twilio', 'telnyx'] as const
export type Dialect = (typeof dialects)[number]

/** Telnyx names a stream otherwise, and lets an agent leave it out: then it is the call's own. */
function withStream(json: Json, streamSid: string): Json {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return json
  return { ...json, streamSid: json['stream_id'] ?? streamSid }
}

/** The message by its schema, null for an event that is none of Media Streams. Throws NetFault `protocol`. */
export function readAgentMessage(
  told: Json,
  { streamSid, peer, dialect }: { streamSid: string; peer: string; dialect: Dialect },
): AgentMessage | null {
  const json = dialect === 'telnyx' ? withStream(told, streamSid) : told
  const named = Event.safeParse(json)
  if (named.success && !events.has(named.data.event)) return null
  const parsed = AgentMessage.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const what = named.success ? `"${named.data.event}"` : 'a message without an event'
    const where = issue ? ` (${issue.path.join('.')}: ${issue.message})` : ''
    throw protocolFault(peer, `${what} is not of Media Streams${where}`)
  }
  const message = parsed.data
  if ('streamSid' in message && message.streamSid !== streamSid)
    throw protocolFault(peer, `"${message.event}" names another stream than this call's`)
  return message
}

export type CallIdentity = { accountSid: string; callSid: string; streamSid: string }

/** What a carrier says of a call, in its own form. */
export type Carrier = {
  connected(): Json
  start(customParameters: Record<string, string>): Json
  /** `payload`: base64; `frameMs` of audio are in it. As text: there are many a second. */
  media(payload: string, frameMs: number): string
  dtmf(digit: string): Json
  mark(name: string): Json
  stop(): Json
}

/** What Twilio sends, with the number of each message. Texts are built by hand where there are many a second. */
export class CarrierMessages implements Carrier {
  readonly #identity: CallIdentity
  readonly #tail: string
  #sequence = 0
  #chunk = 0

  constructor(identity: CallIdentity) {
    this.#identity = identity
    this.#tail = `"},"streamSid":"${identity.streamSid}"}`
  }

  connected(): Json {
    return { event: 'connected', protocol: 'Call', version: '1.0.0' }
  }

  start(customParameters: Record<string, string>): Json {
    const start = {
      ...this.#identity,
      tracks: ['inbound'],
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8_000, channels: 1 },
      customParameters,
    }
    return { event: 'start', sequenceNumber: this.#next(), start, ...this.#stream }
  }

  /** `payload`: base64; `frameMs` of audio are in it. */
  media(payload: string, frameMs: number): string {
    const timestamp = this.#chunk * frameMs
    this.#chunk += 1
    return `{"event":"media","sequenceNumber":"${this.#next()}","media":{"track":"inbound","chunk":"${this.#chunk}","timestamp":"${timestamp}","payload":"${payload}${this.#tail}`
  }

  dtmf(digit: string): Json {
    const dtmf = { track: 'inbound_track', digit }
    return { event: 'dtmf', ...this.#stream, sequenceNumber: this.#next(), dtmf }
  }

  mark(name: string): Json {
    return { event: 'mark', sequenceNumber: this.#next(), ...this.#stream, mark: { name } }
  }

  stop(): Json {
    const { accountSid, callSid } = this.#identity
    const stop = { accountSid, callSid }
    return { event: 'stop', sequenceNumber: this.#next(), stop, ...this.#stream }
  }

  get #stream() {
    return { streamSid: this.#identity.streamSid }
  }

  #next(): string {
    this.#sequence += 1
    return String(this.#sequence)
  }
}
