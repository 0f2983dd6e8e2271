import { describe, expect, test } from 'vitest'

import {
  elevenlabsProtocol,
  elevenlabsTarget,
  elevenlabsToken,
} from '#lib/engines/connectors/testing/fake-websocket-elevenlabs.ts'
import { startFakeWebsocket } from '#lib/engines/connectors/testing/fake-websocket.ts'
import { takeTurn, of } from '#lib/engines/connectors/testing/take-turn.ts'
import {
  checkWebsocket,
  mocks,
  openWebsocket,
  textOf,
  voiceOf,
  weather,
} from '#lib/engines/connectors/testing/open-websocket.ts'
import { createFakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { fromFirstTest } from '#lib/engines/connectors/testing/from-first-test.ts'

const mind = fromFirstTest(createFakeMind)

describe('elevenlabs_agents', () => {
  const peer = fromFirstTest(() => startFakeWebsocket(elevenlabsProtocol(mind)))

  test('refuses another key, an unknown agent, and a conversation that does not begin right', async () => {
    expect(await checkWebsocket(elevenlabsTarget(peer.url), 'other')).toMatchObject({
      fault: 'authentication',
    })
    const other = { ...elevenlabsTarget(peer.url), variables: { agent_id: 'x' } }
    expect(await checkWebsocket(other, elevenlabsToken)).toMatchObject({ fault: 'client_error' })
    const opening = [{ send: [{ user_audio_chunk: 'AAAA' }], wait: "@.type == 'x'" }]
    const wrong = await checkWebsocket({ ...elevenlabsTarget(peer.url), opening }, elevenlabsToken)
    expect(wrong.ok).toBe(false)
    expect(peer.refusals).toHaveLength(1)
  })

  test('hears the greeting out, answers pings, and speaks the format it was told', async () => {
    peer.refusals.length = 0
    const session = openWebsocket(elevenlabsTarget(peer.url), elevenlabsToken)
    const events = await takeTurn(session, await voiceOf(mind, weather))
    expect(of(events, 'transcript')[0]?.text.toLowerCase()).toBe(weather)
    expect(of(events, 'reply')).toMatchObject([
      { written: expect.stringMatching(/^(?!Well).*Toronto today/) as string },
    ])
    expect(of(events, 'audio')[0]).toMatchObject({ sampleRate: 16_000 })
    const second = await takeTurn(session, textOf('and tomorrow'))
    expect(of(second, 'reply')[0]?.written).toContain('Toronto tomorrow')
    expect(peer.refusals).toEqual([])
    await session.close()
  })

  test('does not pretend that a conversation survives its connection', async () => {
    const session = openWebsocket(elevenlabsTarget(peer.url), elevenlabsToken)
    await takeTurn(session, textOf(weather))
    peer.drop()
    const events = await takeTurn(session, textOf('and tomorrow'))
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'reset', retryable: false })
    expect(() => openWebsocket(elevenlabsTarget(peer.url)).restore(session.snapshot())).toThrow(
      /another/,
    )
    await session.close()
  })

  test('keeps key and signed address out of the exchange', async () => {
    const session = openWebsocket(elevenlabsTarget(peer.url), elevenlabsToken)
    await takeTurn(session, textOf(weather))
    const written = JSON.stringify(session.exchange())
    expect(written).toContain('ping')
    expect(written).not.toContain(elevenlabsToken)
    expect(written).not.toContain('conversation_signature')
    await session.close()
  })
})

const order = { id: 'tool_1', name: 'get_order', args: { order: 'A7' } }

