import { expect, test } from 'vitest'

import {
  geminiKey,
  geminiProtocol,
  geminiTarget,
} from '#lib/engines/connectors/testing/fake-websocket-gemini.ts'
import { startFakeWebsocket } from '#lib/engines/connectors/testing/fake-websocket.ts'
import { takeTurn, of } from '#lib/engines/connectors/testing/take-turn.ts'
import {
  abilitiesOf,
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
const peer = fromFirstTest(() => startFakeWebsocket(() => geminiProtocol(mind)))

const order = { id: 'fc_1', name: 'get_order', args: { order: 'A7' }, side: 'client' as const }
const open = (more: object = {}, options = {}) =>
  openWebsocket({ ...geminiTarget(peer.ws), ...more }, geminiKey, options)

test('refuses another key, and a turn before the setup', async () => {
  const other = await checkWebsocket(geminiTarget(peer.ws), 'other')
  expect(other).toMatchObject({ ok: false, fault: 'authentication' })
  const session = open({ opening: [] })
  const events = await takeTurn(session, textOf(weather))
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'protocol', retryable: false })
  await session.close()
})

test('is spoken to, heard and understood; thoughts are no part of what it says', async () => {
  const session = open()
  const events = await takeTurn(session, await voiceOf(mind, weather))
  expect(of(events, 'transcript').at(-1)?.text.toLowerCase()).toBe(weather)
  expect(of(events, 'reply')[0]?.written).toContain('Toronto today')
  expect(of(events, 'reply')[0]?.written).not.toContain('Thinking')
  expect(of(events, 'audio').reduce((sum, { pcm }) => sum + pcm.length, 0)).toBe(4_800)
  expect(of(events, 'audio')[0]).toMatchObject({ sampleRate: 24_000 })
  const second = await takeTurn(session, textOf('and tomorrow'))
  expect(of(second, 'reply')[0]?.written).toContain('Toronto tomorrow')
  await session.close()
})

test('carries a conversation over into another connection', async () => {
  const before = open()
  await takeTurn(before, textOf(weather))
  const after = open()
  after.restore(before.snapshot())
  const events = await takeTurn(after, textOf('and tomorrow'))
  expect(of(events, 'reply')[0]?.written).toContain('Toronto tomorrow')
  await Promise.all([before.close(), after.close()])
})

test('a tool is answered by a mock, and the answer after it is the answer', async () => {
  const { asked, answerTool } = mocks({ get_order: { result: 'shipped' } })
  const session = open(
    { tools: [{ functionDeclarations: [{ name: 'get_order' }] }] },
    { answerTool },
  )
  peer.plots = [
    [
      { say: 'Let me check.' },
      { tool: order },
      { say: (result) => `It says ${result}` },
      { end: true },
    ],
  ]
  const events = await takeTurn(session, textOf('where is my order'))
  expect(asked).toMatchObject([{ id: 'fc_1', arguments: { order: 'A7' } }])
  expect(of(events, 'reply')).toMatchObject([
    {
      ...{ written: 'It says {"result":"shipped"}', fillers: [{ text: 'Let me check.' }] },
      toolCalls: [{ status: 'succeeded', result: 'shipped', executedBy: 'earshot' }],
    },
  ])
  const second = await takeTurn(session, textOf(weather))
  expect(of(second, 'reply')[0]?.written).toContain('Toronto today')
  expect(of(second, 'unsolicited')).toEqual([])
  await session.close()
})

test('a tool that nothing answers is named', async () => {
  const session = open()
  peer.plots = [[{ tool: order }]]
  const events = await takeTurn(session, textOf('where is my order'))
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'configuration' })
  expect(of(events, 'error')[0]?.message).toContain('"get_order" with {"order":"A7"}')
  await session.close()
})

test('a tool that is called off is no success, and its late result is not sent', async () => {
  const { promise, resolve } = Promise.withResolvers<{ result: unknown }>()
  const session = open({}, { answerTool: () => promise })
  const functionCalls = [{ id: 'fc_9', name: 'get_order', args: {} }]
  peer.plots = [
    [
      { raw: { toolCall: { functionCalls } } },
      { raw: { toolCallCancellation: { ids: ['fc_9'] } } },
      { say: 'Never mind.' },
      { end: true },
    ],
  ]
  const events = await takeTurn(session, textOf('where is my order'))
  resolve({ result: 'too late' })
  expect(of(events, 'reply')).toMatchObject([
    { written: 'Never mind.', toolCalls: [{ status: 'failed' }] },
  ])
  const second = await takeTurn(session, textOf(weather))
  expect(second.at(-1)?.type).toBe('done')
  expect(JSON.stringify(session.exchange())).not.toContain('toolResponse')
  await session.close()
})

test('an end of the connection that is near is told', async () => {
  const session = open()
  peer.plots = [[{ raw: { goAway: { timeLeft: '50s' } } }, { say: 'Yes.' }, { end: true }]]
  const events = await takeTurn(session, textOf(weather))
  expect(of(events, 'notice')).toMatchObject([{ about: 'closing_soon' }])
  expect(of(events, 'notice')[0]?.message).toContain('50s')
  await session.close()
})

test('says what it can, and keeps its key out of the exchange', async () => {
  expect(abilitiesOf(geminiTarget(peer.ws))).toMatchObject({
    ...{ text: true, serverVad: true, bargeIn: true, agentSpeaksFirst: false },
    voiceIn: [{ encoding: 'pcm_s16le', sampleRate: 16_000, container: 'raw' }],
  })
  const session = open()
  await takeTurn(session, textOf(weather))
  expect(JSON.stringify(session.exchange())).not.toContain(geminiKey)
  await session.close()
})
