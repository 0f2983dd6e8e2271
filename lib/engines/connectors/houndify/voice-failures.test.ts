import type { Socket } from 'node:net'

import { afterEach, describe, expect, test } from 'vitest'

import {
  expectEnd,
  openSession,
  partialMessage,
  resultMessage,
  turns,
} from '#lib/engines/connectors/houndify/testing/short-deadlines.ts'
import { of, takeTurn, voiceTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import {
  chunkedHead,
  httpAnswer,
  httpChunk,
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from '#lib/engines/connectors/testing/scripted-server.ts'

const reset = (socket: Socket) => socket.resetAndDestroy()

let server: ScriptedServer | undefined
afterEach(() => server?.close())

async function meet(script: Script, config: Record<string, unknown> = {}) {
  server = await startScriptedServer(script)
  // Paced, so that what the server does is read before the next write meets it.
  return takeTurn(openSession(server.url, config), turns.voice, { pace: 4 })
}

describe('voice alone', () => {
  test('a close after a partial transcript keeps the partial and is not tried again', async () => {
    const events = await meet((socket) =>
      socket.end(chunkedHead + httpChunk(`${partialMessage}\n`)),
    )
    expectEnd(events, 'reset', 1)
    expect(of(events, 'partial')).toMatchObject([{ text: 'hel', audioMs: 100 }])
  })

  test('silence after a partial transcript is a timeout and is not tried again', async () => {
    const events = await meet((socket) =>
      socket.write(chunkedHead + httpChunk(`${partialMessage}\n`)),
    )
    expectEnd(events, 'timeout', 1)
  })

  test('a refusal that comes while audio is still being sent is read as what it is', async () => {
    server = await startScriptedServer((socket) => socket.end(httpAnswer(401, 'who?')))
    const events = await takeTurn(openSession(server.url), voiceTurn(3_000), { pace: 1 })
    expectEnd(events, 'authentication', 1)
    expect(of(events, 'sent').some(({ last }) => last)).toBe(false)
  })

  test('a server that does not read is a timeout while sending', async () => {
    server = await startScriptedServer((socket) => socket.pause())
    const long = { ...voiceTurn(), pcm: new Int16Array(16_000_000), speechEndMs: 1_000_000 }
    const events = await takeTurn(openSession(server.url), long, { maxAttempts: 1 })
    expectEnd(events, 'timeout', 1)
    expect(events.at(-1)).toMatchObject({
      message: expect.stringContaining('while sending audio') as string,
    })
    expect(of(events, 'sent').some(({ last }) => last)).toBe(false)
  })

  test('a final result counts although the server never ends its answer', async () => {
    const events = await meet((socket) =>
      socket.write(
        chunkedHead + httpChunk(`${partialMessage}\n`) + httpChunk(`${resultMessage}\n`),
      ),
    )
    expect(events.at(-1)?.type).toBe('done')
    expect(of(events, 'reply')).toMatchObject([{ written: 'Hello.' }])
  })

  test('a final result counts although the connection then breaks', async () => {
    const events = await meet((socket) =>
      socket.write(chunkedHead + httpChunk(`${resultMessage}\n`), () => reset(socket)),
    )
    expect(events.at(-1)?.type).toBe('done')
  })

  test.each(['pure garbage', '}', `${partialMessage}\n oops`])(
    'text between messages is a fault of the protocol: %s',
    async (body) => {
      const events = await meet((socket) => socket.end(httpAnswer(200, body)))
      expectEnd(events, 'protocol', 1)
    },
  )
})