describe('elevenlabs_agents, tools and ends', () => {
  const peer = fromFirstTest(() => startFakeWebsocket(elevenlabsProtocol(mind, { tellsEnd: true })))
  const quiet = fromFirstTest(() =>
    startFakeWebsocket(elevenlabsProtocol(mind, { firstMessage: false })),
  )
  const open = (more: object = {}, options = {}) =>
    openWebsocket({ ...elevenlabsTarget(peer.url), ...more }, elevenlabsToken, options)

  test('a tool of its own holds the turn open, and nothing of it leaks into the next', async () => {
    const session = open()
    const tool = { ...order, side: 'server' as const, takesMs: 700, result: '' }
    peer.plots = [[{ say: 'Let me look.' }, { tool }, { say: 'It is sunny.' }, { end: true }]]
    const events = await takeTurn(session, await voiceOf(mind, weather))
    expect(of(events, 'reply')).toMatchObject([
      {
        ...{ written: 'It is sunny.', fillers: [{ text: 'Let me look.' }] },
        toolCalls: [{ name: 'get_order', status: 'succeeded', executedBy: 'voice_ai' }],
      },
    ])
    const second = await takeTurn(session, textOf('and tomorrow'))
    expect(of(second, 'reply')[0]?.written).toMatch(/^(?!.*sunny\.).*$/)
    expect(of(second, 'reply')[0]?.toolCalls).toBeUndefined()
    await session.close()
  })

  test('its end of a reply is waited for, and ends the turn at once', async () => {
    const session = open({ idle_end_s: 0.05, told_end_s: 60 })
    peer.plots = [[{ say: 'One.' }, { pause: 300 }, { say: 'Two.' }, { end: true }]]
    const startedAt = performance.now()
    const events = await takeTurn(session, textOf(weather))
    expect(of(events, 'reply')).toMatchObject([{ written: 'One. Two.' }])
    expect(performance.now() - startedAt).toBeLessThan(30_000)
    await session.close()
  })

  test('a client tool is answered by a mock; both events of it are one call', async () => {
    const { asked, answerTool } = mocks({ get_order: { result: { status: 'shipped' } } })
    const session = open({}, { answerTool })
    peer.plots = [
      [
        { say: 'Let me look.' },
        { tool: { ...order, side: 'client' } },
        { say: (result) => `I read ${result}` },
        { end: true },
      ],
    ]
    const events = await takeTurn(session, textOf('where is my order'))
    expect(peer.refusals).toEqual([])
    expect(asked).toHaveLength(1)
    expect(of(events, 'reply')).toMatchObject([
      {
        written: 'I read {"status":"shipped"}',
        toolCalls: [{ arguments: { order: 'A7' }, status: 'succeeded', executedBy: 'earshot' }],
      },
    ])
    await session.close()
  })

  test('a mock that fails is told as an error of the tool', async () => {
    const session = open({}, mocks({ get_order: { error: 'not found' } }))
    peer.plots = [
      [{ tool: { ...order, side: 'client' } }, { say: (result) => `No: ${result}` }, { end: true }],
    ]
    const events = await takeTurn(session, textOf('where is my order'))
    expect(of(events, 'reply')).toMatchObject([
      { written: 'No: not found', toolCalls: [{ status: 'failed', error: 'not found' }] },
    ])
    await session.close()
  })

  test('a client tool that nothing answers is named, and the turn is not repeated', async () => {
    const session = open()
    peer.plots = [[{ say: 'Let me look.' }, { tool: { ...order, side: 'client' } }]]
    const events = await takeTurn(session, textOf('where is my order'))
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'configuration' })
    expect(of(events, 'error')[0]?.message).toContain('"get_order"')
    expect(of(events, 'attempt')).toHaveLength(1)
    await session.close()
  })

  test('a client tool without an answer to wait for holds nothing open', async () => {
    const session = open()
    const call = { tool_name: 'hang_up_when_quiet', tool_call_id: 't', parameters: {}, event_id: 1 }
    const client_tool_call = { ...call, expects_response: false }
    peer.plots = [
      [{ say: 'Goodbye.' }, { raw: { type: 'client_tool_call', client_tool_call } }, { end: true }],
    ]
    const events = await takeTurn(session, textOf('bye'))
    expect(of(events, 'reply')).toMatchObject([
      { written: 'Goodbye.', toolCalls: [{ name: 'hang_up_when_quiet', status: 'requested' }] },
    ])
    await session.close()
  })

  test.each(['client_error', 'error'])('%s ends the turn with its message, once', async (type) => {
    const session = open()
    const told = { [`${type}_event`]: { code: 1008, message: 'quota exceeded' } }
    peer.plots = [[{ raw: { type, ...told } }]]
    const events = await takeTurn(session, textOf(weather))
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'voice_ai_error' })
    expect(of(events, 'error')[0]?.message).toContain('quota exceeded')
    expect(of(events, 'attempt')).toHaveLength(1)
    await session.close()
  })

  test('who closes in good order after the answer has hung up: no fault, and no other call', async () => {
    const session = open()
    peer.plots = [[{ say: 'Goodbye.' }, { close: 1000 }]]
    const events = await takeTurn(session, textOf('bye'))
    expect(events.at(-1)?.type).toBe('done')
    expect(of(events, 'hung_up')).toHaveLength(1)
    expect(of(events, 'reply')).toMatchObject([{ written: 'Goodbye.' }])
    const connections = peer.connections
    const second = await takeTurn(session, textOf(weather))
    expect(second.at(-1)).toMatchObject({ type: 'error', fault: 'voice_ai_error' })
    expect(of(second, 'error')[0]?.message).toContain('had hung up before this turn')
    expect(peer.connections).toBe(connections)
    await session.close()
  })

  test('the correction of a reply that was broken into is no part of the next answer', async () => {
    const session = open()
    const agent_response_correction_event = {
      ...{ original_agent_response: 'A long story', corrected_agent_response: 'A long' },
      event_id: 1,
    }
    const late = { type: 'agent_response_correction', agent_response_correction_event }
    peer.plots = [[{ raw: late }, { say: 'All right.' }, { end: true }]]
    const events = await takeTurn(session, textOf('stop'))
    expect(of(events, 'reply')).toMatchObject([{ written: 'All right.' }])
    await session.close()
  })

  test('words that come late belong to the turn before, and not to the answer', async () => {
    const session = open()
    await takeTurn(session, await voiceOf(mind, weather))
    const spoken = await voiceOf(mind, 'and tomorrow')
    const turn = takeTurn(session, spoken, { pace: 1 })
    // While the caller speaks, the voice AI says what it owes.
    await expect.poll(() => peer.connections).toBeGreaterThan(0)
    peer.say({
      type: 'agent_response',
      agent_response_event: { agent_response: 'It was sunny.', event_id: 99 },
    })
    const events = await turn
    expect(of(events, 'reply')[0]?.written).not.toContain('It was sunny.')
    expect(of(events, 'unsolicited')).toMatchObject([{ written: 'It was sunny.' }])
    await session.close()
  })

  test('an agent without a first message is not waited for as long as one that speaks', async () => {
    const config = { ...elevenlabsTarget(quiet.url), greeting_start_s: 0.1, greeting_s: 60 }
    const session = openWebsocket(config, elevenlabsToken)
    const startedAt = performance.now()
    const events = await takeTurn(session, textOf(weather))
    expect(of(events, 'reply')[0]?.written).toContain('Toronto')
    expect(performance.now() - startedAt).toBeLessThan(30_000)
    await session.close()
  })
})
