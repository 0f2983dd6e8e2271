import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { type WebSocket, WebSocketServer } from 'ws'
import type { z } from 'zod'

import type { Beat } from '#lib/engines/connectors/testing/fake-websocket-plot.ts'
import { tone } from '#lib/engines/speech/audio/test-signals.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { EndOfSpeech } from '#simulator/audio-input/end-of-speech.ts'

/** What a peer may do instead of answering. */
export type FakeFault = 'close' | 'reset' | 'garbage' | 'silence' | 'huge' | 'slow'

/** One connection as its protocol sees it. Throwing a Refusal ends it. */
export type FakeSession = {
  open?(): void
  text(message: unknown): void | Promise<void>
  binary?(bytes: Buffer): void | Promise<void>
  closed?(): void
}

/** What a protocol says with. */
export type FakeSocket = {
  send(message: object): void
  sendBinary(bytes: Buffer): void
  close(code: number, reason: string): void
  /** Whether to answer now; a fault that was asked for happens instead. */
  answering(): Promise<boolean>
  /** What the next answer is to be; null for the usual one. */
  plot(): readonly Beat[] | null
}

export type FakeProtocol = {
  /** The HTTP status that refuses an upgrade, or null. */
  refuses(request: IncomingMessage, url: URL): number | null
  session(socket: FakeSocket, url: URL): FakeSession
  /** Requests that are no WebSocket. */
  http?(request: IncomingMessage, url: URL, body: string, response: ServerResponse): void
}

/** A message that the vendor would refuse. */
export class FakeRefusal extends Error {}

/** The message by its schema; throws FakeRefusal with the first fault. */
export function strictly<T extends z.ZodType>(schema: T, message: unknown): z.output<T> {
  const parsed = schema.safeParse(message)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new FakeRefusal(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`)
}

/** Hears a caller until silence follows speech. */
export class FakeListener {
  readonly #rate: number
  readonly #silenceMs: number
  #end: EndOfSpeech
  #pieces: Int16Array[] = []

  constructor(rate: number, silenceMs: number) {
    this.#rate = rate
    this.#silenceMs = silenceMs
    this.#end = new EndOfSpeech(rate, silenceMs)
  }

  /** The utterance, when it has ended with these samples; the next one starts anew. */
  hear(pcm: Int16Array): Clip | null {
    this.#pieces.push(pcm)
    return this.#end.hear(pcm) ? this.take() : null
  }

  /** All that was heard since the last time. */
  take(): Clip {
    const pcm = Int16Array.from(this.#pieces.flatMap((piece) => [...piece]))
    this.#pieces = []
    this.#end = new EndOfSpeech(this.#rate, this.#silenceMs)
    return { pcm, sampleRate: this.#rate }
  }
}

/** 16-bit little-endian samples; a half one is refused. */
export function samples(bytes: Buffer): Int16Array {
  if (bytes.length % 2 === 1) throw new FakeRefusal('half a sample')
  return Int16Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readInt16LE(at * 2))
}

/** 200 ms of reply audio as 16-bit little-endian bytes. */
export function replyTone(sampleRate: number): Buffer {
  const { pcm } = tone({ hz: 440, sampleRate, durationMs: 200, level: 0.3 })
  return Buffer.from(pcm.buffer)
}

/** Words with the space after each, for streaming. */
export const wordsOf = (text: string): string[] => text.match(/\S+\s*/g) ?? []

export type FakeWebsocket = {
  /** `http://127.0.0.1:port`; the WebSocket is on the same port */
  url: string
  ws: string
  /** happens instead of the next answers */
  fault: FakeFault | null
  /** what sessions were refused for */
  refusals: string[]
  /** the next answers, one plot each */
  plots: (readonly Beat[])[]
  /** connections accepted so far */
  connections: number
  /** Sends a message over all connections, whatever they are at. */
  say(message: object): void
  /** Breaks all connections off. */
  drop(): void
  close(): Promise<void>
}

/** What a fault does with the socket in place of an answer; whether the answer follows all the same. */
async function misbehave(socket: WebSocket, fault: FakeFault): Promise<boolean> {
  if (fault === 'close') socket.close(1011, 'internal error')
  if (fault === 'reset') socket.terminate()
  if (fault === 'garbage') socket.send('{"type": oops')
  if (fault === 'huge') socket.send(JSON.stringify({ type: 'x', data: 'x'.repeat(5_000_000) }))
  if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, 150))
  return fault === 'slow'
}

function serve(peer: FakeWebsocket, protocol: FakeProtocol, socket: WebSocket, url: URL): void {
  const session = protocol.session(
    {
      send: (message) => socket.send(JSON.stringify(message)),
      sendBinary: (bytes) => socket.send(bytes),
      close: (code, reason) => socket.close(code, reason),
      answering: async () => peer.fault === null || misbehave(socket, peer.fault),
      plot: () => peer.plots.shift() ?? null,
    },
    url,
  )
  const refuse = (error: unknown) => {
    peer.refusals.push(error instanceof Error ? error.message : String(error))
    socket.close(1008, String(error).slice(0, 100))
  }
  const guarded = (run: () => void | Promise<void>) => {
    try {
      Promise.resolve(run()).catch(refuse)
    } catch (error) {
      refuse(error)
    }
  }
  socket.on('message', (data, isBinary) => {
    const bytes = Buffer.isBuffer(data) ? data : Buffer.alloc(0)
    if (!isBinary) return guarded(() => session.text(JSON.parse(bytes.toString('utf8'))))
    if (!session.binary) return refuse(new FakeRefusal('no binary messages here'))
    guarded(() => session.binary?.(bytes))
  })
  socket.on('close', () => session.closed?.())
  socket.on('error', () => undefined)
  guarded(() => session.open?.())
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** Plays `protocol` on loopback. */
export async function startFakeWebsocket(
  make: (url: string) => FakeProtocol,
): Promise<FakeWebsocket> {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', peer.url)
    void bodyOf(request).then((body) => {
      if (protocol.http) protocol.http(request, url, body, response)
      else response.writeHead(426).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const peer: FakeWebsocket = {
    url: `http://127.0.0.1:${port}`,
    ws: `ws://127.0.0.1:${port}`,
    ...{ fault: null, refusals: [], plots: [], connections: 0 },
    say: (message) => sockets.clients.forEach((socket) => socket.send(JSON.stringify(message))),
    drop: () => sockets.clients.forEach((socket) => socket.terminate()),
    close: () =>
      new Promise((resolve) => {
        peer.drop()
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  const protocol = make(peer.url)
  server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', peer.url)
    const status = protocol.refuses(request, url)
    if (status !== null)
      return socket.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\n\r\n`)
    sockets.handleUpgrade(request, socket, head, (client) => {
      peer.connections += 1
      serve(peer, protocol, client, url)
    })
  })
  return peer
}
