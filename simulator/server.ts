import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'
import { createRecogniser } from '#simulator/asr/recogniser.ts'
import { createReplyVoice } from '#simulator/audio-input/reply-voice.ts'
import { openCallLog } from '#simulator/call-log.ts'
import { languages, type Language } from '#simulator/domains/domain.ts'
import { FaultBook } from '#simulator/faults/fault-book.ts'
import { route } from '#simulator/http/route.ts'
import { limits, type SimulatorOptions } from '#simulator/options.ts'
import { readClientKey } from '#simulator/protocol/signature.ts'
import type { Simulation } from '#simulator/simulation.ts'
import { acceptWebSockets } from '#simulator/websocket/accept.ts'

export type Simulator = {
  port: number
  /** Base address, e.g. `http://127.0.0.1:4711`. */
  url: string
  /** Resolves when the ears know all voices of the languages given (all, when none are). */
  warm(languages?: readonly Language[]): Promise<void>
  close(): Promise<void>
}

const defaultSkewSeconds = 900
const speechThreads = 2

/** A wait that ends early when the simulator closes. */
function createPauses() {
  const waiting = new Map<NodeJS.Timeout, () => void>()
  return {
    pause: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(timer)
          resolve()
        }, ms)
        waiting.set(timer, resolve)
      }),
    end() {
      for (const [timer, resolve] of waiting) {
        clearTimeout(timer)
        resolve()
      }
      waiting.clear()
    },
  }
}

/** The HTTP server with its bounds, and its open sockets. */
function createHttpServer(simulation: Simulation) {
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.handshakeMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.idleMs,
      noDelay: true,
    },
    (request, response) => route(simulation, request, response),
  )
  server.maxConnections = limits.connections
  server.timeout = limits.requestMs
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  })
  return { server, sockets }
}

/**
 * Starts the demo voice AI on one port: `/v1/text`, `/v1/audio` and the WebSocket dialect of Houndify.
 * Throws when the port is taken, the key is malformed or the log cannot be opened.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const pauses = createPauses()
  const faults = new FaultBook()
  if (options.fault !== undefined) faults.set([options.fault])
  const tts = createEmbeddedTts({ threads: speechThreads })
  const ears = createRecogniser({ tts, folder: options.dataDir ?? null, ...options.vocabulary })
  const simulation: Simulation = {
    credentials: {
      clientId: options.clientId,
      key: readClientKey(options.clientKey),
      clockSkewSeconds: options.clockSkewSeconds ?? defaultSkewSeconds,
    },
    clientKey: options.clientKey,
    latencyMs: options.latencyMs ?? 0,
    weakSpots: options.weakSpots ?? true,
    faults,
    log: await openCallLog(options.logFile),
    ears,
    profile: options.ears ?? 'robust',
    speak: createReplyVoice(tts),
    pause: pauses.pause,
  }
  const { server, sockets } = createHttpServer(simulation)
  const sessions = acceptWebSockets(server, simulation)
  const host = options.host ?? '127.0.0.1'
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, host, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://${host}:${port}`,
    async warm(wanted = languages) {
      // Default voices first: they are what most callers speak with. One language after the other, the first soon.
      for (const language of wanted) await ears.warm(language, 'default')
      for (const language of wanted) await ears.warm(language, 'all')
    },
    async close() {
      pauses.end()
      sessions.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
      await ears.close()
      await tts.close()
      await simulation.log.close()
    },
  }
}
