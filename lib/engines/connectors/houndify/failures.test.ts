import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'

import { afterEach, describe, expect, test } from 'vitest'

import {
  expectEnd,
  type Kind,
  openSession,
  resultMessage,
  turns,
} from '#lib/engines/connectors/houndify/testing/short-deadlines.ts'
import { takeTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import {
  chunkedHead,
  httpAnswer,
  httpChunk,
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from '#lib/engines/connectors/testing/scripted-server.ts'
import type { FaultClass } from '#lib/engines/connectors/types.ts'

const bomb = gzipSync(Buffer.alloc(100_000_000, 0x20))
const hang = () => undefined
const reset = (socket: Socket) => socket.resetAndDestroy()

let server: ScriptedServer | undefined
afterEach(() => server?.close())

async function meet(kind: Kind, script: Script, config: Record<string, unknown> = {}) {
  server = await startScriptedServer(script)
  // Paced, so that what the server does is read before the next write meets it.
  return takeTurn(openSession(server.url, config), turns[kind], { pace: 4 })
}

describe.each<Kind>(['text', 'voice'])('in %s', (kind) => {
  test.each<[string, Script, FaultClass, number]>([
    ['500', (socket) => socket.end(httpAnswer(500, 'oops')), 'server_error', 2],
    ['503', (socket) => socket.end(httpAnswer(503, '')), 'server_error', 2],
    ['429', (socket) => socket.end(httpAnswer(429, 'slow down')), 'rate_limited', 2],
    ['408', (socket) => socket.end(httpAnswer(408, '')), 'timeout', 2],
    ['400', (socket) => socket.end(httpAnswer(400, 'bad')), 'client_error', 1],
    ['404', (socket) => socket.end(httpAnswer(404, 'no')), 'client_error', 1],
    ['401', (socket) => socket.end(httpAnswer(401, 'who?')), 'authentication', 1],
    ['403', (socket) => socket.end(httpAnswer(403, 'Forbidden')), 'authentication', 1],
    [
      'a redirect, which it does not follow',
      (socket) => socket.end(httpAnswer(302, '', { Location: '/elsewhere' })),
      'client_error',
      1,
    ],
    ['silence', hang, 'timeout', 2],
    ['a close right after the request', (socket) => socket.end(), 'reset', 2],
    ['a reset before the first byte', reset, 'reset', 2],
    [
      'a reset after the first byte',
      (socket) => socket.write(chunkedHead + '40\r\n{"For', () => reset(socket)),
      'reset',
      1,
    ],
    [
      'a close in the middle of the head',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'),
      'reset',
      2,
    ],
    [
      'a close in the middle of the body',
      (socket) => socket.end(chunkedHead + httpChunk(resultMessage.slice(0, 40))),
      'reset',
      1,
    ],
    ['bytes that are no HTTP', (socket) => socket.end('\0\u0001 garbage\r\n\r\n'), 'protocol', 1],
    [
      'a web page',
      (socket) => socket.end(httpAnswer(200, '<html></html>', { 'Content-Type': 'text/html' })),
      'protocol',
      1,
    ],
    ['JSON cut off', (socket) => socket.end(httpAnswer(200, '{"Format": "Sound')), 'protocol', 1],
    ['another JSON', (socket) => socket.end(httpAnswer(200, '{"ok":true}')), 'protocol', 1],
    ['an empty 200', (socket) => socket.end(httpAnswer(200, '')), 'protocol', 1],
    [
      'a result without answers',
      (socket) =>
        socket.end(httpAnswer(200, resultMessage.replace(/"AllResults":\[.*\]/, '"x":1'))),
      'protocol',
      1,
    ],
    [
      'a result whose fields have other types',
      (socket) => socket.end(httpAnswer(200, resultMessage.replace('"Hello."', '{"no":"text"}'))),
      'protocol',
      1,
    ],
    [
      'Status Error',
      (socket) =>
        socket.end(
          httpAnswer(
            200,
            '{"Format":"HoundQueryResult","FormatVersion":"1.0","Status":"Error","ErrorMessage":"no audio"}',
          ),
        ),
      'voice_ai_error',
      1,
    ],
    [
      'a gzip that unpacks to 100 MB',
      (socket) =>
        socket.end(
          httpAnswer(200, bomb, {
            'Hound-Response-Content-Encoding': 'gzip',
          }),
        ),
      'too_large',
      1,
    ],
  ])('%s', async (_name, script, fault, attempts) => {
    const events = await meet(kind, script)
    expectEnd(events, fault, attempts)
    expect(server?.heads).toHaveLength(attempts)
  })
})
