import { http } from '#lib/engines/connectors/http/index.ts'
import { takeTurn, textTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import {
  chunkedHead,
  httpAnswer,
  httpChunk,
  startScriptedServer,
  type Script,
} from '#lib/engines/connectors/testing/scripted-server.ts'
import type { ExchangeEntry, TurnEvent } from '#lib/engines/connectors/types.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

export const jsonType = { 'Content-Type': 'application/json' }
const eventsType = 'Content-Type: text/event-stream'

/** A server that answers each request with these bytes. */
export const answering =
  (body: string | Buffer, headers: Record<string, string> = jsonType, status = 200): Script =>
  (socket) =>
    socket.end(httpAnswer(status, body, headers))

/** A server that streams `text` as events, in chunks: the length of the stream is proven, its end is not. */
export const streaming =
  (text: string): Script =>
  (socket) =>
    socket.end(
      `${chunkedHead.replace('\r\n\r\n', `\r\n${eventsType}\r\n\r\n`)}${httpChunk(text)}0\r\n\r\n`,
    )

/** The same as servers of HTTP/1.0 do: only the end of the connection ends it. */
export const pouring =
  (text: string): Script =>
  (socket) =>
    socket.end(`HTTP/1.0 200 OK\r\n${eventsType}\r\nConnection: close\r\n\r\n${text}`)

/** One turn with a target at a server that plays `script`, and what the exchange shows of it. */
export async function meet(
  script: Script,
  config: object = {},
): Promise<{ events: TurnEvent[]; exchange: ExchangeEntry[] }> {
  const server = await startScriptedServer(script)
  try {
    const settings = http.config.parse({
      ...{ preset: 'custom', url: server.url, breaker_failures: 0, error_path: '$.error' },
      ...config,
    })
    const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
    const session = http.open(
      settings,
      { token: 'secret-token' },
      { ...{ userId: 'caller', language: 'en-US', guard } },
    )
    const events = await takeTurn(session, textTurn)
    return { events, exchange: session.exchange() }
  } finally {
    await server.close()
  }
}
