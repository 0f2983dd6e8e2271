import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

import { WebSocketServer } from 'ws'

import { errorMessage } from '#lib/platform/errors.ts'
import { holdAgentSession } from '#simulator/agent/session.ts'
import type { FaultRule } from '#simulator/faults/fault.ts'
import { limits } from '#simulator/options.ts'
import { bearsKey } from '#simulator/protocol/bearer.ts'
import { Refusal } from '#simulator/protocol/refusal.ts'
import type { Simulation } from '#simulator/simulation.ts'
import { holdSession } from '#simulator/websocket/session.ts'

const largestMessage = 1_048_576
/** Where the live agent is; everywhere else is the dialect of Houndify, whose official endpoint has no path. */
const agentPath = '/v1/agent'

function answerPlainly(socket: Duplex, status: number, message: string, headers = ''): void {
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Type: text/plain\r\n${headers}\r\n${message}\n`,
  )
}

/** A fault that strikes before the handshake. True when it took over. */
function struck(socket: Duplex, fault: FaultRule | null): boolean {
  if (fault?.at !== 'start') return false
  if (fault.kind === 'status') {
    const wait = fault.retryAfter === null ? '' : `Retry-After: ${fault.retryAfter}\r\n`
    answerPlainly(socket, fault.value, `Injected fault: status ${fault.value}`, wait)
    return true
  }
  if (fault.kind !== 'reset') return false
  socket.destroy()
  return true
}

/** Serves the live agent on its path, and Houndify's WebSocket dialect on any other path of the HTTP port. */
export function acceptWebSockets(server: Server, simulation: Simulation): { close(): void } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined)
    let fault: FaultRule | null
    try {
      // Before the handshake the caller has no name yet but its address.
      const caller = request.socket.remoteAddress ?? ''
      fault = simulation.faults.pick(request.headers, caller, 'websocket')
    } catch (error) {
      answerPlainly(socket, error instanceof Refusal ? error.status : 500, errorMessage(error))
      return
    }
    if (sockets.clients.size >= limits.connections) {
      answerPlainly(socket, 503, 'Too many connections')
      return
    }
    if (struck(socket, fault)) return
    const agent = (request.url ?? '').split('?', 1)[0] === agentPath
    if (agent && !bearsKey(request.headers, simulation.clientKey))
      return answerPlainly(socket, 401, 'Unauthorized: send the client key as a bearer token')
    const hold = agent ? holdAgentSession : holdSession
    sockets.handleUpgrade(request, socket, head, (webSocket) =>
      hold(simulation, webSocket, request.headers, fault),
    )
  })
  return {
    close() {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
    },
  }
}
