import { randomBytes } from 'node:crypto'

import {
  fillHeader,
  fillText,
  fillUrl,
  type TemplateValues,
} from '#lib/engines/connectors/template.ts'
import { Call, type CallContext } from '#lib/engines/connectors/twilio-media-streams/call.ts'
import type { Dialect } from '#lib/engines/connectors/twilio-media-streams/messages.ts'
import type {
  TwilioConfig,
  TwilioSecrets,
} from '#lib/engines/connectors/twilio-media-streams/settings.ts'
import { twilioSignature } from '#lib/engines/connectors/twilio-media-streams/signature.ts'
import { FrameSocket } from '#lib/engines/connectors/websocket/frame-socket.ts'
import type { Guard } from '#lib/platform/net/guard.ts'

export type DialContext = Omit<CallContext, 'frameMs' | 'dialect'> & {
  config: TwilioConfig
  secrets: TwilioSecrets
  guard: Guard
  signal: AbortSignal
}

/** An identifier as Twilio has them: two letters and 32 hexadecimal digits. */
const sid = (kind: 'CA' | 'MZ') => kind + randomBytes(16).toString('hex')

/** How a carrier proves who calls. */
const proofOf = (dialect: Dialect, token: string, url: string): Record<string, string> =>
  dialect === 'telnyx'
    ? { 'x-telnyx-streaming-auth-token': token }
    : { 'X-Twilio-Signature': twilioSignature(token, url) }

function headersOf({ config, secrets }: DialContext, url: string, values: TemplateValues) {
  const signed = config.signature_url === undefined ? url : fillUrl(config.signature_url, values)
  const own = Object.entries(config.headers).map(([name, value]) => [
    name,
    fillHeader(value, values),
  ])
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    ...(secrets.auth_token !== undefined && proofOf(config.dialect, secrets.auth_token, signed)),
  }
}

/**
 * Calls the agent: connects and introduces a new call. `onConnected` is called when the WebSocket is up. Throws
 * NetFault.
 */
export async function dial(
  context: DialContext,
  caller: TemplateValues,
  onConnected: (at: number) => void,
): Promise<Call> {
  const { config, guard, signal, log, mask } = context
  const identity = { accountSid: config.account_sid, callSid: sid('CA'), streamSid: sid('MZ') }
  const values = { ...caller, call_sid: identity.callSid }
  const url = fillUrl(config.url, values)
  const headers = headersOf(context, url, values)
  log.add({ direction: 'out', label: `WebSocket ${mask.text(url)}`, headers })
  const connectMs = config.connect_timeout_s * 1_000
  const socket = new FrameSocket({ url, headers, guard, signal, connectMs, subprotocols: [] })
  const { frame_ms: frameMs, dialect } = config
  const call = new Call({ log, mask, frameMs, dialect }, socket, identity)
  try {
    onConnected(await socket.opened)
    const parameters = Object.entries(config.custom_parameters)
    await call.start(
      Object.fromEntries(parameters.map(([name, value]) => [name, fillText(value, values)])),
    )
    return call
  } catch (error) {
    await call.hangUp()
    throw error
  }
}
