import { createServer, type ServerHttp2Stream } from 'node:http2'
import type { IncomingHttpHeaders } from 'node:http2'
import type { AddressInfo } from 'node:net'

import {
  decodeMessage,
  encodeMessage,
  MessageCutter,
  SignatureChain,
} from '#lib/engines/connectors/testing/event-stream-codec.ts'
import {
  invalid,
  lexBot,
  lexKey,
  LexRefusal,
  type LexSessions,
} from '#lib/engines/connectors/testing/fake-lex-bot.ts'
import {
  FakeLexStream,
  goodLexManners,
  type LexManners,
  type LexStreamSeen,
} from '#lib/engines/connectors/testing/fake-lex-stream.ts'
import type { FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { signatureFault } from '#lib/platform/storage/testing/sigv4.ts'

const path =
  /^\/bots\/([0-9A-Za-z]{10})\/botAliases\/([0-9A-Za-z]{10})\/botLocales\/([a-z]{2}_[A-Z]{2})\/sessions\/([0-9a-zA-Z._:-]{2,100})\/conversation$/

/** Checks the head of a request; returns what it names. Throws LexRefusal. */
function admit(headers: IncomingHttpHeaders) {
  const url = headers[':path'] ?? ''
  const method = headers[':method'] ?? ''
  const [, botId, alias, locale, sessionId = ''] = path.exec(url) ?? []
  if (method !== 'POST' || botId === undefined)
    throw new LexRefusal(404, 'UnknownOperationException', `nothing at ${url}`)
  const named = { ...headers, host: headers[':authority'] }
  const streamedHash = 'STREAMING-AWS4-HMAC-SHA256-EVENTS'
  const fault = signatureFault({ method, url, headers: named }, Buffer.alloc(0), {
    ...{ ...lexKey, region: lexBot.region, service: 'lex', streamedHash },
  })
  if (fault) throw new LexRefusal(403, 'AccessDeniedException', `not signed: ${fault}`)
  if (headers['x-amz-security-token'] !== lexKey.sessionToken)
    throw new LexRefusal(403, 'UnrecognizedClientException', 'the security token is not valid')
  if (botId !== lexBot.bot_id || alias !== lexBot.bot_alias_id || locale !== 'en_US')
    throw new LexRefusal(404, 'ResourceNotFoundException', 'there is no such bot, alias or locale')
  if (headers['content-type'] !== 'application/vnd.amazon.eventstream')
    throw invalid(`not a stream of events: ${String(headers['content-type'])}`)
  const mode = headers['x-amz-lex-conversation-mode'] ?? 'AUDIO'
  if (mode !== 'AUDIO' && mode !== 'TEXT') throw invalid(`no mode: ${String(mode)}`)
  const [, seed = ''] = /Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '') ?? []
  return { sessionId, mode, seed } as const
}

/** The events that a message of the caller carries; null at the end of the stream. Throws LexRefusal. */
function unpack(bytes: Buffer, chain: SignatureChain) {
  const outer = decodeMessage(bytes)
  if (!chain.accepts(outer))
    throw new LexRefusal(403, 'AccessDeniedException', 'an event is not signed')
  if (outer.payload.length === 0) return null
  const { headers, payload } = decodeMessage(outer.payload)
  if (headers[':message-type'] !== 'event') throw invalid('not an event')
  if (headers[':content-type'] !== 'application/json') throw invalid('application/json, please')
  return { name: String(headers[':event-type']), value: JSON.parse(payload.toString()) as unknown }
}

/** Before the answer has begun a refusal is a status, after that an event. */
function refuse(stream: ServerHttp2Stream, error: unknown): void {
  if (stream.destroyed) return
  const { status, exception } =
    error instanceof LexRefusal ? error : { status: 500, exception: 'InternalServerException' }
  const payload = Buffer.from(JSON.stringify({ message: String(error) }))
  if (!stream.headersSent) {
    const type = { 'content-type': 'application/json', 'x-amzn-errortype': exception }
    stream.respond({ ':status': status, ...type })
    return void stream.end(payload)
  }
  const named = { ':exception-type': exception, ':message-type': 'exception' }
  const headers = { ...named, ':content-type': 'application/json' }
  stream.end(encodeMessage({ headers, payload }))
}

export type FakeLexConversations = {
  /** http, HTTP/2 without TLS */
  url: string
  manners: LexManners
  /** the conversations so far, the latest last */
  seen: LexStreamSeen[]
  /** Cuts every connection. */
  drop(): void
  close(): Promise<void>
}

/** `StartConversation` on loopback: HTTP/2, event streams, and every signature checked anew. */
export async function startFakeLexConversations(
  mind: FakeMind,
  sessions: LexSessions,
): Promise<FakeLexConversations> {
  const open = new Set<string>()
  const streams = new Set<ServerHttp2Stream>()
  const fake = { manners: { ...goodLexManners }, seen: [] as LexStreamSeen[] }

  const hold = async (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    const { sessionId, mode, seed } = admit(headers)
    if (open.has(sessionId))
      throw new LexRefusal(409, 'ConflictException', 'another client uses this session')
    open.add(sessionId)
    stream.once('close', () => open.delete(sessionId))
    stream.respond({ ':status': 200, 'content-type': 'application/vnd.amazon.eventstream' })
    const seen: LexStreamSeen = {
      ...{ mode, sessionId, configuration: null, heard: [], audioEvents: 0 },
      ...{ completions: 0, interruptions: 0, disconnected: false },
    }
    fake.seen.push(seen)
    const send = (name: string, event: object) => {
      const named = { ':event-type': name, ':message-type': 'event' }
      const payload = Buffer.from(JSON.stringify(event))
      const message = { headers: { ...named, ':content-type': 'application/json' }, payload }
      if (!stream.destroyed) stream.write(encodeMessage(message))
    }
    const talk = new FakeLexStream(mind, sessions, { ...fake.manners }, seen, send)
    const chain = new SignatureChain(lexKey.secretAccessKey, lexBot.region, 'lex', seed)
    const cutter = new MessageCutter()
    // A refusal is still to be written when this loop is left.
    const pieces = stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
    for await (const piece of pieces)
      for (const bytes of cutter.cut(piece)) {
        const event = unpack(bytes, chain)
        if (event) await talk.take(event.name, event.value)
      }
    stream.end()
  }

  const server = createServer()
  server.on('stream', (stream, headers) => {
    streams.add(stream)
    stream.on('error', () => undefined)
    stream.once('close', () => streams.delete(stream))
    hold(stream, headers).catch((error: unknown) => refuse(stream, error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const drop = () => {
    for (const stream of streams) stream.session?.destroy()
  }
  return Object.assign(fake, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    drop,
    async close() {
      drop()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  })
}
