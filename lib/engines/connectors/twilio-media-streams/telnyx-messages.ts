import type {
  CallIdentity,
  Carrier,
} from '#lib/engines/connectors/twilio-media-streams/messages.ts'
import type { Json } from '#lib/engines/connectors/types.ts'

/**
 * What Telnyx sends, developers.telnyx.com/api-reference/websockets/stream-call-media-over-websocket: the messages of
 * Media Streams with other names.
 */
export class TelnyxMessages implements Carrier {
  readonly #identity: CallIdentity
  #sequence = 0
  #chunk = 0

  constructor(identity: CallIdentity) {
    this.#identity = identity
  }

  connected(): Json {
    return { event: 'connected', version: '1.0.0' }
  }

  start(custom_parameters: Record<string, string>): Json {
    const { accountSid, callSid } = this.#identity
    const start = {
      ...{ user_id: accountSid, call_control_id: callSid, call_session_id: callSid },
      custom_parameters,
      media_format: { encoding: 'PCMU', sample_rate: 8_000, channels: 1 },
    }
    return { event: 'start', ...this.#numbered(), start }
  }

  media(payload: string, frameMs: number): string {
    const timestamp = String(this.#chunk * frameMs)
    this.#chunk += 1
    const media = { track: 'inbound', chunk: String(this.#chunk), timestamp, payload }
    return JSON.stringify({ event: 'media', ...this.#numbered(), media })
  }

  dtmf(digit: string): Json {
    const occurred_at = new Date().toISOString()
    return { event: 'dtmf', ...this.#numbered(), occurred_at, dtmf: { digit } }
  }

  mark(name: string): Json {
    return { event: 'mark', ...this.#numbered(), mark: { name } }
  }

  stop(): Json {
    const { accountSid, callSid } = this.#identity
    const stop = { user_id: accountSid, call_control_id: callSid }
    return { event: 'stop', ...this.#numbered(), stop }
  }

  #numbered() {
    this.#sequence += 1
    return { sequence_number: String(this.#sequence), stream_id: this.#identity.streamSid }
  }
}
