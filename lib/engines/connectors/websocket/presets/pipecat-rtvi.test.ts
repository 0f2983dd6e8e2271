import { expect, test } from 'vitest'

import {
  pipecatProtocol,
  pipecatTarget,
} from '#lib/engines/connectors/testing/fake-websocket-pipecat.ts'
import { startFakeWebsocket } from '#lib/engines/connectors/testing/fake-websocket.ts'
import { takeTurn, of } from '#lib/engines/connectors/testing/take-turn.ts'
import {
  abilitiesOf,
  mocks,
  openWebsocket,
  textOf,
  voiceOf,
  weather,
} from '#lib/engines/connectors/testing/open-websocket.ts'
import { createFakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { fromFirstTest } from '#lib/engines/connectors/testing/from-first-test.ts'

const mind = fromFirstTest(createFakeMind)
const peer = fromFirstTest(() => startFakeWebsocket(() => pipecatProtocol(mind)))

const order = { id: 'call_1', name: 'get_order', args: { order: 'A7' } }
const open = (more: object = {}, options = {}) =>
  openWebsocket({ ...pipecatTarget(peer.ws), ...more }, undefined, options)

test('refuses a turn before it knows the client', async () => {
  const session = open({ opening: [], greeting_s: 0 })
  const events = await takeTurn(session, textOf(weather), { maxAttempts: 1 })
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'client_error' })
  expect(peer.refusals).toHaveLength(1)
  peer.refusals.length = 0
  await session.close()
})

test('greets, is spoken to, heard and understood', async () => {
  const session = open()
  const events = await takeTurn(session, await voiceOf(mind, weather))
  expect(of(events, 'unsolicited')).toMatchObject([{ written: 'Hello, how can I help?' }])
  expect(of(events, 'transcript')[0]?.text.toLowerCase()).toBe(weather)
  const [reply] = of(events, 'reply')
  expect(reply?.written).toContain('Toronto today')
  expect(reply?.spoken).toBe(reply?.written)
  expect(of(events, 'audio')[0]).toMatchObject({ sampleRate: 24_000 })
  const second = await takeTurn(session, textOf('and tomorrow'))
  expect(of(second, 'reply')[0]?.written).toContain('Toronto tomorrow')
  expect(peer.refusals).toEqual([])
  await session.close()
})

test('what is written and what is spoken are told apart', async () => {
  const session = open()
  const tells = (type: string, text?: string) => ({
    raw: { type, ...(text !== undefined && { data: { text } }) },
  })
  peer.plots = [
    [
      ...[tells('bot-llm-started'), tells('bot-llm-text', 'At 7:30.'), tells('bot-llm-stopped')],
      ...[tells('bot-started-speaking'), tells('bot-tts-text', 'At seven'), { pause: 20 }],
      ...[tells('bot-tts-text', 'thirty.'), tells('bot-stopped-speaking')],
    ],
  ]
  const events = await takeTurn(session, textOf('when'))
  expect(of(events, 'reply')).toMatchObject([{ written: 'At 7:30.', spoken: 'At seven thirty.' }])
  await session.close()
})

test('a tool of the bot is evidence, and holds the turn open', async () => {
  const session = open()
  const tool = { ...order, side: 'server' as const, takesMs: 700, result: '{"status":"shipped"}' }
  peer.plots = [[{ say: 'Let me check.' }, { tool }, { say: 'It has shipped.' }]]
  const events = await takeTurn(session, textOf('where is my order'))
  expect(of(events, 'reply')).toMatchObject([
    {
      ...{ written: 'It has shipped.', spoken: 'It has shipped.' },
      fillers: [{ text: 'Let me check.' }],
      toolCalls: [
        {
          ...{ name: 'get_order', arguments: { order: 'A7' }, result: { status: 'shipped' } },
          executedBy: 'voice_ai',
        },
      ],
    },
  ])
  await session.close()
})

test('a tool of the client is answered by a mock', async () => {
  const session = open({}, mocks({ get_order: { result: { status: 'shipped' } } }))
  const tool = { ...order, side: 'client' as const }
  peer.plots = [[{ tool }, { say: (result) => `It says ${result}` }]]
  const events = await takeTurn(session, textOf('where is my order'))
  expect(of(events, 'reply')).toMatchObject([
    { written: 'It says {"status":"shipped"}', toolCalls: [{ executedBy: 'earshot' }] },
  ])
  expect(peer.refusals).toEqual([])
  await session.close()
})

test.each([
  [true, 'error'],
  [false, 'done'],
])('an error whose fatal is %s, and an answer after it: %s', async (fatal, end) => {
  const session = open()
  const error = { raw: { type: 'error', data: { error: 'no such voice', fatal } } }
  peer.plots = [[error, { say: 'Yes.' }]]
  const events = await takeTurn(session, textOf(weather))
  expect(events.at(-1)?.type).toBe(end)
  expect(JSON.stringify(events.filter(({ type }) => type !== 'audio'))).toContain('no such voice')
  await session.close()
})

test('says what it can', () =>
  expect(abilitiesOf(pipecatTarget(peer.ws))).toMatchObject({
    ...{ text: true, serverVad: true, bargeIn: true, agentSpeaksFirst: true, partials: true },
  }))
