import { readFileSync } from 'node:fs'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { of, takeTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import type { Turn } from '#lib/engines/connectors/types.ts'
import { websocket } from '#lib/engines/connectors/websocket/index.ts'
import { createGuard } from '#lib/platform/net/guard.ts'
import { startSimulator, type Simulator } from '#simulator/server.ts'
import { clientId, clientKey } from '#simulator/testing/client.ts'
import { createSpeaker } from '#simulator/testing/speech.ts'

const speaker = createSpeaker()
let simulator: Simulator

beforeAll(async () => {
  const vocabulary = { voices: 1, phrases: () => ['cancel order 1055', 'tell me a joke'] }
  simulator = await startSimulator({ clientId, clientKey, vocabulary })
  await simulator.warm(['en'])
})
afterAll(async () => {
  await simulator.close()
  await speaker.close()
})

/** The target as the page of the demo voice AI has it. */
function documentedConfig() {
  const page = readFileSync(new URL('../../../../docs/simulator.md', import.meta.url), 'utf8')
  const [, json = ''] = /```json\n(.*?)```/s.exec(page) ?? []
  const config = JSON.parse(json.replace('PORT', String(simulator.port))) as object
  return websocket.config.parse(config)
}

const written = (text: string): Turn => ({ kind: 'text', text, language: 'en-US' })

async function hold(...turns: Turn[]) {
  const session = websocket.open(
    documentedConfig(),
    websocket.secrets.parse({ token: clientKey }),
    {
      ...{
        userId: 'caller',
        language: 'en-US',
        guard: createGuard({ allowedHosts: ['127.0.0.1'] }),
      },
    },
  )
  const held = []
  for (const turn of turns) held.push(await takeTurn(session, turn))
  await session.close()
  return held
}

test('the documented target tells of all tools, speaks and hears', () =>
  expect(websocket.capabilities(documentedConfig())).toMatchObject({
    ...{ text: true, tools: 'all', serverVad: true },
    voiceOut: [{ encoding: 'pcm_s16le', sampleRate: 16_000 }],
  }))

test('its tool calls, what it says before them, and its answer are told apart', async () => {
  const [events = [], after = []] = await hold(
    written('move the delivery of order A-17 to Saturday'),
    written('where is order A-17'),
  )
  expect(events.at(-1)?.type).toBe('done')
  const [reply] = of(events, 'reply')
  expect(reply).toMatchObject({
    written: 'I have changed the delivery of order A-17 to Saturday.',
    fillers: [{ text: 'Let me check that.' }],
    toolCalls: [
      { name: 'get_order', status: 'succeeded', arguments: { order_id: 'A-17' } },
      { name: 'change_delivery', status: 'succeeded', executedBy: 'voice_ai' },
    ],
  })
  const [first, second] = reply?.toolCalls ?? []
  expect(first?.endedMs).toBeGreaterThan(first?.requestedMs ?? Infinity)
  expect(second?.requestedMs).toBeGreaterThanOrEqual(first?.endedMs ?? Infinity)
  expect(of(after, 'reply')).toMatchObject([
    { written: 'Order A-17 is on its way and arrives on Saturday.' },
  ])
})

test('a failure is told with its error, and the lie after it as it was said', async () => {
  const [honest = [], lie = []] = await hold(
    written('cancel order 1055'),
    written('cancel order 1066'),
  )
  expect(of(honest, 'reply')).toMatchObject([
    {
      written: 'I could not cancel order 1055: it was shipped already.',
      toolCalls: [{ name: 'cancel_order', status: 'failed', error: 'already_shipped' }],
    },
  ])
  expect(of(lie, 'reply')).toMatchObject([
    { written: 'I have cancelled order 1066.', toolCalls: [{ status: 'failed' }] },
  ])
})

test('a caller is heard, and both things that are said have sound', async () => {
  const { pcm, sampleRate } = await speaker.say('cancel order 1055')
  const speechEndMs = (pcm.length / sampleRate) * 1_000
  const [events = []] = await hold({
    kind: 'voice',
    pcm,
    sampleRate,
    speechEndMs,
    language: 'en-US',
  })
  expect(events.at(-1)?.type).toBe('done')
  expect(of(events, 'transcript').at(-1)).toMatchObject({ text: 'cancel order 1055' })
  expect(of(events, 'reply')[0]).toMatchObject({
    fillers: [{ text: 'Let me check that.' }],
    toolCalls: [{ name: 'cancel_order', status: 'failed' }],
  })
  const samples = of(events, 'audio').reduce((sum, audio) => sum + audio.pcm.length, 0)
  expect(samples).toBeGreaterThan(16_000)
})
