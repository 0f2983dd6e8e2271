import { authorizeCall } from '#lib/engines/connectors/authorize-call.ts'
import { textAt } from '#lib/engines/connectors/json-path.ts'
import { parseLossless, toJson } from '#lib/engines/connectors/lossless-json.ts'
import { excerpt, protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import {
  fillHeader,
  fillJson,
  fillUrl,
  type TemplateValues,
} from '#lib/engines/connectors/template.ts'
import type { Json } from '#lib/engines/connectors/types.ts'
import { Connection, type ConnectionContext } from '#lib/engines/connectors/websocket/connection.ts'
import { FrameSocket } from '#lib/engines/connectors/websocket/frame-socket.ts'
import { hungUpFault } from '#lib/engines/connectors/websocket/turn-fault.ts'
import type { WebsocketSecrets } from '#lib/engines/connectors/websocket/settings.ts'
import { portOf } from '#lib/platform/net/guard.ts'
import { request } from '#lib/platform/net/http.ts'
import { statusFault } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

export type DialContext = ConnectionContext & { secrets: WebsocketSecrets; signal: AbortSignal }

type Address = { url: string; headers: Record<string, string> }

function ownHeaders({ settings }: DialContext, values: TemplateValues): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings.headers).map(([name, value]) => [name, fillHeader(value, values)]),
  )
}

function parse(body: Buffer, peer: string): Json {
  try {
    return toJson(parseLossless(body.toString('utf8')))
  } catch {
    throw protocolFault(peer, `the session request was not answered in JSON: "${excerpt(body)}"`)
  }
}

/** Asks for a session; its answer names the address, which carries its own permission. */
async function requestSession(context: DialContext, values: TemplateValues): Promise<Address> {
  const { settings, secrets, guard, signal, log, mask } = context
  const method = settings.session_method
  const filled = fillUrl(settings.session_url ?? '', values)
  const { url, headers: auth } = authorizeCall(settings, secrets, filled)
  const content = method === 'GET' ? null : (fillJson(settings.session_body, values) ?? null)
  const headers = {
    ...ownHeaders(context, values),
    ...auth,
    'Accept-Encoding': 'identity',
    ...(content !== null && { 'Content-Type': 'application/json' }),
  }
  const shown = content !== null && { body: mask.json(content) }
  log.add({ direction: 'out', label: `${method} ${mask.text(url)}`, headers, ...shown })
  const response = await request({
    ...{ method, url, headers, guard, signal },
    ...(content !== null && { body: JSON.stringify(content) }),
    limits: {
      connectMs: settings.connect_timeout_s * 1_000,
      firstByteMs: settings.timeout_s * 1_000,
      totalMs: settings.total_timeout_s * 1_000,
      maxBytes: 1_000_000,
    },
  })
  const { status, body } = response
  const parts = new URL(url)
  const peer = `${parts.hostname}:${portOf(parts)}`
  // The address in it is as good as a credential: the log gets only its size.
  log.add({ direction: 'in', label: String(status), bytes: body.length })
  if (status < 200 || status > 299) {
    const wait = parseRetryAfter(response.headers['retry-after'], Date.now())
    throw statusFault(peer, status, excerpt(mask.text(excerpt(body, 2_000))), wait)
  }
  const address = textAt(parse(body, peer), settings.session_url_path)
  if (address === null || !/^wss?:\/\//.test(address))
    throw protocolFault(peer, 'the answer to the session request names no WebSocket address')
  return { url: address, headers: {} }
}

function plainAddress(context: DialContext, values: TemplateValues): Address {
  const { settings, secrets } = context
  const filled = fillUrl(settings.url ?? '', values)
  const { url, headers } = authorizeCall(settings, secrets, filled)
  return { url, headers: { ...ownHeaders(context, values), ...headers } }
}

/**
 * Connects, goes through the opening, replays `history` if the settings say so, and hears the greeting out.
 * `onConnected` is called when the WebSocket is up. Throws NetFault.
 */
export async function dial(
  context: DialContext,
  values: TemplateValues,
  history: readonly Json[],
  onConnected: (at: number) => void,
): Promise<Connection> {
  const { settings, guard, signal, log, mask } = context
  const asked = settings.session_url !== undefined && settings.url === undefined
  const { url, headers } = asked
    ? await requestSession(context, values)
    : plainAddress(context, values)
  const { origin, pathname } = new URL(url)
  const label = asked ? `WebSocket ${origin}/…` : `WebSocket ${mask.text(origin + pathname)}`
  log.add({ direction: 'out', label, headers })
  const socket = new FrameSocket({
    ...{ url, headers, guard, signal, subprotocols: settings.subprotocols },
    framing: settings.framing,
    connectMs: settings.connect_timeout_s * 1_000,
  })
  const connection = new Connection(context, socket, values)
  const hangUp = () => connection.giveUp()
  signal.addEventListener('abort', hangUp)
  try {
    onConnected(await socket.opened)
    await connection.open()
    if (settings.replay === 'messages') await connection.send(history, {})
    connection.ready(history.length === 0 ? await connection.greeting() : [])
    return connection
  } catch (error) {
    await connection.close()
    // Whoever hangs up during the greeting would do so again.
    if (connection.hungUp !== null) throw hungUpFault(connection.peer, connection.hungUp)
    throw error
  } finally {
    signal.removeEventListener('abort', hangUp)
  }
}
