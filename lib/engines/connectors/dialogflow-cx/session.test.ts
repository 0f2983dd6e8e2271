import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { dialogflowCx } from '#lib/engines/connectors/dialogflow-cx/index.ts'
import {
  type FakeDialogflow,
  dialogflowTarget,
  startFakeDialogflow,
} from '#lib/engines/connectors/testing/fake-dialogflow.ts'
import { takeTurn, of, textTurn, voiceTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import { createFakeMind, type FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { deriveTimings } from '#lib/engines/connectors/timings.ts'
import type { OpenOptions } from '#lib/engines/connectors/types.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

let mind: FakeMind
let peer: FakeDialogflow
beforeAll(async () => {
  mind = await createFakeMind()
  peer = await startFakeDialogflow(mind)
})
afterAll(async () => {
  await peer.close()
  await mind.close()
})

const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
const transports = ['grpc', 'rest'] as const
type Transport = (typeof transports)[number]

function open(transport: Transport, config: object = {}, options: Partial<OpenOptions> = {}) {
  const { secrets = peer.secrets(), ...settings } = config as { secrets?: object }
  return dialogflowCx.open(
    dialogflowCx.config.parse({
      ...dialogflowTarget(peer[transport]),
      transport,
      breaker_failures: 0,
      ...settings,
    }),
    dialogflowCx.secrets.parse(secrets),
    { userId: 'caller', language: 'en-US', guard, correlation: 'item-7', ...options },
  )
}
const say = (text: string) => ({ ...textTurn, text })

test('the peer refuses a key that it does not know, and a call without a token', async () => {
  const bare = await fetch(
    `${peer.rest}/v3/projects/p/locations/l/agents/a/sessions/s:detectIntent`,
    {
      method: 'POST',
      body: '{}',
    },
  )
  expect(bare.status).toBe(401)
  const events = await takeTurn(open('grpc', { secrets: peer.secrets(true) }), textTurn)
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'authentication', status: 400 })
  expect(JSON.stringify(events)).toContain('Invalid JWT Signature')
})

describe.each(transports)('over %s', (transport) => {
  test('an intent comes with its parameters and its score, and where the conversation stands', async () => {
    const events = await takeTurn(open(transport), say('what is the weather in toronto'))
    expect(of(events, 'intent')).toMatchObject([
      { kind: 'WeatherQuery', data: { City: 'Toronto', Day: 'today' }, score: 0.75 },
    ])
    expect(of(events, 'state')).toMatchObject([{ value: { page: 'Talk' } }])
  })

  test('what no intent takes is named by the kind of its match', async () => {
    const events = await takeTurn(open(transport), say('colourless green ideas sleep'))
    expect(of(events, 'intent')).toMatchObject([{ kind: 'NO_MATCH', score: 0 }])
  })

  test('parameters of the settings go with the first turn, the correlation with each', async () => {
    const session = open(transport, { parameters: { tier: 'gold', level: 3, tags: ['a', null] } })
    await takeTurn(session, textTurn)
    await takeTurn(session, textTurn)
    const [first, second] = peer.seen.slice(-2)
    expect(first?.params?.parameters).toEqual({ tier: 'gold', level: 3, tags: ['a', null] })
    expect(second?.params?.parameters).toBeUndefined()
    for (const request of [first, second])
      expect(request?.params?.webhookHeaders).toEqual({ 'x-earshot-correlation': 'item-7' })
    expect(first?.session).toBe(second?.session)
    await session.close()
  })

  test('a restored conversation is led to where it stood', async () => {
    const before = open(transport)
    await takeTurn(before, say('what is the weather in toronto'))
    const after = open(transport)
    after.restore(before.snapshot())
    await takeTurn(after, textTurn)
    expect(peer.seen.at(-1)?.params?.currentPage).toMatch(/\/pages\/talk$/)
  })

  test('the reply is heard as Google speaks it, and only if it is asked to', async () => {
    const spoken = await takeTurn(open(transport), voiceTurn())
    expect(of(spoken, 'error')).toEqual([])
    const [audio] = of(spoken, 'audio')
    expect(audio?.sampleRate).toBe(16_000)
    expect(audio?.pcm.length).toBeGreaterThan(1_600)
    const silent = await takeTurn(open(transport, { reply_audio: false }), voiceTurn())
    expect(of(silent, 'audio')).toEqual([])
  })

  test('a token that was withdrawn is not used again', async () => {
    const session = open(transport)
    await takeTurn(session, textTurn)
    peer.tokens.revoke()
    const refused = await takeTurn(session, textTurn)
    expect(refused.at(-1)).toMatchObject({ type: 'error', fault: 'authentication' })
    const events = await takeTurn(session, textTurn)
    expect(events.at(-1)).toMatchObject({ type: 'done' })
  })
})

