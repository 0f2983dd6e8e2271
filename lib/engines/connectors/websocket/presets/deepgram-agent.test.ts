import { describe, expect, test } from 'vitest'

import {
  deepgramProtocol,
  deepgramTarget,
  deepgramToken,
} from '#lib/engines/connectors/testing/fake-websocket-deepgram.ts'
import { startFakeWebsocket } from '#lib/engines/connectors/testing/fake-websocket.ts'
import { takeTurn, of } from '#lib/engines/connectors/testing/take-turn.ts'
import {
  mocks,
  openWebsocket,
  textOf,
  voiceOf,
  weather,
} from '#lib/engines/connectors/testing/open-websocket.ts'
import { createFakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { fromFirstTest } from '#lib/engines/connectors/testing/from-first-test.ts'

const mind = fromFirstTest(createFakeMind)

describe('deepgram_agent', () => {
  const peer = fromFirstTest(() => startFakeWebsocket(() => deepgramProtocol(mind)))

  test.each<[string, object, string, string]>([
    ['another key', {}, 'other', 'authentication'],
    ['a bearer token', { auth: 'bearer' }, deepgramToken, 'authentication'],
    [
      'a turn before the settings',
      { opening: [{ wait: "@.type == 'Welcome'" }] },
      deepgramToken,
      'voice_ai_error',
    ],
  ])('refuses %s', async (_, config, token, fault) => {
    const session = openWebsocket({ ...deepgramTarget(peer.ws), ...config }, token)
    expect((await takeTurn(session, textOf(weather))).at(-1)).toMatchObject({
      type: 'error',
      fault,
    })
    await session.close()
  })

  test('joins the sentences, and audio that was cut in the middle of a sample', async () => {
    const session = openWebsocket(deepgramTarget(peer.ws), deepgramToken)
    const events = await takeTurn(session, await voiceOf(mind, weather))
    expect(of(events, 'reply')[0]?.written).toContain('Toronto today')
    expect(of(events, 'transcript')[0]?.text.toLowerCase()).toBe(weather)
    expect(of(events, 'audio').reduce((sum, { pcm }) => sum + pcm.length, 0)).toBe(4_800)
    await session.close()
  })

  test('a text turn has no transcript, although the voice AI repeats the text', async () => {
    const session = openWebsocket(deepgramTarget(peer.ws), deepgramToken)
    expect(of(await takeTurn(session, textOf(weather)), 'transcript')).toEqual([])
    await session.close()
  })

  test('carries a conversation over in its settings', async () => {
    const before = openWebsocket(deepgramTarget(peer.ws), deepgramToken)
    await takeTurn(before, textOf(weather))
    const after = openWebsocket(deepgramTarget(peer.ws), deepgramToken)
    after.restore(before.snapshot())
    const events = await takeTurn(after, textOf('and tomorrow'))
    expect(of(events, 'reply')[0]?.written).toContain('Toronto tomorrow')
    await Promise.all([before.close(), after.close()])
  })
})

const order = { id: 'call_1', name: 'get_order', args: { order: 'A7' } }

describe('deepgram_agent, functions and silence', () => {
  const peer = fromFirstTest(() => startFakeWebsocket(() => deepgramProtocol(mind, 600)))
  const open = (more: object = {}, options = {}) =>
    openWebsocket({ ...deepgramTarget(peer.ws), keepalive_s: 0.2, ...more }, deepgramToken, options)

  test.each<[string, { end: true }[]]>([
    ['before the filler has been played', []],
    ['after it', [{ end: true }]],
  ])('a function that Deepgram runs, called %s, holds the turn open', async (_, ends) => {
    const session = open()
    const tool = { ...order, side: 'server' as const, takesMs: 700, result: '{"status":"shipped"}' }
    peer.plots = [
      [{ say: 'Let me check.' }, ...ends, { tool }, { say: 'It has shipped.' }, { end: true }],
    ]
    const events = await takeTurn(session, textOf('where is my order'))
    expect(of(events, 'reply')).toMatchObject([
      {
        ...{ written: 'It has shipped.', fillers: [{ text: 'Let me check.' }] },
        toolCalls: [
          {
            ...{ arguments: { order: 'A7' }, result: { status: 'shipped' } },
            ...{ status: 'succeeded', executedBy: 'voice_ai' },
          },
        ],
      },
    ])
    const second = await takeTurn(session, textOf(weather))
    expect(of(second, 'reply')[0]?.written).toContain('Toronto today')
    expect(of(second, 'unsolicited')).toEqual([])
    await session.close()
  })

  test('the filler whose sound ends after the result is not the end of the turn', async () => {
    const session = open()
    const tool = { ...order, side: 'server' as const, result: '{}' }
    peer.plots = [
      [
        ...[{ say: 'Let me check.' }, { tool }, { end: true as const }, { pause: 700 }],
        ...[{ say: 'It has shipped.' }, { end: true as const }],
      ],
    ]
    const events = await takeTurn(session, textOf('where is my order'))
    expect(of(events, 'reply')).toMatchObject([{ written: 'It has shipped.' }])
    await session.close()
  })

  test('a client-side function is answered by a mock', async () => {
    const { asked, answerTool } = mocks({ get_order: { result: 'shipped' } })
    const session = open({ tools: [{ name: 'get_order' }] }, { answerTool })
    const tool = { ...order, side: 'client' as const }
    peer.plots = [[{ tool }, { say: (content) => `It is ${content}.` }, { end: true }]]
    const events = await takeTurn(session, textOf('where is my order'))
    expect(asked).toMatchObject([{ arguments: { order: 'A7' } }])
    expect(of(events, 'reply')).toMatchObject([
      { written: 'It is shipped.', toolCalls: [{ result: 'shipped', executedBy: 'earshot' }] },
    ])
    await session.close()
  })

  test('a client-side function that nothing answers is named', async () => {
    const session = open()
    peer.plots = [[{ tool: { ...order, side: 'client' } }]]
    const events = await takeTurn(session, textOf('where is my order'))
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'configuration' })
    expect(of(events, 'error')[0]?.message).toContain('"get_order"')
    await session.close()
  })

  test('a function that is called off is no success', async () => {
    const { promise, resolve } = Promise.withResolvers<{ result: unknown }>()
    const session = open({}, { answerTool: () => promise })
    const call = { id: 'call_9', name: 'get_order', arguments: '{}', client_side: true }
    const cancelled = { type: 'FunctionCallCancelled', functions: [{ id: 'call_9', name: 'x' }] }
    peer.plots = [
      [
        { raw: { type: 'FunctionCallRequest', functions: [call] } },
        { raw: cancelled },
        { say: 'Never mind.' },
        { end: true },
      ],
    ]
    const events = await takeTurn(session, textOf('where is my order'))
    resolve({ result: 'too late' })
    const calls = of(events, 'reply')[0]?.toolCalls
    expect(calls).toMatchObject([{ status: 'failed' }])
    expect(calls?.[0]?.result).toBeUndefined()
    // Nothing goes out for it: the peer would refuse it.
    await takeTurn(session, textOf(weather))
    expect(peer.refusals).toEqual([])
    await session.close()
  })

  test('a function without a result ends the turn as the failure of the voice AI', async () => {
    const session = open({ tool_wait_s: 0.3 })
    const tool = { ...order, side: 'server' as const, takesMs: 2_000, result: '{}' }
    peer.plots = [[{ say: 'Let me check.' }, { tool }]]
    const events = await takeTurn(session, textOf('where is my order'))
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'voice_ai_error' })
    expect(of(events, 'error')[0]?.message).toContain('its tool "get_order"')
    expect(of(events, 'attempt')).toHaveLength(1)
    await session.close()
  })

  test('a text that the agent refuses is told in its words, and not sent again', async () => {
    const session = open({ settle_s: 0 })
    // Its sound has been sent, but the agent is still at it.
    peer.plots = [[{ say: 'A long story.' }, { end: true }, { pause: 800 }]]
    await takeTurn(session, textOf(weather))
    const events = await takeTurn(session, textOf(weather))
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'client_error', retryable: false })
    expect(of(events, 'error')[0]?.message).toContain('agent is currently speaking')
    expect(of(events, 'attempt')).toHaveLength(1)
    await session.close()
  })

  test('signs of life keep the connection between two turns', async () => {
    const session = open()
    await takeTurn(session, textOf(weather))
    const connections = peer.connections
    const alive = () => session.exchange().filter(({ label }) => label === 'KeepAlive').length
    await expect.poll(alive, { timeout: 3_000 }).toBeGreaterThanOrEqual(4)
    const events = await takeTurn(session, textOf('and tomorrow'))
    expect(of(events, 'reply')[0]?.written).toContain('Toronto tomorrow')
    expect(peer.connections).toBe(connections)
    await session.close()
  })
})