test('over grpc audio leaves while it is spoken, and latency counts from the end of speech', async () => {
  const startedAt = performance.now()
  const turn = voiceTurn(400, 100)
  const events = await takeTurn(open('grpc'), turn, { pace: 1 })
  const [first, end, last] = of(events, 'sent')
  expect([first, end, last].map((sent) => sent?.audioMs)).toEqual([0, 300, 400])
  expect((end?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(295)
  expect((last?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(395)
  expect(peer.seen.at(-1)?.pieces).toBeGreaterThanOrEqual(8)
  const timings = deriveTimings(events, { startedAt, speechEndMs: turn.speechEndMs })
  expect(timings.response_ms).toBeGreaterThan(95)
  expect(timings.connect_ms).toBeLessThan(timings.first_byte_out_ms ?? 0)
})

test('over rest a recording leaves when its last sample has been said', async () => {
  const startedAt = performance.now()
  const events = await takeTurn(open('rest'), voiceTurn(400, 100), {
    pace: 1,
  })
  const sent = of(events, 'sent')
  expect(sent.map(({ audioMs }) => audioMs)).toEqual([0, 300, 400])
  for (const { at } of sent) expect(at - startedAt).toBeGreaterThan(399)
})

test('one token serves many conversations', async () => {
  await takeTurn(open('grpc'), textTurn)
  const { granted } = peer.tokens
  const all = await Promise.all(Array.from({ length: 5 }, () => takeTurn(open('grpc'), textTurn)))
  for (const events of all) expect(events.at(-1)?.type).toBe('done')
  expect(peer.tokens.granted).toBe(granted)
})

test('the address in the key is reached through the guard', async () => {
  const key = JSON.parse(peer.secrets().service_account) as Record<string, string>
  const service_account = JSON.stringify({ ...key, token_uri: 'http://169.254.169.254/token' })
  const events = await takeTurn(open('grpc', { secrets: { service_account } }), textTurn)
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'configuration' })
  expect(JSON.stringify(events.at(-1))).toContain('169.254.169.254')
})

test.each(['', 'no json', '{}', '{"type":"authorized_user"}'])('%j is no key', (service_account) =>
  expect(dialogflowCx.secrets.safeParse({ service_account }).success).toBe(false),
)

test('a key that cannot be read is named without a part of it', async () => {
  const key = JSON.parse(peer.secrets().service_account) as Record<string, string>
  const service_account = JSON.stringify({ ...key, private_key: 'half-a-secret' })
  const events = await takeTurn(open('rest', { secrets: { service_account } }), textTurn)
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'configuration' })
  expect(JSON.stringify(events)).not.toContain('half-a-secret')
})

describe('where the caller may break into a reply', () => {
  const breaking = { barge_in: true }
  const over = () => voiceTurn(700, 100)
  const weather = async () => {
    const clip = await mind.speak('what is the weather in toronto', 16_000)
    return { ...voiceTurn(), ...clip, speechEndMs: (clip.pcm.length / 16_000) * 1_000 }
  }

  test('Dialogflow is told how long the reply is still played, and its telling of speech ends the playing', async () => {
    const session = open('grpc', breaking)
    const first = await takeTurn(session, await weather(), { pace: 1, yieldAfterMs: 300 })
    const [reply] = of(first, 'audio')
    const lasts = (reply?.pcm.length ?? 0) / 16
    expect(lasts).toBeGreaterThan(1_500)
    const second = await takeTurn(session, over(), { pace: 1 })
    const { config, told } = peer.bargeIns.at(-1) ?? {}
    expect(config?.noBargeInDuration ?? 0).toBe(0)
    expect(config?.totalDuration).toBeLessThanOrEqual(lasts - 300)
    expect(config?.totalDuration).toBeGreaterThan(lasts - 900)
    expect(told).toBe(true)
    const [cut] = of(second, 'interrupted')
    expect(cut?.at).toBeLessThan((reply?.at ?? 0) + lasts)
    expect(cut?.at).toBeLessThan(of(second, 'sent').at(-1)?.at ?? 0)
  })

  test('a beginning that cannot be broken into is no interruption', async () => {
    const session = open('grpc', { ...breaking, no_barge_in_ms: 60_000 })
    await takeTurn(session, await weather(), { pace: 1, yieldAfterMs: 100 })
    // More than the reply lasts is all of it: Dialogflow refuses a longer one.
    const events = await takeTurn(session, over(), { pace: 1 })
    expect(of(events, 'error')).toEqual([])
    expect(peer.bargeIns.at(-1)).toMatchObject({ told: false })
  })

  test('a reply that was heard out, or has ended meanwhile, is not interrupted', async () => {
    const session = open('grpc', breaking)
    await takeTurn(session, await weather(), { pace: 1 })
    const calm = await takeTurn(session, await weather(), { pace: 4, yieldAfterMs: 60_000 })
    expect(peer.bargeIns.at(-1)?.config).toBeNull()
    expect(of(calm, 'interrupted')).toEqual([])
    const after = await takeTurn(session, over(), { pace: 4 })
    expect(peer.bargeIns.at(-1)?.config).toBeNull()
    expect(of(after, 'interrupted')).toEqual([])
  })

  test('a turn that is given up while it waits to be broken into ends at once', async () => {
    const abort = new AbortController()
    const events: string[] = []
    const turn = open('grpc', breaking).turn(await weather(), {
      ...{ signal: abort.signal, pace: 1, maxAttempts: 1, yieldAfterMs: 60_000 },
    })
    for await (const event of turn) {
      events.push(event.type === 'error' ? event.fault : event.type)
      if (event.type === 'audio') abort.abort()
    }
    expect(events.at(-1)).toBe('cancelled')
  })

  test.each([
    { barge_in: true, transport: 'rest' },
    { barge_in: true, reply_audio: false },
  ])('%j is refused when it is saved', (config) =>
    expect(dialogflowCx.config.safeParse({ agent_id: 'a', ...config }).success).toBe(false),
  )
})
